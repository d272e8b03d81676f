import { publicText, thumbprint } from '../core/es256.ts';
import { asObject } from '../core/json.ts';
import { seal, unseal } from '../core/seal.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** A new key as it is stored. */
export interface NewKey {
  readonly kid: string;
  readonly public_jwk: string;
  readonly private_sealed: Uint8Array;
}

/** Makes a key; its private part is sealed for storage with `sealingKey`. */
export async function makeKey(sealingKey: Uint8Array): Promise<NewKey> {
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { x, y, d } = await crypto.subtle.exportKey('jwk', privateKey);
  if (x === undefined || y === undefined || d === undefined)
    throw new Error('The key is not whole');
  const text = publicText({ x, y });
  const kid = thumbprint(text);
  return {
    kid,
    public_jwk: text,
    private_sealed: seal(sealingKey, JSON.stringify({ x, y, d }), Buffer.from(kid)),
  };
}

/** Opens a stored private part for signing. Throws when it was sealed with another key or for another row. */
export function openPrivate(
  sealingKey: Uint8Array,
  { kid, sealed }: { readonly kid: string; readonly sealed: Uint8Array },
): Promise<CryptoKey> {
  const stored = asObject(JSON.parse(unseal(sealingKey, sealed, Buffer.from(kid))));
  const jwk = { kty: 'EC', crv: 'P-256', ...stored };
  return crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
}
