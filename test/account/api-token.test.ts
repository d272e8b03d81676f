import { describe, expect, test } from 'bun:test';
import { addIdentity, addSignedIn, changePerson, startSession } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const path = '/api/auth/api-token';
const regenerate = `${path}/regenerate`;
const tokenText = /^ak_[A-Za-z0-9_-]{43}$/;

type Own = Awaited<ReturnType<typeof addSignedIn>>;

const show = async (app: TestApp, bearer: string) =>
  (await app.get(path, bearer)).body as { apiToken: string | null };

async function make(app: TestApp, bearer: string): Promise<string> {
  const answer = await app.post(regenerate, undefined, bearer);
  expect(answer.status).toBe(200);
  return (answer.body as { apiToken: string }).apiToken;
}

const revoke = (app: TestApp, bearer: string) => app.send({ method: 'DELETE', path, bearer });

const me = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

async function withToken(app: TestApp): Promise<Own & { readonly apiToken: string }> {
  const own = await addSignedIn(app);
  return { ...own, apiToken: await make(app, own.access_token) };
}

async function events(app: TestApp): Promise<readonly string[]> {
  const all = { userId: null, event: null };
  const { entries } = await app.services.audit.page(all, { skip: 0, take: 50 });
  return entries.map((entry) => entry.event).toReversed();
}

describe('an API token', () => {
  test('is made, shown again, replaced and revoked; there is one at a time', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    expect(await show(app, bearer)).toEqual({ apiToken: null });
    const first = await make(app, bearer);
    expect(first).toMatch(tokenText);
    expect(await show(app, bearer)).toEqual({ apiToken: first });
    const second = await make(app, bearer);
    expect(second).toMatch(tokenText);
    expect(second).not.toBe(first);
    expect(await show(app, bearer)).toEqual({ apiToken: second });
    expect([await me(app, first), await me(app, second)]).toEqual([401, 200]);
    expect((await revoke(app, bearer)).body).toEqual({
      message: 'API token revoked successfully',
      apiToken: null,
    });
    expect(await show(app, bearer)).toEqual({ apiToken: null });
    expect(await me(app, second)).toBe(401);
    expect((await app.database.read.selectFrom('api_tokens').selectAll().execute()).length).toBe(0);
  });

  test('that is not there is revoked without complaint, and the audit log says nothing of it', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await withToken(app);
    for (let count = 0; count < 2; count += 1) {
      expect((await revoke(app, bearer)).status).toBe(200);
    }
    expect(await events(app)).toEqual(['api_token.regenerated', 'api_token.revoked']);
  });

  test('tells at /me the same as the session of its owner', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, apiToken, user } = await withToken(app);
    await addIdentity(app, user, 'github');
    const bySession = await app.get('/api/auth/me', bearer);
    const byToken = await app.get('/api/auth/me', apiToken);
    expect(byToken.status).toBe(200);
    expect(byToken.body).toEqual(bySession.body);
    expect(byToken.body).toMatchObject({ authIdentities: ['local', 'github'] });
  });

  test('is the same for all sessions of its owner, and stays valid after them', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, apiToken, user } = await withToken(app);
    const second = await startSession(app, user, 'oidc');
    expect(await show(app, second.access_token)).toEqual({ apiToken });
    await app.post('/api/auth/logout', undefined, second.access_token);
    await app.post('/api/auth/logout', undefined, bearer);
    expect(await me(app, apiToken)).toBe(200);
  });

  test('belongs to one person: others neither see nor revoke it', async () => {
    await using app = await createTestApp();
    const { apiToken } = await withToken(app);
    const other = await addSignedIn(app, { isAdmin: true });
    expect(await show(app, other.access_token)).toEqual({ apiToken: null });
    await revoke(app, other.access_token);
    await make(app, other.access_token);
    expect(await me(app, apiToken)).toBe(200);
  });

  test('of an account without a password works as any other', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app, { password: null });
    expect(await me(app, await make(app, bearer))).toBe(200);
  });
});

const closed: readonly (readonly [
  Scenario['request'],
  'session_required' | 'insufficient_scope',
])[] = [
  ['GET /api/auth/api-token', 'session_required'],
  ['POST /api/auth/api-token/regenerate', 'session_required'],
  ['DELETE /api/auth/api-token', 'session_required'],
  ['GET /api/auth/tokens', 'session_required'],
  ['POST /api/auth/tokens', 'session_required'],
  ['POST /api/auth/change-password', 'session_required'],
  ['PATCH /api/auth/profile', 'insufficient_scope'],
  ['GET /api/auth/sessions', 'session_required'],
  ['DELETE /api/auth/sessions', 'session_required'],
  ['GET /api/admin/users', 'insufficient_scope'],
];

scenarios(
  'an API token, though its owner is an administrator, does not open',
  closed.map(([request, code]): Scenario => ({
    name: request,
    request,
    arrange: async (app) => {
      const own = await addSignedIn(app, { isAdmin: true });
      return { bearer: await make(app, own.access_token) };
    },
    // The body is invalid, but the token is checked first.
    json: request.startsWith('P') ? { name: 42 } : undefined,
    status: 403,
    code,
  })),
);

const spoilt: readonly (readonly [what: string, spoil: (token: string) => string])[] = [
  [
    'with another last character',
    (token) => token.slice(0, -1) + (token.endsWith('A') ? 'E' : 'A'),
  ],
  ['cut short', (token) => token.slice(0, -1)],
  ['with a character more', (token) => `${token}A`],
  ['without its prefix', (token) => token.slice(3)],
  ['with another prefix', (token) => token.replace('ak_', 'AK_')],
  ['in lower case', (token) => token.toLowerCase()],
  ['with padding', (token) => `${token}=`],
  [
    'that is its own hash',
    (token) => `ak_${new Bun.CryptoHasher('sha256').update(token).digest('base64url')}`,
  ],
  ['of nothing but a prefix', () => 'ak_'],
];

scenarios(
  'an API token is not taken',
  spoilt.map(([what, spoil]): Scenario => ({
    name: what,
    request: 'GET /api/auth/me',
    arrange: async (app) => ({ bearer: spoil((await withToken(app)).apiToken) }),
    status: 401,
    code: 'invalid_token',
  })),
);

scenarios(
  'an API token outside the header',
  ['access_token', 'token', 'apiToken'].map((name): Scenario => ({
    name: `in the query as ${name} is no token`,
    request: 'GET /api/auth/me',
    arrange: async (app) => ({
      path: `/api/auth/me?${name}=${(await withToken(app)).apiToken}`,
    }),
    status: 401,
    code: 'authentication_required',
  })),
);

describe('an API token does not work', () => {
  test.each(['pending', 'disabled'] as const)('while its owner is %s', async (status) => {
    await using app = await createTestApp();
    const { apiToken, user } = await withToken(app);
    await changePerson(app, user, { status });
    for (const target of ['/api/auth/me', path]) {
      const answer = await app.get(target, apiToken);
      expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    }
    await changePerson(app, user, { status: 'active' });
    expect(await me(app, apiToken)).toBe(200);
  });
});
