import type { Static } from 'elysia';
import type { ResetByLinkRequest } from '../../../features/links/password-reset/schema.ts';
import type { openedLinkSchema } from '../../../features/links/schema.ts';
import { request } from '../client/request.ts';

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
