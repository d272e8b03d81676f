import { describe, expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
import { jwt } from '@elysiajs/jwt';
import { formatId } from '../../src/core/uuid.ts';
import { claimsOf, encode, forge, headerOf, jwtSecret } from '../support/access-token.ts';
import {
  addPerson,
  addSignedIn,
  changePerson,
  deletePerson,
  startSession,
} from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const env = { JWT_SECRET: jwtSecret };
const otherSecret = 'k4Zp8VtRw2Nq6XbJc0MhYs5GdEf1UaL9';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const unauthorized = 'Bearer realm="anchor-auth", error="invalid_token"';

async function expectRefused(app: TestApp, bearer: string): Promise<void> {
  const before = await app.snapshot();
  const answer = await app.get('/api/auth/me', bearer);
  expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  expect(answer.headers.get('www-authenticate')).toBe(unauthorized);
  expect(await app.snapshot()).toEqual(before);
}

describe('an access token', () => {
  test.each([
    { isAdmin: true, role: 'Admin', provider: 'local' },
    { isAdmin: false, role: 'Basic User', provider: 'oidc' },
  ] as const)('says what is documented of a $role', async ({ isAdmin, role, provider }) => {
    await using app = await createTestApp({ ...env, APP_URL: 'https://anchor.example.com' });
    const user = await addPerson(app, { isAdmin });
    const before = Math.floor(Date.now() / 1000);
    const { access_token: token, expires_in } = await startSession(app, user, provider);
    const claims = claimsOf(token);
    expect(headerOf(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(claims).toEqual({
      iss: 'https://anchor.example.com',
      aud: 'anchor',
      sub: formatId(user.id),
      user_id: formatId(user.id),
      email: user.email,
      role,
      auth_provider: provider,
      token_version: 1,
      sid: expect.stringMatching(uuid),
      jti: expect.stringMatching(uuid),
      iat: expect.any(Number),
      exp: Number(claims['nbf']) + 900,
      nbf: expect.any(Number),
      auth_time: expect.any(Number),
      groups: [],
    });
    for (const claim of ['iat', 'nbf', 'auth_time']) {
      expect(Number(claims[claim])).toBeWithin(before, before + 60);
    }
    expect(expires_in).toBe(900);
  });

  test('is signed with HMAC-SHA-256 over the bytes of the secret text', async () => {
    await using app = await createTestApp(env);
    const { access_token: token } = await addSignedIn(app);
    const [header, payload, signature] = token.split('.');
    const key = Buffer.from(jwtSecret, 'utf8');
    const expected = createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url');
    expect(signature).toBe(expected);
    const verifier = jwt({ secret: jwtSecret }).decorator.jwt;
    const rules = { issuer: 'http://localhost:3000', audience: 'anchor', algorithms: ['HS256'] };
    expect(await verifier.verify(token, rules)).toMatchObject({ aud: 'anchor' });
  });

  test('never repeats its jti', async () => {
    await using app = await createTestApp(env);
    const user = await addPerson(app);
    const tokens = await Promise.all([startSession(app, user), startSession(app, user)]);
    expect(new Set(tokens.map((each) => claimsOf(each.access_token)['jti'])).size).toBe(2);
  });

  test('of the previous secret is accepted; new ones are signed with the new secret', async () => {
    await using app = await createTestApp({ ...env, JWT_SECRET_PREVIOUS: otherSecret });
    const { access_token: token } = await addSignedIn(app);
    expect((await app.get('/api/auth/me', forge(token, { secret: otherSecret }))).status).toBe(200);
    expect(forge(token)).toBe(token);
    await expectRefused(app, forge(token, { secret: 'a third secret of more than 32 bytes' }));
  });
});

const manipulated: readonly (readonly [string, (token: string, other: string) => string])[] = [
  [
    'with a changed signature',
    (t) => (t.endsWith('A') ? `${t.slice(0, -2)}BB` : `${t.slice(0, -2)}AA`),
  ],
  ['without its signature', (t) => t.slice(0, t.lastIndexOf('.') + 1)],
  ['without its signature and dot', (t) => t.slice(0, t.lastIndexOf('.'))],
  ['with the signature of another token', (t, o) => t.replace(/[^.]+$/, o.split('.')[2] ?? '')],
  ['with padding behind it', (t) => `${t}=`],
  ['with something behind it', (t) => `${t}.x`],
  [
    'with a changed payload',
    (t) => {
      const [header, , signature] = t.split('.');
      return `${header}.${encode({ ...claimsOf(t), role: 'Admin' })}.${signature}`;
    },
  ],
  ['signed with another secret', (t) => forge(t, { secret: otherSecret })],
  ['signed with an empty secret', (t) => forge(t, { secret: '' })],
  [
    'with alg none and no signature',
    (t) => `${encode({ alg: 'none', typ: 'JWT' })}.${t.split('.')[1]}.`,
  ],
  ['with alg None and a good signature', (t) => forge(t, { header: { alg: 'None', typ: 'JWT' } })],
  ['signed with HS512', (t) => forge(t, { header: { alg: 'HS512', typ: 'JWT' }, hash: 'sha512' })],
  ['signed with HS384', (t) => forge(t, { header: { alg: 'HS384', typ: 'JWT' }, hash: 'sha384' })],
  ['that claims RS256', (t) => forge(t, { header: { alg: 'RS256', typ: 'JWT' } })],
  ['of another type', (t) => forge(t, { header: { alg: 'HS256', typ: 'at+jwt' } })],
  ['without a type', (t) => forge(t, { header: { alg: 'HS256' } })],
  ['that brings its own key', (t) => forge(t, { header: { alg: 'HS256', typ: 'JWT', jwk: {} } })],
  ['of another issuer', (t) => forge(t, { claims: { iss: 'https://evil.example.com' } })],
  ['of this issuer with a slash', (t) => forge(t, { claims: { iss: 'http://localhost:3000/' } })],
  ['for another audience', (t) => forge(t, { claims: { aud: 'other' } })],
  ['with an expiry in words', (t) => forge(t, { claims: { exp: '9999999999' } })],
  ['with no expiry worth the name', (t) => forge(t, { claims: { exp: null } })],
  ['that is not good yet', (t) => forge(t, { claims: { nbf: 2 ** 33 } })],
  ['that is good from a time in words', (t) => forge(t, { claims: { nbf: '1' } })],
  ['that is good from no time', (t) => forge(t, { claims: { nbf: null } })],
  ['issued in the future', (t) => forge(t, { claims: { iat: 2 ** 33, nbf: undefined } })],
  ['with the time of its sign-in in words', (t) => forge(t, { claims: { auth_time: '1' } })],
  ['of another version', (t) => forge(t, { claims: { token_version: 2 } })],
  ['with its version in words', (t) => forge(t, { claims: { token_version: '1' } })],
  ['of an unknown session', (t) => forge(t, { claims: { sid: crypto.randomUUID() } })],
  ['of a session that is no id', (t) => forge(t, { claims: { sid: 'x' } })],
  ["of another user's session", (t, o) => forge(t, { claims: { sid: claimsOf(o)['sid'] } })],
  ['of another user in this session', (t, o) => forge(t, { claims: { sub: claimsOf(o)['sub'] } })],
  ['whose payload is null', (t) => forge(t, { payload: null })],
  ['whose payload is a list', (t) => forge(t, { payload: [1] })],
  ['whose payload is a text', (t) => forge(t, { payload: 'x' })],
  ['of enormous length', (t) => forge(t, { claims: { email: 'x'.repeat(8000) } })],
  ...[
    'iss',
    'aud',
    'sub',
    'user_id',
    'email',
    'role',
    'auth_provider',
    'token_version',
    'sid',
    'jti',
    'iat',
    'exp',
  ].map(
    (claim) =>
      [
        `without the claim ${claim}`,
        (t: string) => forge(t, { claims: { [claim]: undefined } }),
      ] as const,
  ),
  ['that is no token', () => 'nonsense'],
  ['of three dots', () => '...'],
  ['that looks like an API token', () => `ak_${'x'.repeat(43)}`],
];

describe('a bearer is refused', () => {
  test.each(manipulated)('%s', async (_, change) => {
    await using app = await createTestApp(env);
    const { access_token: own } = await addSignedIn(app);
    const { access_token: other } = await addSignedIn(app, { isAdmin: true });
    expect((await app.get('/api/auth/me', forge(own))).status).toBe(200);
    await expectRefused(app, change(own, other));
  });

  test('when it is the refresh token', async () => {
    await using app = await createTestApp(env);
    await expectRefused(app, (await addSignedIn(app)).refresh_token);
  });
});

type SignedInPerson = Awaited<ReturnType<typeof addSignedIn>>;

const endings: readonly (readonly [
  string,
  (app: TestApp, own: SignedInPerson) => Promise<unknown>,
])[] = [
  [
    'the token version was raised',
    (app, { user }) => changePerson(app, user, { token_version: 2 }),
  ],
  ['the person was deleted', (app, { user }) => deletePerson(app, user)],
  [
    'the person is pending again',
    (app, { user }) => changePerson(app, user, { status: 'pending' }),
  ],
  ['the person was disabled', (app, { user }) => changePerson(app, user, { status: 'disabled' })],
  [
    'the session was signed out',
    (app, own) => app.post('/api/auth/logout', { refresh_token: own.refresh_token }),
  ],
];

describe('a valid access token is refused at the next request', () => {
  test.each(endings)('after %s', async (_, end) => {
    await using app = await createTestApp(env);
    const own = await addSignedIn(app);
    const other = await addSignedIn(app);
    expect((await app.get('/api/auth/me', own.access_token)).status).toBe(200);
    await end(app, own);
    await expectRefused(app, own.access_token);
    expect((await app.get('/api/auth/me', other.access_token)).status).toBe(200);
  });
});

const elsewhere: readonly (readonly [
  string,
  (token: string) => { path?: string; headers?: Record<string, string> },
])[] = [
  ['nowhere', () => ({})],
  ['in the query as access_token', (t) => ({ path: `/api/auth/me?access_token=${t}` })],
  ['in the query as token', (t) => ({ path: `/api/auth/me?token=${t}` })],
  ['in a cookie', (t) => ({ headers: { cookie: `access_token=${t}; token=${t}` } })],
  ['in a header of its own', (t) => ({ headers: { 'x-access-token': t } })],
  ['under the scheme Basic', (t) => ({ headers: { authorization: `Basic ${t}` } })],
  ['under the scheme Token', (t) => ({ headers: { authorization: `Token ${t}` } })],
  ['without a scheme', (t) => ({ headers: { authorization: t } })],
  ['glued to its scheme', (t) => ({ headers: { authorization: `Bearer${t}` } })],
  ['twice', (t) => ({ headers: { authorization: `Bearer ${t} ${t}` } })],
];

describe('a person who shows the token', () => {
  test.each(elsewhere)('%s is asked to sign in', async (_, place) => {
    await using app = await createTestApp(env);
    const { access_token: token } = await addSignedIn(app);
    const answer = await app.send({ path: '/api/auth/me', ...place(token) });
    expect(answer).toMatchObject({ status: 401, body: { code: 'authentication_required' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="anchor-auth"');
  });

  test('under the scheme in other letters is let in', async () => {
    await using app = await createTestApp(env);
    const { access_token: token } = await addSignedIn(app);
    for (const scheme of ['bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${token}` };
      expect((await app.send({ path: '/api/auth/me', headers })).status).toBe(200);
    }
  });
});
