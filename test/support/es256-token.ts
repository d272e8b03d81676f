import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'bun:test';
import { unseal } from '../../src/core/seal.ts';
import { deriveKey } from '../../src/core/tokens.ts';
import { claimsOf, encode, headerOf } from './access-token.ts';
import { addSignedIn } from './people.ts';
import type { TestApp } from './test-app.ts';

export interface StoredKey {
  readonly kid: string;
  readonly private_sealed: Uint8Array | null;
  readonly public_jwk: string;
  readonly created_at: number;
  readonly active_from: number;
  readonly retired_at: number | null;
}

/** The rows of the keys, the oldest first. */
export function storedKeys({ database }: Pick<TestApp, 'database'>): Promise<readonly StoredKey[]> {
  return database.read.selectFrom('signing_keys').selectAll().orderBy('active_from').execute();
}

/** The private half of a stored key, opened with the secret of the instance as a thief of both could. */
export function privateKeyOf(app: TestApp, stored: StoredKey): KeyObject {
  return openKey(app.services.config.storage.dataDir, stored);
}

/** The same for any data directory. */
export function openKey(
  dataDir: string,
  { kid, private_sealed: sealed }: Pick<StoredKey, 'kid' | 'private_sealed'>,
): KeyObject {
  if (sealed === null) throw new Error(`The private part of ${kid} is erased`);
  const secret = readFileSync(join(dataDir, 'secret.key'), 'utf8').trim();
  const text = unseal(deriveKey(secret, 'signing keys at rest'), sealed, Buffer.from(kid));
  const parts = JSON.parse(text) as Readonly<Record<'x' | 'y' | 'd', string>>;
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', ...parts }, format: 'jwk' });
}

type Json = Readonly<Record<string, unknown>>;

interface Forgery {
  readonly key: KeyObject;
  readonly header?: Json;
  /** Replaces the claims of the same name; undefined leaves the claim out. */
  readonly claims?: Json;
  /** Replaces the whole payload. */
  readonly payload?: unknown;
  /** Changes the signature. */
  readonly mangle?: (signature: Buffer) => Buffer;
  readonly dsaEncoding?: 'ieee-p1363' | 'der';
}

/** A token made of a good one, changed and signed again. */
export function forgeEs256(token: string, forgery: Forgery): string {
  const { key, header = headerOf(token), claims = {}, dsaEncoding = 'ieee-p1363' } = forgery;
  const payload = 'payload' in forgery ? forgery.payload : { ...claimsOf(token), ...claims };
  const signed = `${encode(header)}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding });
  return `${signed}.${(forgery.mangle?.(signature) ?? signature).toString('base64url')}`;
}

export interface KeyScene {
  readonly app: TestApp;
  /** A good token of a user, and one of an administrator. */
  readonly token: string;
  readonly other: string;
  readonly stored: StoredKey;
  /** The server's private key, which no attacker has. */
  readonly key: KeyObject;
  /** A key that the attacker has made. */
  readonly own: KeyObject;
}

/** Two people who are signed in, and the keys of both sides. */
export async function keyScene(app: TestApp): Promise<KeyScene> {
  const { access_token: token } = await addSignedIn(app);
  const { access_token: other } = await addSignedIn(app, { isAdmin: true });
  const [stored] = await storedKeys(app);
  if (stored === undefined) throw new Error('No key was made');
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  return { app, token, other, stored, key: privateKeyOf(app, stored), own };
}

/** Fails when a token opens anything, or the attempt changes a row. */
export async function expectRefused(app: TestApp, bearer: string): Promise<void> {
  const before = await app.snapshot();
  const answer = await app.get('/api/auth/me', bearer);
  expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  expect(await app.snapshot()).toEqual(before);
}
