import {
  appClaimsOf,
  type AppTokenSubject,
  audienceOf,
  claimsOf,
  publicClaimsOf,
  readClaims,
  type TokenSubject,
  type VerifiedToken,
} from './access-claims.ts';
import { RememberedTokens } from './remembered-tokens.ts';
import type { TokenScheme } from './token-scheme.ts';

export type { VerifiedToken };

/** Issues and verifies the access tokens of this server (RFC 7519). */
export interface AccessTokens {
  /** Signs a JWT that expires in `ttlSeconds`. */
  sign(subject: TokenSubject): Promise<string>;
  /** Signs a JWT for another program alone, which expires in `appTokenSeconds`. */
  signForApp(subject: AppTokenSubject, app: string): Promise<string>;
  /**
   * The verified content of a token of this server that has not expired, or null. Synchronous, because it runs on
   * every request.
   */
  verify(token: string): VerifiedToken | null;
  /** The same for a token that `verify` did not accept, after reading the keys that other servers have changed. */
  verifyAgain(token: string): Promise<VerifiedToken | null>;
  readonly ttlSeconds: number;
  readonly algorithm: TokenScheme['algorithm'];
}

interface AccessTokenOptions {
  readonly scheme: TokenScheme;
  readonly issuer: string;
  readonly ttlSeconds: number;
}

/** An app asks for a new one whenever it needs one, so it need not be good for long. */
export const appTokenSeconds = 300;

/** The access tokens of this server, which is their only issuer. */
export function createAccessTokens({
  scheme,
  issuer,
  ttlSeconds,
}: AccessTokenOptions): AccessTokens {
  const remembered = new RememberedTokens();
  let { epoch } = scheme;
  const verifyFresh = (token: string): VerifiedToken | null => {
    const verified = scheme.verify(token, (payload) => {
      const claims = readClaims(payload, issuer);
      return claims === null || Date.now() >= claims.expiresAtMs ? null : claims;
    });
    if (verified !== null) remembered.add(token, verified);
    return verified;
  };
  const verify = (token: string): VerifiedToken | null => {
    if (!scheme.isCurrent()) return null;
    if (scheme.epoch !== epoch) remembered.clear();
    ({ epoch } = scheme);
    const verified = remembered.get(token) ?? verifyFresh(token);
    if (verified === null) return null;
    const now = Date.now();
    return verified.notBeforeMs <= now && now < verified.expiresAtMs ? verified : null;
  };
  const isPublic = scheme.algorithm === 'ES256';
  return {
    ttlSeconds,
    algorithm: scheme.algorithm,
    sign: (subject) =>
      scheme.sign({
        ...claimsOf(subject),
        ...(isPublic ? publicClaimsOf(subject.user) : {}),
        iss: issuer,
        aud: audienceOf(subject),
        ...timesFor(ttlSeconds),
      }),
    signForApp: (subject, app) =>
      scheme.sign({
        ...appClaimsOf(subject, app),
        iss: issuer,
        aud: app,
        exp: Math.floor(Date.now() / 1000) + appTokenSeconds,
      }),
    verify,
    verifyAgain: async (token) => ((await scheme.catchUp(token)) ? verify(token) : null),
  };
}

function timesFor(seconds: number) {
  const nbf = Math.floor(Date.now() / 1000);
  return { nbf, exp: nbf + seconds };
}
