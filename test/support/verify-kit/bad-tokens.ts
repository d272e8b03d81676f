import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { claimsOf, encode, forge, headerOf } from '../access-token.ts';
import { forgeEs256 } from '../es256-token.ts';

/** Makes a token that must be refused of a good one and the key that signed it. */
type Forge = (token: string, key: KeyObject) => string;

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const strangersJwk = stranger.publicKey.export({ format: 'jwk' });

const byServer =
  (claims: Readonly<Record<string, unknown>>): Forge =>
  (token, key) =>
    forgeEs256(token, { key, claims });

const byStranger =
  (header: Readonly<Record<string, unknown>> = {}): Forge =>
  (token) =>
    forgeEs256(token, { key: stranger.privateKey, header: { ...headerOf(token), ...header } });

const hs256 =
  (secretOf: (publicKey: KeyObject) => string): Forge =>
  (token, key) =>
    forge(token, {
      header: { ...headerOf(token), alg: 'HS256' },
      secret: secretOf(createPublicKey(key)),
    });

const now = () => Math.floor(Date.now() / 1000);

/** Tokens that every program must refuse, each with what is wrong with it. */
export const badTokens: Readonly<Record<string, Forge>> = {
  'has expired': byServer({ exp: 1_700_000_000 }),
  'never expires': byServer({ exp: undefined }),
  'is not yet good': (token, key) => byServer({ nbf: now() + 600 })(token, key),
  'is for another audience': byServer({ aud: 'reports' }),
  'is of a person who may not do everything yet': byServer({ aud: 'anchor-restricted' }),
  'is for an audience that begins alike': byServer({ aud: 'anchor ' }),
  'has no audience': byServer({ aud: undefined }),
  'is of another issuer': byServer({ iss: 'https://auth.example.org' }),
  'is of an issuer that begins alike': (token, key) =>
    byServer({ iss: `${String(claimsOf(token)['iss'])}/` })(token, key),
  'has no issuer': byServer({ iss: undefined }),
  'names no user': byServer({ sub: undefined }),
  'is no access token': (token, key) =>
    forgeEs256(token, { key, header: { ...headerOf(token), typ: 'JWT' } }),
  'has no type': (token, key) =>
    forgeEs256(token, { key, header: { ...headerOf(token), typ: undefined } }),
  'is signed by a stranger': byStranger(),
  'brings its own key': byStranger({ jwk: strangersJwk }),
  'brings the address of its key': byStranger({ jku: 'http://127.0.0.1:9/keys', kid: 'own' }),
  'names a key that is a path': byStranger({ kid: '../../../dev/null' }),
  'names no key': byStranger({ kid: undefined }),
  'names a key that is no text': byStranger({ kid: { a: 1 } }),
  'names a property of objects as its key': byStranger({ kid: '__proto__' }),
  'names another algorithm': (token, key) =>
    forgeEs256(token, { key, header: { ...headerOf(token), alg: 'ES384' } }),
  'is signed by HS256 with the public key as PEM': hs256((key) =>
    key.export({ format: 'pem', type: 'spki' }),
  ),
  'is signed by HS256 with the public key as JWK': hs256((key) =>
    JSON.stringify(key.export({ format: 'jwk' })),
  ),
  'is signed by HS256 with the x of the public key': hs256((key) =>
    String(key.export({ format: 'jwk' }).x),
  ),
  'has algorithm none': (token) =>
    `${encode({ ...headerOf(token), alg: 'none' })}.${encode(claimsOf(token))}.`,
  'has algorithm none and the old signature': (token) =>
    `${encode({ ...headerOf(token), alg: 'none' })}.${token.split('.').slice(1).join('.')}`,
  'has a DER signature': (token, key) => forgeEs256(token, { key, dsaEncoding: 'der' }),
  'has a signature of zeros': (token, key) =>
    forgeEs256(token, { key, mangle: (signature) => signature.fill(0) }),
  'has a byte after its signature': (token, key) =>
    forgeEs256(token, { key, mangle: (signature) => Buffer.concat([signature, Buffer.from([0])]) }),
  'has no signature': (token) => `${token.split('.').slice(0, 2).join('.')}.`,
  'has other claims than were signed': (token) => {
    const [header, , signature] = token.split('.');
    return `${header}.${encode({ ...claimsOf(token), role: 'Owner' })}.${signature}`;
  },
  'has a payload that is no object': (token, key) => forgeEs256(token, { key, payload: 'ada' }),
  'is no token': () => 'abc',
  'is an API token': () => `ak_${'a'.repeat(43)}`,
};

/** Headers without any token in them. */
export const badHeaders: readonly (string | undefined)[] = [
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Basic YWRhOmFkYQ==',
];
