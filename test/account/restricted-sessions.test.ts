// What a session opens that began with a temporary password, and how its tokens tell others.
import { describe, expect, test } from 'bun:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { addAdmin } from '../admin/administrator.ts';
import { claimsOf, forge, jwtSecret } from '../support/access-token.ts';
import { password, signedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  account,
  addRestricted,
  change,
  chosen,
  email,
  logIn,
  me,
  refresh,
  required,
  tokenIn,
} from './temporary.ts';

describe('a session that began with a temporary password', () => {
  test('shows its person, refreshes and ends', async () => {
    await using app = await createTestApp();
    const own = await addRestricted(app);
    expect(await me(app, own.access_token)).toMatchObject({
      status: 200,
      body: { email, mustChangePassword: true, authIdentities: ['local'] },
    });
    const next = signedIn(await refresh(app, own));
    expect((await me(app, next.access_token)).status).toBe(200);
    expect(await app.get('/api/auth/sessions', next.access_token)).toMatchObject(required);
    expect((await app.post('/api/auth/logout', {}, next.access_token)).status).toBe(200);
    expect((await me(app, next.access_token)).status).toBe(401);
  });

  test('makes no credential that would outlast it', async () => {
    const env = {
      APP_AUDIENCES: 'reports',
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'secret',
    };
    await using app = await createTestApp(env);
    const { access_token: bearer } = await addRestricted(app, true);
    const before = await app.snapshot();
    const calls = [
      app.post('/api/auth/app-token', { audience: 'reports' }, bearer),
      app.post('/api/auth/api-token/regenerate', undefined, bearer),
      app.get('/api/auth/api-token', bearer),
      app.post('/api/auth/tokens', { name: 'Backup', scopes: ['me'] }, bearer),
      app.post('/api/auth/reauthenticate', { password }, bearer),
      app.get('/api/auth/link/github', bearer),
    ];
    for (const answer of await Promise.all(calls)) expect(answer).toMatchObject(required);
    expect(await app.snapshot()).toEqual(before);
  });

  test('is refused before its body is read, however long it is', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addRestricted(app);
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = 'x'.repeat(20 * 1024 * 1024);
    const picture = { method: 'POST', path: '/api/auth/profile/image', headers, body, bearer };
    expect(await app.send(picture)).toMatchObject(required);
    const profile = { method: 'PATCH', path: '/api/auth/profile', json: { name: 7 }, bearer };
    expect(await app.send(profile)).toMatchObject(required);
  });

  test.each([
    ['ES256', {}],
    ['HS256', { JWT_SECRET: jwtSecret }],
  ])('has %s tokens for another audience, which other programs refuse', async (alg, env) => {
    await using app = await createTestApp(env);
    const admin = await addAdmin(app);
    await admin.ask('POST', '/users', { ...account, mustChange: true });
    const first = signedIn(await logIn(app));
    const next = signedIn(await refresh(app, first));
    for (const token of [first.access_token, next.access_token]) {
      expect(claimsOf(token)).toMatchObject({ aud: 'anchor-restricted' });
      expect((await me(app, token)).status).toBe(200);
    }
    if (alg === 'ES256') {
      const keys = createLocalJWKSet((await app.get('/.well-known/jwks.json')).body as never);
      const rules = { issuer: 'http://localhost:3000', audience: 'anchor' };
      expect(jwtVerify(next.access_token, keys, rules)).rejects.toThrow('"aud"');
    }
    const changed = tokenIn(await change(app, next.access_token));
    const after = signedIn(await refresh(app, next));
    for (const token of [
      changed,
      after.access_token,
      signedIn(await logIn(app, chosen)).access_token,
    ]) {
      expect(claimsOf(token)).toMatchObject({ aud: 'anchor' });
      expect((await app.get('/api/auth/sessions', token)).status).toBe(200);
    }
  });

  test('opens no more with a token for the common audience, because the account decides', async () => {
    await using app = await createTestApp({ JWT_SECRET: jwtSecret });
    const { access_token } = await addRestricted(app);
    const token = forge(access_token, { claims: { aud: 'anchor' } });
    expect((await me(app, token)).status).toBe(200);
    expect(await app.get('/api/auth/sessions', token)).toMatchObject(required);
  });

  test('opens no other audience here', async () => {
    await using app = await createTestApp({ JWT_SECRET: jwtSecret });
    const { access_token } = await addRestricted(app);
    for (const aud of ['anchor-restricted2', ['anchor-restricted'], 'restricted', null]) {
      expect((await me(app, forge(access_token, { claims: { aud } }))).status).toBe(401);
    }
  });

  test('has the older API answer in its own form', async () => {
    await using app = await createTestApp();
    await addRestricted(app);
    const { status, body } = await app.post('/auth/login', { email, password });
    expect(status).toBe(200);
    const bearer = (body as { access_token: string }).access_token;
    const answer = await app.get('/auth/me', bearer);
    expect([answer.status, answer.body]).toEqual([
      403,
      { detail: 'Please choose a new password.' },
    ]);
    expect((await app.post('/auth/logout', undefined, bearer)).status).toBe(200);
    expect((await me(app, bearer)).status).toBe(401);
  });
});
