import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A key pair of the stand-in provider; `jwk` is its public half as a key set shows it. */
export interface SigningKey {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: Readonly<JWK>;
}

// Made once for the whole run: an RSA pair costs a tenth of a second and more.
const pairs = new Map<string, Promise<SigningKey>>();

/** A real key for `alg`; the same `kid` and `alg` give the same key all over. */
export function signingKey(alg: string, kid = `${alg}-1`): Promise<SigningKey> {
  const name = `${alg} ${kid}`;
  const key = pairs.get(name) ?? generate(alg, kid);
  pairs.set(name, key);
  return key;
}

async function generate(alg: string, kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}
