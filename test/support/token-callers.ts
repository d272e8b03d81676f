// Who calls with an API token, for the test of who may do what.
import { type TokenScope, tokenScopes } from '../../src/core/token-scopes.ts';
import { askForToken, expireToken, makeToken, tokensPath } from './api-tokens.ts';
import { addSignedIn, changePerson } from './people.ts';
import type { TestApp } from './test-app.ts';

/** What each API token is, and whose. */
export const tokenCallers: Readonly<Record<string, TokenCaller>> = {
  "a user's API token": { scopes: null },
  "an administrator's API token": { scopes: null, isAdmin: true },
  'a revoked API token': { scopes: null, end: 'revoked' },
  "a user's token with me": { scopes: ['me'] },
  "a user's token with profile": { scopes: ['profile'] },
  "an administrator's token with me and profile": { scopes: ['me', 'profile'], isAdmin: true },
  "an administrator's token with admin:read": { scopes: ['admin:read'], isAdmin: true },
  "an administrator's token with admin:users": { scopes: ['admin:users'], isAdmin: true },
  'a token with every scope': { scopes: tokenScopes, isAdmin: true },
  "a demoted administrator's token": { scopes: tokenScopes, isAdmin: true, end: 'demoted' },
  "a disabled administrator's token": { scopes: tokenScopes, isAdmin: true, end: 'disabled' },
  "a pending administrator's token": { scopes: tokenScopes, isAdmin: true, end: 'pending' },
  'a token of an administrator with a temporary password': {
    scopes: tokenScopes,
    isAdmin: true,
    end: 'temporary password',
  },
  'an expired token': { scopes: tokenScopes, isAdmin: true, end: 'expired' },
  'a revoked token': { scopes: tokenScopes, isAdmin: true, end: 'revoked' },
};

export interface TokenCaller {
  /** Null for the token that can be shown again. */
  readonly scopes: readonly TokenScope[] | null;
  readonly isAdmin?: true;
  readonly end?: 'revoked' | 'expired' | 'demoted' | 'disabled' | 'pending' | 'temporary password';
}

/** The status and code that an API token gets; null means success. */
export function expectedOfToken(token: TokenCaller, scope?: string): string | null {
  const { end } = token;
  if (end === 'temporary password') return '403 password_change_required';
  if (end !== undefined && end !== 'demoted') return '401 invalid_token';
  if (scope === undefined) return '403 session_required';
  if (!isOpen(token.scopes ?? ['me'], scope)) return '403 insufficient_scope';
  const isAdminNow = token.isAdmin === true && end !== 'demoted';
  return scope.startsWith('admin:') && !isAdminNow ? '403 admin_required' : null;
}

function isOpen(held: readonly string[], scope: string): boolean {
  return held.includes(scope) || (scope === 'admin:read' && held.includes('admin:users'));
}

export async function apiTokenOf(
  app: TestApp,
  { scopes, isAdmin, end }: TokenCaller,
): Promise<string> {
  const { user, access_token: bearer } = await addSignedIn(app, { isAdmin: isAdmin === true });
  const made = scopes === null ? null : await makeToken(app, bearer, { scopes });
  const token = made?.token ?? (await legacyToken(app, bearer));
  if (end === 'revoked') await revoke(app, bearer, made?.id);
  if (end === 'expired' && made !== null) await expireToken(app, made);
  const change = changesOfOwner[end ?? ''];
  if (change !== undefined) await changePerson(app, user, change);
  return token;
}

const changesOfOwner: Readonly<Record<string, Parameters<typeof changePerson>[2]>> = {
  demoted: { is_admin: 0 },
  disabled: { status: 'disabled' },
  pending: { status: 'pending' },
  'temporary password': { must_change_password: 1 },
};

async function revoke(app: TestApp, bearer: string, id: string | undefined): Promise<void> {
  const path = id === undefined ? '/api/auth/api-token' : `${tokensPath}/${id}`;
  await app.send({ method: 'DELETE', path, bearer });
}

export async function legacyToken(app: TestApp, bearer: string): Promise<string> {
  const answer = await app.post('/api/auth/api-token/regenerate', undefined, bearer);
  return (answer.body as { apiToken: string }).apiToken;
}

/** The id of a new token with a name; one that is not there for callers who may make none. */
export async function ownToken(app: TestApp, bearer: string | null): Promise<string> {
  const answer = bearer === null ? null : await askForToken(app, bearer);
  return answer?.status === 201 ? (answer.body as { id: string }).id : crypto.randomUUID();
}
