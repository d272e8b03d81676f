import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { askForToken, listTokens, makeToken, tokensPath } from '../support/api-tokens.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addSignedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const dayMs = 86_400_000;
const unknownToken = `${tokensPath}/${crypto.randomUUID()}`;

const change = (app: TestApp, bearer: string, { id, json }: { id: string; json: unknown }) =>
  app.send({ method: 'PATCH', path: `${tokensPath}/${id}`, bearer, json });

const revoke = (app: TestApp, bearer: string, id: string) =>
  app.send({ method: 'DELETE', path: `${tokensPath}/${id}`, bearer });

const me = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

describe('an API token with a name', () => {
  test('is made, shown once, listed, renamed, extended and revoked', async () => {
    await using app = await createTestApp();
    stopClock();
    const { access_token: bearer } = await addSignedIn(app);
    const { token, ...shown } = await makeToken(app, bearer, {
      name: ' Backup script ',
      scopes: ['profile', 'me', 'me'],
      expiresInDays: 90,
    });
    expect(token).toMatch(/^ak_[A-Za-z0-9_-]{43}$/);
    expect(shown).toEqual({
      id: shown.id,
      kind: 'named',
      name: 'Backup script',
      prefix: token.slice(0, 9),
      scopes: ['me', 'profile'],
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 90 * dayMs).toISOString(),
      lastUsedAt: null,
      lastUsedIp: null,
    });
    expect(await listTokens(app, bearer)).toEqual([shown]);

    const json = { name: 'Nightly backup', expiresInDays: 3650 };
    const changed = await change(app, bearer, { id: shown.id, json });
    const after = {
      ...shown,
      name: 'Nightly backup',
      expiresAt: new Date(Date.now() + 3650 * dayMs).toISOString(),
    };
    expect(changed).toMatchObject({ status: 200, body: after });
    expect(await me(app, token)).toBe(200);
    expect((await revoke(app, bearer, shown.id)).body).toEqual({
      message: 'API token revoked successfully',
    });
    expect([await me(app, token), await listTokens(app, bearer)]).toEqual([401, []]);
    expect((await revoke(app, bearer, shown.id)).status).toBe(404);
    const prefix = token.slice(0, 9);
    expect(await auditDetails(app)).toEqual([
      [
        'api_token.created',
        { name: 'Backup script', prefix, scopes: 'me profile', expiresInDays: 90 },
      ],
      [
        'api_token.updated',
        {
          name: 'Nightly backup',
          prefix,
          formerName: 'Backup script',
          expiresInDays: 3650,
        },
      ],
      ['api_token.revoked', { name: 'Nightly backup', prefix }],
    ]);
  });

  test('does not expire when no days are given', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    for (const wanted of [{}, { expiresInDays: null }]) {
      expect((await makeToken(app, bearer, wanted)).expiresAt).toBeNull();
    }
  });

  test('stays as it is when a change leaves everything out, or sends null', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { token: _, ...made } = await makeToken(app, bearer, { expiresInDays: 1 });
    for (const json of [{}, { name: null, expiresInDays: null }, { name: made.name }]) {
      expect((await change(app, bearer, { id: made.id, json })).body).toEqual(made);
    }
    expect((await auditDetails(app)).length).toBe(1);
  });

  test('stands beside the one that can be shown again, newest first', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    const first = await makeToken(app, bearer);
    await Bun.sleep(2);
    const answer = await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    const { apiToken } = answer.body as { apiToken: string };
    await Bun.sleep(2);
    const last = await makeToken(app, bearer);
    const list = await listTokens(app, bearer);
    expect(list.map(({ id, kind }) => [id, kind])).toEqual([
      [last.id, 'named'],
      [formatId(user.id), 'legacy'],
      [first.id, 'named'],
    ]);
    expect(list[1]).toMatchObject({
      name: 'API token',
      prefix: apiToken.slice(0, 9),
      scopes: ['me'],
      expiresAt: null,
    });
    const id = formatId(user.id);
    expect((await change(app, bearer, { id, json: { name: 'Mine' } })).status).toBe(404);
    expect((await revoke(app, bearer, id)).status).toBe(200);
    expect([await me(app, apiToken), await me(app, first.token)]).toEqual([401, 200]);
  });

  test('is listed beside one that can no longer be read, and both are revoked', async () => {
    await using app = await createTestApp();
    const { access_token: bearer, user } = await addSignedIn(app);
    await makeToken(app, bearer);
    await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    await app.database.write((trx) =>
      trx
        .updateTable('api_tokens')
        .set({ ciphertext: new Uint8Array(40) })
        .execute(),
    );
    const list = await listTokens(app, bearer);
    expect(list.find(({ kind }) => kind === 'legacy')?.prefix).toBe('ak_');
    for (const { id } of list) expect((await revoke(app, bearer, id)).status).toBe(200);
    expect(await listTokens(app, bearer)).toEqual([]);
    expect(list.map(({ id }) => id)).toContain(formatId(user.id));
  });

  test('is not touched when the one that can be shown again is replaced or revoked', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    const { token } = await makeToken(app, bearer);
    await app.post('/api/auth/api-token/regenerate', undefined, bearer);
    await app.send({ method: 'DELETE', path: '/api/auth/api-token', bearer });
    expect(await me(app, token)).toBe(200);
  });
});

const wrong: readonly (readonly [string, unknown, string, string])[] = [
  ['without a name', { scopes: ['me'] }, 'name', 'required'],
  ['with a blank name', { name: ' ', scopes: ['me'] }, 'name', 'blank'],
  ['with a long name', { name: 'x'.repeat(101), scopes: ['me'] }, 'name', 'too_long'],
  ['with control characters', { name: 'a\nb', scopes: ['me'] }, 'name', 'control_characters'],
  ['without scopes', { name: 'x' }, 'scopes', 'required'],
  ['with no scope', { name: 'x', scopes: [] }, 'scopes', 'out_of_range'],
  ['with too many scopes', { name: 'x', scopes: Array(21).fill('me') }, 'scopes', 'out_of_range'],
  ['with an unknown scope', { name: 'x', scopes: ['me', 'admin'] }, 'scopes', 'unknown_value'],
  ['with a scope in capitals', { name: 'x', scopes: ['ME'] }, 'scopes', 'unknown_value'],
  ['with two scopes in one', { name: 'x', scopes: ['me profile'] }, 'scopes', 'unknown_value'],
  ['for apps', { name: 'x', scopes: ['apps'] }, 'scopes', 'unknown_value'],
  ['for one app', { name: 'x', scopes: ['app:x.org'] }, 'scopes', 'unknown_value'],
  ['for no day', { name: 'x', scopes: ['me'], expiresInDays: 0 }, 'expiresInDays', 'out_of_range'],
  [
    'for eleven years',
    { name: 'x', scopes: ['me'], expiresInDays: 3651 },
    'expiresInDays',
    'out_of_range',
  ],
  [
    'for half a day',
    { name: 'x', scopes: ['me'], expiresInDays: 0.5 },
    'expiresInDays',
    'out_of_range',
  ],
];

test.each([...wrong])('no API token is made %s', async (_, json, field, code) => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const before = await app.snapshot();
  const answer = await app.post(tokensPath, json, bearer);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'validation_failed', details: [{ field, code }] });
  expect(await app.snapshot()).toEqual(before);
});

test('a scope for apps is refused with a sentence that says why', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const json = { name: 'x', scopes: ['app:photos.example.com'] };
  expect((await app.post(tokensPath, json, bearer)).body).toMatchObject({
    message:
      'scopes must not name apps, because this server protects none; there are me, profile, admin:read, admin:users',
  });
});

scenarios('a scope of administrators', [
  ...(['admin:read', 'admin:users'] as const).map((scope): Scenario => ({
    name: `is not given to a user who is none: ${scope}`,
    request: 'POST /api/auth/tokens',
    json: { name: 'x', scopes: ['me', scope] },
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 403,
    code: 'admin_required',
  })),
]);

scenarios('a name that is taken', [
  ...['Backup', ' BACKUP ', 'ｂackup'].map((name): Scenario => ({
    name: `is refused: ${name}`,
    request: 'POST /api/auth/tokens',
    json: { name, scopes: ['me'] },
    arrange: async (app) => {
      const { access_token: bearer } = await addSignedIn(app);
      await makeToken(app, bearer, { name: 'Backup' });
      return { bearer };
    },
    status: 409,
    code: 'token_name_taken',
  })),
  {
    name: 'is refused to a change',
    request: 'PATCH /api/auth/tokens/x',
    json: { name: 'BACKUP' },
    arrange: async (app) => {
      const { access_token: bearer } = await addSignedIn(app);
      await makeToken(app, bearer, { name: 'Backup' });
      const { id } = await makeToken(app, bearer);
      return { bearer, path: `${tokensPath}/${id}` };
    },
    status: 409,
    code: 'token_name_taken',
  },
  {
    name: 'is refused when it is that of the token which can be shown again',
    request: 'POST /api/auth/tokens',
    json: { name: 'api TOKEN', scopes: ['me'] },
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 409,
    code: 'token_name_taken',
  },
  {
    name: 'is free for another person, and for its own token in other letters',
    request: 'PATCH /api/auth/tokens/x',
    json: { name: 'BACKUP' },
    arrange: async (app) => {
      const [own, other] = [await addSignedIn(app), await addSignedIn(app)];
      await makeToken(app, other.access_token, { name: 'Backup' });
      const { id } = await makeToken(app, own.access_token, { name: 'Backup' });
      return { bearer: own.access_token, path: `${tokensPath}/${id}` };
    },
    status: 200,
  },
]);

const strangers: readonly Scenario['request'][] = [
  'PATCH /api/auth/tokens/x',
  'DELETE /api/auth/tokens/x',
];

scenarios("another person's token", [
  ...strangers.map((request): Scenario => ({
    name: `is not there: ${request.split(' ')[0]}`,
    request,
    json: request.startsWith('P') ? { name: 'Mine' } : undefined,
    arrange: async (app) => {
      const [own, other] = [await addSignedIn(app), await addSignedIn(app, { isAdmin: true })];
      const { id } = await makeToken(app, own.access_token);
      return { bearer: other.access_token, path: `${tokensPath}/${id}` };
    },
    status: 404,
    code: 'token_not_found',
  })),
  ...[unknownToken, `${tokensPath}/%00`, `${tokensPath}/1`].map((path): Scenario => ({
    name: `nor is an unknown one: ${path.slice(tokensPath.length + 1, 30)}`,
    request: 'DELETE /api/auth/tokens/x',
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token, path }),
    status: 404,
    code: 'token_not_found',
  })),
]);

test('an answer to a request for a token is not kept in a cache, and the list has no secret', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  const answer = await askForToken(app, bearer);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { token } = answer.body as { token: string };
  const list = await app.get(tokensPath, bearer);
  const hash = new Bun.CryptoHasher('sha256').update(token).digest();
  for (const secret of [token, token.slice(3), hash.toString('hex'), hash.toString('base64')]) {
    expect(list.text).not.toContain(secret);
  }
});
