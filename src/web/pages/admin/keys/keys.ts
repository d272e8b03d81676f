import type { SigningKey } from '../../../../features/admin/signing-keys/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { site } from '../../client/site.ts';

export type { SigningKey };
export type Keys = readonly SigningKey[];

/** How often keys change by themselves. */
export const rotationVariable = 'SIGNING_KEY_ROTATION';
/** What makes a server sign with keys. */
export const keysSetting = 'ACCESS_TOKEN_ALG=ES256';

/** Where anyone can read the public keys. */
export function keySetAddress(): string {
  return `${site.appUrl}/.well-known/jwks.json`;
}

/** Throws Failure. */
export function loadKeys(): Promise<Keys> {
  return signedRequest<Keys>('/api/admin/keys');
}

/** Lets the next key sign; with `revokes`, the tokens of all others are refused. Returns the keys. Throws Failure. */
export function rotateKeys(revokes: boolean): Promise<Keys> {
  const json = { revoke: revokes };
  return signedRequest<Keys>('/api/admin/keys/rotate', { method: 'POST', json });
}

const knownAfterMs = 10 * 60 * 1000;

/** Whether the key that signs after a rotation was published so lately that others may not know it. */
export function isNextUnknown(keys: Keys): boolean {
  const next = keys.find(({ state }) => state === 'next');
  return next === undefined || Date.now() - Date.parse(next.createdAt) < knownAfterMs;
}
