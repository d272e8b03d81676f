// T78: what an attacker shows instead of a token that this server signed with ES256. None of it opens anything, and
// no request changes a row.
import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'bun:test';
import { claimsOf, encode, headerOf } from '../support/access-token.ts';
import { expectRefused, forgeEs256, type KeyScene, keyScene } from '../support/es256-token.ts';
import { createTestApp } from '../support/test-app.ts';

/** A token of the good claims, signed with HMAC. */
function hmac(token: string, secret: string | Buffer, header: object): string {
  const signed = `${encode(header)}.${token.split('.')[1]}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const withHeader = (change: object) => (scene: KeyScene) =>
  forgeEs256(scene.token, { key: scene.key, header: { ...headerOf(scene.token), ...change } });
const withClaims = (claims: Readonly<Record<string, unknown>>) => (scene: KeyScene) =>
  forgeEs256(scene.token, { key: scene.key, claims });
const withSignature = (mangle: (signature: Buffer) => Buffer) => (scene: KeyScene) =>
  forgeEs256(scene.token, { key: scene.key, mangle });
const ofOwnKey = (change: (scene: KeyScene) => object) => (scene: KeyScene) =>
  forgeEs256(scene.token, {
    key: scene.own,
    header: { ...headerOf(scene.token), ...change(scene) },
  });
const keyedWith =
  (secret: (scene: KeyScene) => string | Buffer, header: (token: string) => object) =>
  (scene: KeyScene) =>
    hmac(scene.token, secret(scene), header(scene.token));

const publicPem = ({ key }: KeyScene) => {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  return JSON.stringify({ kty, crv, x, y });
};
const hs256 = () => ({ alg: 'HS256', typ: 'JWT' });
const hs256WithKid = (token: string) => ({ ...headerOf(token), alg: 'HS256' });
const publicJwkOf = (key: KeyObject) => {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  return { kty, crv, x, y };
};
/** The last character of 64 bytes carries four bits that mean nothing. */
const withLooseEnd = (token: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1) ?? 'A') + 1];
};

const rows: readonly (readonly [string, (scene: KeyScene) => string])[] = [
  ['with alg none', (s) => `${encode({ alg: 'none', typ: 'JWT' })}.${s.token.split('.')[1]}.`],
  [
    'with alg none in the usual header',
    (s) => `${encode({ ...headerOf(s.token), alg: 'none' })}.${s.token.split('.')[1]}.`,
  ],
  ['signed with HMAC and the public key as JWK', keyedWith(publicPem, hs256WithKid)],
  ['signed with HMAC and the stored public key', keyedWith((s) => s.stored.public_jwk, hs256)],
  [
    'signed with HMAC and the public key as PEM',
    keyedWith((s) => {
      const { x = '', y = '' } = s.key.export({ format: 'jwk' });
      const point = Buffer.concat([
        Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex'),
        Buffer.from([4]),
        Buffer.from(x, 'base64url'),
        Buffer.from(y, 'base64url'),
      ]);
      return `-----BEGIN PUBLIC KEY-----\n${point.toString('base64')}\n-----END PUBLIC KEY-----\n`;
    }, hs256WithKid),
  ],
  [
    'signed with HMAC and x of the public key',
    keyedWith((s) => Buffer.from(s.key.export({ format: 'jwk' }).x ?? '', 'base64url'), hs256),
  ],
  ['signed with HMAC and the key id', keyedWith((s) => s.stored.kid, hs256)],
  [
    'signed with the secret of the instance, as with HS256',
    keyedWith(
      ({ app }) =>
        readFileSync(join(app.services.config.storage.dataDir, 'secret.key'), 'utf8').trim(),
      hs256,
    ),
  ],
  ...['../../secret.key', "' or 1=1 --", 'https://evil.example/jwks.json', '', '\u0000'].map(
    (kid) => [`with the key id ${JSON.stringify(kid)}`, withHeader({ kid })] as const,
  ),
  ['of a key of the attacker', ofOwnKey(() => ({}))],
  ['that brings its key', ofOwnKey((s) => ({ jwk: publicJwkOf(s.own) }))],
  ['that names where its key is', ofOwnKey(() => ({ jku: 'https://evil.example/jwks.json' }))],
  ['that names a certificate', ofOwnKey(() => ({ x5u: 'https://evil.example/cert.pem' }))],
  ['that brings a certificate', ofOwnKey(() => ({ x5c: ['MIIB'] }))],
  ['rightly signed, with a jwk in its header', withHeader({ jwk: {} })],
  ['rightly signed, with crit in its header', withHeader({ crit: ['exp'] })],
  ['rightly signed, of another type', withHeader({ typ: 'JWT' })],
  ['rightly signed, without a type', withHeader({ typ: undefined })],
  ['rightly signed, without a key id', withHeader({ kid: undefined })],
  ['rightly signed, that claims HS256', withHeader({ alg: 'HS256' })],
  ['rightly signed, that claims ES384', withHeader({ alg: 'ES384' })],
  ['rightly signed, that claims EdDSA', withHeader({ alg: 'EdDSA' })],
  ['rightly signed, that claims es256', withHeader({ alg: 'es256' })],
  [
    'rightly signed, with its header in another order',
    (s) => {
      const { alg, kid, typ } = headerOf(s.token);
      return forgeEs256(s.token, { key: s.key, header: { typ, alg, kid } });
    },
  ],
  ...(['P-384', 'P-521'] as const).map(
    (namedCurve) =>
      [
        `of the curve ${namedCurve}`,
        (s: KeyScene) =>
          forgeEs256(s.token, { key: generateKeyPairSync('ec', { namedCurve }).privateKey }),
      ] as const,
  ),
  ['with a DER signature', (s) => forgeEs256(s.token, { key: s.key, dsaEncoding: 'der' })],
  ['with 63 bytes of signature', withSignature((it) => it.subarray(0, 63))],
  ['with 65 bytes of signature', withSignature((it) => Buffer.concat([it, Buffer.alloc(1)]))],
  ['with 65 bytes, a zero first', withSignature((it) => Buffer.concat([Buffer.alloc(1), it]))],
  ['with a signature of zeros', withSignature(() => Buffer.alloc(64))],
  ['with r of zeros', withSignature((it) => Buffer.concat([Buffer.alloc(32), it.subarray(32)]))],
  ['with s of zeros', withSignature((it) => Buffer.concat([it.subarray(0, 32), Buffer.alloc(32)]))],
  [
    'with r and s exchanged',
    withSignature((it) => Buffer.concat([it.subarray(32), it.subarray(0, 32)])),
  ],
  ['with an empty signature', withSignature(() => Buffer.alloc(0))],
  ['without a signature', (s) => s.token.slice(0, s.token.lastIndexOf('.'))],
  ['with padding behind its signature', (s) => `${s.token}==`],
  ['with something behind its signature', (s) => `${s.token}.x`],
  ['with a space in its signature', (s) => `${s.token.slice(0, -4)}%20${s.token.slice(-4)}`],
  ['whose signature ends in loose bits', (s) => withLooseEnd(s.token)],
  [
    'with the signature of another token',
    (s) => s.token.replace(/[^.]+$/, s.other.split('.')[2] ?? ''),
  ],
  [
    'with a changed payload',
    (s) => {
      const [header, , signature] = s.token.split('.');
      return `${header}.${encode({ ...claimsOf(s.token), role: 'Admin' })}.${signature}`;
    },
  ],
  ['rightly signed, of another issuer', withClaims({ iss: 'https://evil.example' })],
  ['rightly signed, for another audience', withClaims({ aud: 'reports' })],
  ['rightly signed, for several audiences', withClaims({ aud: ['anchor', 'reports'] })],
  ['rightly signed, that has expired', withClaims({ exp: 1_700_000_000 })],
  ['rightly signed, with its expiry in words', withClaims({ exp: '9999999999' })],
  ['rightly signed, that is not good yet', withClaims({ nbf: 2 ** 33 })],
  ['rightly signed, of another version', withClaims({ token_version: 2 })],
  ['rightly signed, without a session', withClaims({ sid: undefined })],
  [
    "rightly signed, of another user's session",
    (s) => withClaims({ sid: claimsOf(s.other)['sid'] })(s),
  ],
  [
    'rightly signed, whose payload is a list',
    (s) => forgeEs256(s.token, { key: s.key, payload: [1] }),
  ],
  ['rightly signed, of enormous length', withClaims({ email: 'x'.repeat(8000) })],
];

describe('a token is refused', () => {
  test.each(rows)('%s', async (_, attack) => {
    await using app = await createTestApp();
    const scene = await keyScene(app);
    // The forger works: what is refused below is refused for its difference.
    const again = forgeEs256(scene.token, { key: scene.key });
    expect((await app.get('/api/auth/me', again)).status).toBe(200);
    await expectRefused(app, attack(scene));
    expect((await app.get('/api/auth/me', scene.token)).status).toBe(200);
  });
});
