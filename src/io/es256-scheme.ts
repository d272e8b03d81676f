import { accessTokenType, hasSignature, segmentOf, unprovenClaims } from '../core/es256.ts';
import type { KeyRing } from '../core/key-ring.ts';
import { ProvenTokens } from '../core/proven-tokens.ts';
import { createJwtSigner } from './jwt-signer.ts';
import type { Claims, TokenScheme } from './token-scheme.ts';

/** A key that is open for signing. */
export interface OpenKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

/** The keys that servers share. */
export interface KeySource {
  /** The keys as they were read last; ask `isCurrent` first. */
  readonly ring: KeyRing;
  /** Changes whenever a key was added, retired or removed. */
  readonly epoch: number;
  /** Whether the keys were read so lately that they count. */
  isCurrent(): boolean;
  /** Reads the keys unless they are current; whether it did. */
  refresh(): Promise<boolean>;
  /** Reads the keys, by a read that begins after the call. */
  reload(): Promise<void>;
  /**
   * Reads the keys because a token begins with the segment of one that is not known: another server may have made it
   * a moment ago. Waits for its turn, because anybody can send such tokens. False when nothing can be learnt.
   */
  learn(segment: string): Promise<boolean>;
  /** The key that signs now; the first signature of an instance makes it. */
  openSigning(): Promise<OpenKey>;
}

/**
 * Tokens signed with ES256. The header of a shown token is not parsed: its text must be the one that a known key
 * writes, which excludes every other algorithm, type and key (RFC 8725 section 3.1).
 */
export function createEs256Scheme(keys: KeySource): TokenScheme {
  const proven = new ProvenTokens();
  const signWithKey = createSigner(keys);
  return {
    algorithm: 'ES256',
    get epoch() {
      return keys.epoch;
    },
    isCurrent: () => keys.isCurrent(),
    verify: (token, judge) => {
      const { ring } = keys;
      const segment = segmentOf(token);
      const key = segment === null ? undefined : ring.find(segment);
      if (key === undefined || !ring.accepts(key, Date.now())) return null;
      // The claims first, because the signature takes ten times as long, unless it is known.
      const claims = unprovenClaims(token);
      const verified = claims === null ? null : judge(claims);
      if (verified === null) return null;
      if (!proven.isProven(token, () => hasSignature(token, ring.publicKey(key)))) return null;
      const expiresAtMs = Math.min(verified.expiresAtMs, ring.publishedUntil(key));
      return { ...verified, expiresAtMs };
    },
    catchUp: async (token) => {
      if (await keys.refresh()) return true;
      const segment = segmentOf(token);
      if (segment === null) return false;
      const { ring } = keys;
      const key = ring.find(segment);
      if (key === undefined) return keys.learn(segment);
      if (ring.accepts(key, Date.now()) || ring.stateOf(key, Date.now()) !== 'next') return false;
      // A right signature of the next key can only mean that another server has rotated.
      if (!hasSignature(token, ring.publicKey(key))) return false;
      await keys.reload();
      return true;
    },
    sign: async (claims) => {
      const token = await signWithKey(claims);
      proven.add(token);
      return token;
    },
  };
}

/** Signs with whichever key is the signing one, with one instance of the plugin for each. */
function createSigner(keys: KeySource): (claims: Claims) => Promise<string> {
  let current: { readonly of: CryptoKey; readonly sign: ReturnType<typeof signerOf> } | null = null;
  return async (claims) => {
    const open = await keys.openSigning();
    if (current?.of !== open.key) current = { of: open.key, sign: signerOf(open) };
    const sign = await current.sign;
    return sign(claims);
  };
}

function signerOf({ kid, key }: OpenKey) {
  return createJwtSigner({ key, header: { alg: 'ES256', kid, typ: accessTokenType } });
}
