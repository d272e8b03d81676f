import type { OpenIdSettings } from './connection.ts';
import type { Metadata } from './metadata.ts';

/** The scope by which some providers send the groups of a user. */
const groupsScope = 'groups';

/**
 * The scopes of a sign-in. The scope `groups` is added when groups are needed and the provider announces it: Entra ID
 * refuses every sign-in that asks for a scope it does not know.
 */
export function scopesFor(
  { scopes, groupClaims }: Pick<OpenIdSettings, 'scopes' | 'groupClaims'>,
  announced: Pick<Metadata, 'scopes'>,
): readonly string[] {
  const isNeeded = groupClaims.length > 0 && announced.scopes?.includes(groupsScope) === true;
  return [...new Set(['openid', ...scopes, ...(isNeeded ? [groupsScope] : [])])];
}
