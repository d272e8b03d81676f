import { CompactSign } from 'jose';
import type { TokenChanges } from './script.ts';
import type { ProviderState } from './state.ts';

/** Now in whole seconds, as tokens count. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Signs what the test wants said, right or wrong. */
export async function mintJwt(
  state: ProviderState,
  claims: Readonly<Record<string, unknown>>,
  changes: TokenChanges,
): Promise<string> {
  const key = changes.key ?? state.signingKey;
  const header = { alg: key.alg, kid: key.kid, ...changes.header };
  const payload = new TextEncoder().encode(JSON.stringify({ ...claims, ...changes.claims }));
  if (changes.tamper === 'none') {
    return `${encode({ ...header, alg: 'none' })}.${Buffer.from(payload).toString('base64url')}.`;
  }
  const token = await new CompactSign(payload)
    .setProtectedHeader(JSON.parse(JSON.stringify(header)))
    .sign(key.privateKey, { crit: { tests: true } });
  const [head = '', body = '', signature = ''] = token.split('.');
  if (changes.tamper === 'payload') {
    const other = { ...claims, ...changes.claims, email: 'somebody.else@example.com' };
    return `${head}.${encode(other)}.${signature}`;
  }
  if (changes.tamper === 'signature') return `${head}.${body}.${flip(signature)}`;
  return token;
}

/** The claims of a right ID token for one client. */
export function idTokenClaims(
  { issuer, person, claimsInIdToken }: ProviderState,
  clientId: string,
  nonce: string | null,
): Record<string, unknown> {
  return {
    iss: issuer,
    aud: clientId,
    iat: seconds(),
    exp: seconds() + 300,
    ...(nonce === null ? {} : { nonce }),
    ...(claimsInIdToken ? person : { sub: person.sub }),
  };
}

/** The claims of a right logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4). */
export function logoutClaims(
  { issuer, person }: ProviderState,
  clientId: string,
): Record<string, unknown> {
  return {
    iss: issuer,
    sub: person.sub,
    aud: clientId,
    iat: seconds(),
    exp: seconds() + 120,
    jti: crypto.randomUUID(),
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  };
}

/** An access token that userinfo and introspection know, opaque or a JWT with `changes`. */
export async function mintAccessToken(
  state: ProviderState,
  clientId: string,
  changes: TokenChanges | 'opaque',
): Promise<string> {
  const { issuer, person } = state;
  const claims = {
    iss: issuer,
    sub: person.sub,
    aud: clientId,
    client_id: clientId,
    iat: seconds(),
    exp: seconds() + 300,
    jti: crypto.randomUUID(),
    scope: 'openid email profile',
  };
  const token =
    changes === 'opaque'
      ? crypto.randomUUID()
      : await mintJwt(state, claims, {
          ...changes,
          header: { typ: 'at+jwt', ...changes.header },
        });
  state.accessTokens.set(token, { clientId, person });
  return token;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function flip(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64url');
}
