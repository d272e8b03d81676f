import type { Static } from 'elysia';
import type { ResetByLinkRequest } from '../../../features/links/password-reset/schema.ts';
import type { openedLinkSchema } from '../../../features/links/schema.ts';
import type { OwnedLinkRequest } from '../../../features/links/owners/schema.ts';
import { request, signedRequest } from '../client/request.ts';

/** What a link is for. */
export type OpenedLink = Static<typeof openedLinkSchema>;

/** Throws Failure `link_invalid`. */
export function inspectLink(token: string): Promise<OpenedLink> {
  return request<OpenedLink>('/api/auth/links/inspect', { method: 'POST', json: { token } });
}

/** Throws Failure `link_invalid`. */
export async function resetPassword(json: ResetByLinkRequest): Promise<void> {
  await request('/api/auth/reset-password', { method: 'POST', json });
}

/**
 * Confirms an address with the password of the account, or without one with the session of this browser. Throws
 * Failure `link_invalid`, `link_owner_required`.
 */
export async function confirmAddress(
  kind: OpenedLink['kind'],
  json: OwnedLinkRequest,
): Promise<void> {
  const path = kind === 'change_email' ? '/api/auth/confirm-email' : '/api/auth/verify-email';
  const send = json.password === undefined ? signedRequest : request;
  await send(path, { method: 'POST', json });
}
