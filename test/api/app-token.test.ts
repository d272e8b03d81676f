// Tokens for other programs: each is for one of them, and opens nothing here (T78).
import { describe, expect, test } from 'bun:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { formatId } from '../../src/core/uuid.ts';
import { claimsOf, headerOf, jwtSecret } from '../support/access-token.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const env = { APP_AUDIENCES: 'reports, https://wiki.example.com/' };

async function appToken(app: TestApp, bearer: string, audience = 'reports'): Promise<string> {
  const { status, body } = await app.post('/api/auth/app-token', { audience }, bearer);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { token_type: 'Bearer', expires_in: 300 },
  });
  return (body as { readonly token: string }).token;
}

describe('an app token', () => {
  test('says who the person is, and nothing that opens a session', async () => {
    await using app = await createTestApp(env);
    const { access_token, user } = await addSignedIn(app, { name: 'Ada Lovelace', isAdmin: true });
    const token = await appToken(app, access_token, 'https://wiki.example.com/');
    const claims = claimsOf(token);
    expect(headerOf(token)).toEqual(headerOf(access_token));
    expect(claims).toEqual({
      iss: 'http://localhost:3000',
      aud: 'https://wiki.example.com/',
      client_id: 'https://wiki.example.com/',
      sub: formatId(user.id),
      email: user.email,
      email_verified: false,
      name: 'Ada Lovelace',
      role: 'Admin',
      groups: [],
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeWithin(299, 301);
  });

  test('is verified by its program with the published keys, and refused by another', async () => {
    await using app = await createTestApp(env);
    const { access_token } = await addSignedIn(app);
    const token = await appToken(app, access_token);
    const { body } = await app.get('/.well-known/jwks.json');
    const keys = createLocalJWKSet(body as never);
    const rules = { issuer: 'http://localhost:3000', algorithms: ['ES256'] };
    const verified = await jwtVerify(token, keys, { ...rules, audience: 'reports' });
    expect(verified.payload['client_id']).toBe('reports');
    const elsewhere = jwtVerify(token, keys, { ...rules, audience: 'https://wiki.example.com/' });
    expect(elsewhere).rejects.toThrow('"aud"');
  });

  test.each([
    ['GET', '/api/auth/me'],
    ['GET', '/api/auth/sessions'],
    ['GET', '/api/admin/users'],
    ['GET', '/api/admin/keys'],
    ['POST', '/api/auth/app-token'],
    ['GET', '/auth/me'],
  ])('opens nothing here: %s %s', async (method, path) => {
    await using app = await createTestApp(env);
    const { access_token } = await addSignedIn(app, { isAdmin: true });
    const bearer = await appToken(app, access_token);
    const json = method === 'POST' ? { json: { audience: 'reports' } } : {};
    expect((await app.send({ method, path, bearer, ...json })).status).toBe(401);
  });
});

describe('no app token', () => {
  test.each(['anchor', 'Reports', 'reports ', 'wiki', '', 'http://localhost:3000'])(
    'is for %p',
    async (audience) => {
      await using app = await createTestApp(env);
      const { access_token } = await addSignedIn(app);
      const answer = await app.post('/api/auth/app-token', { audience }, access_token);
      expect(answer).toMatchObject({
        status: 400,
        body: {
          code: 'unknown_audience',
          message: 'This server issues no tokens for that audience',
        },
      });
    },
  );

  test('is signed with a secret that other programs would have to know', async () => {
    await using app = await createTestApp({ ...env, JWT_SECRET: jwtSecret });
    const { access_token } = await addSignedIn(app);
    const answer = await app.post('/api/auth/app-token', { audience: 'reports' }, access_token);
    expect(answer).toMatchObject({ status: 400, body: { code: 'asymmetric_keys_required' } });
  });
});
