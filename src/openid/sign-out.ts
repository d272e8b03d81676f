import type { Metadata } from './metadata.ts';

/** How a browser ends the session at the provider. */
export interface SignOut {
  readonly url: string;
  /** The ID token in the address. */
  readonly idToken: string;
}

// Many servers accept no longer line than 8 KB.
const maxHintLength = 6000;

/**
 * The address of a sign-out at the provider (OpenID Connect RP-Initiated Logout 1.0 section 2); null where it has none.
 * Without the ID token, if that is too long, the provider may ask the user.
 */
export function signOutOf(
  { endSessionEndpoint }: Metadata,
  client: { readonly clientId: string; readonly signOutReturn?: string | null },
  idToken: string,
): SignOut | null {
  const { clientId, signOutReturn = null } = client;
  if (endSessionEndpoint === null || signOutReturn === null) return null;
  const url = new URL(endSessionEndpoint);
  if (idToken.length <= maxHintLength) url.searchParams.set('id_token_hint', idToken);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', signOutReturn);
  return { url: url.href, idToken };
}
