import type { LinkRequest } from '../../../../features/admin/link-requests/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { addWords } from '../../words/words.ts';

export type { LinkRequest };

/** Every function here throws Failure. */
export async function loadLinkRequests(): Promise<readonly LinkRequest[]> {
  const requests = signedRequest<readonly LinkRequest[]>(base);
  return (await Promise.all([requests, addWords('joining')]))[0];
}

/** How many of them an administrator has still to decide about. */
export function undecided(requests: readonly LinkRequest[]): number {
  return requests.filter(({ refusedAt }) => refusedAt === null).length;
}

export async function grantLinkRequest({ id, refusedAt }: LinkRequest): Promise<void> {
  const json = { evenIfRefused: refusedAt !== null };
  await signedRequest(`${base}/${encodeURIComponent(id)}/grant`, { method: 'POST', json });
}

export async function refuseLinkRequest({ id }: LinkRequest): Promise<void> {
  await signedRequest(`${base}/${encodeURIComponent(id)}/refuse`, { method: 'POST' });
}

const base = '/api/admin/link-requests';
