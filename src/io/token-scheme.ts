import { verifyHs256 } from '../core/hs256.ts';
import type { JsonObject } from '../core/json.ts';
import type { VerifiedToken } from './access-claims.ts';
import { createJwtSigner } from './jwt-signer.ts';

/** Claims to sign. */
export type Claims = Readonly<Record<string, string | number | boolean | string[]>>;

/** How tokens of one algorithm are signed and verified. */
export interface TokenScheme {
  readonly algorithm: 'HS256' | 'ES256';
  /** Changes when a token that was accepted may have to be refused. */
  readonly epoch: number;
  /** Whether what is known of the keys is recent enough to verify with. */
  isCurrent(): boolean;
  /**
   * What `judge` says of the claims when the signature is right, else null. Synchronous, because it runs on every
   * request.
   */
  verify(token: string, judge: (claims: JsonObject) => VerifiedToken | null): VerifiedToken | null;
  /** Reads what may have changed since, for a token that was not accepted; whether to verify it again. */
  catchUp(token: string): Promise<boolean>;
  /** The compact form of a JWT with these claims. */
  sign(claims: Claims): Promise<string>;
}

interface Hs256Options {
  /** Signs and verifies; a text of at least 32 bytes. */
  readonly secret: string;
  /** Only verifies, so that a change of the secret does not sign users out. */
  readonly previousSecret: string | null;
}

/** Tokens signed with a secret, which everything that verifies them must know. */
export function createHs256Scheme({ secret, previousSecret }: Hs256Options): TokenScheme {
  let signer: ReturnType<typeof createSigner> | null = null;
  return {
    algorithm: 'HS256',
    epoch: 0,
    isCurrent: () => true,
    verify: (token, judge) => {
      const claims =
        verifyHs256(token, secret) ??
        (previousSecret === null ? null : verifyHs256(token, previousSecret));
      return claims === null ? null : judge(claims);
    },
    catchUp: () => Promise.resolve(false),
    sign: async (claims) => {
      const sign = await (signer ??= createSigner(secret));
      return sign(claims);
    },
  };
}

async function createSigner(text: string) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', Buffer.from(text), algorithm, false, ['sign']);
  return createJwtSigner({ key });
}
