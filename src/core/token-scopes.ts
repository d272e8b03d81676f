/** What an API token may open, the least first. */
export const tokenScopes = ['me', 'profile', 'admin:read', 'admin:users'] as const;

export type TokenScope = (typeof tokenScopes)[number];

/** Whether a scope works only while the token's owner is an administrator. */
export function isAdminScope(scope: TokenScope): boolean {
  return scope.startsWith('admin:');
}

/** Whether a token with the scopes `held` opens a route of the scope `asked`. */
export function hasScope(held: readonly TokenScope[], asked: TokenScope): boolean {
  return held.includes(asked) || (asked === 'admin:read' && held.includes('admin:users'));
}

/** Scopes as stored: in the order of `tokenScopes`, separated by spaces (RFC 6749 section 3.3). */
export function formatScopes(scopes: readonly TokenScope[]): string {
  return tokenScopes.filter((scope) => scopes.includes(scope)).join(' ');
}

/** Reads stored scopes. One that a later version stored opens nothing here, so it is left out. */
export function parseScopes(text: string): readonly TokenScope[] {
  const words = text.split(' ');
  return tokenScopes.filter((scope) => words.includes(scope));
}
