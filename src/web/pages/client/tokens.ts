import type {
  CreatedToken,
  CreateTokenRequest,
  ListedToken,
  UpdateTokenRequest,
} from '../../../features/api-tokens/named/schema.ts';
import { addWords } from '../words/words.ts';
import { signedRequest } from './request.ts';

const own = '/api/auth/tokens';

/** Loads the API tokens of the user, and the texts about them. Every function here throws Failure. */
export async function loadTokens(): Promise<readonly ListedToken[]> {
  const [tokens] = await Promise.all([
    signedRequest<readonly ListedToken[]>(own),
    addWords('tokens'),
  ]);
  return tokens;
}

/** Returns the token itself, which the server never returns again. */
export function createToken(json: CreateTokenRequest): Promise<CreatedToken> {
  return signedRequest<CreatedToken>(own, { method: 'POST', json });
}

export async function updateToken(id: string, json: UpdateTokenRequest): Promise<void> {
  await signedRequest(`${own}/${encodeURIComponent(id)}`, { method: 'PATCH', json });
}

export async function revokeToken(id: string): Promise<void> {
  await signedRequest(`${own}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** The same for administrators, about another user. */
export async function loadTokensOf(userId: string): Promise<readonly ListedToken[]> {
  const [tokens] = await Promise.all([
    signedRequest<readonly ListedToken[]>(pathOf(userId)),
    addWords('tokens'),
  ]);
  return tokens;
}

export async function revokeTokenOf(userId: string, id: string): Promise<void> {
  await signedRequest(`${pathOf(userId)}/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function revokeTokensOf(userId: string): Promise<void> {
  await signedRequest(pathOf(userId), { method: 'DELETE' });
}

function pathOf(userId: string): string {
  return `/api/admin/users/${encodeURIComponent(userId)}/tokens`;
}
