// What is refused of API tokens with a name.
import { expect, test } from 'bun:test';
import { askForToken, makeToken, tokensPath } from '../support/api-tokens.ts';
import { addSignedIn, changePerson, startSession } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';

const unknownToken = `${tokensPath}/${crypto.randomUUID()}`;

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

scenarios(
  'a scope of administrators',
  (['admin:read', 'admin:users'] as const).map((scope): Scenario => ({
    name: `is not given to a user who is none: ${scope}`,
    request: 'POST /api/auth/tokens',
    json: { name: 'x', scopes: ['me', scope] },
    arrange: async (app) => ({ bearer: (await addSignedIn(app)).access_token }),
    status: 403,
    code: 'admin_required',
  })),
);

test('a scope of administrators is not given to one by a group, whose role no token carries', async () => {
  await using app = await createTestApp();
  const { user } = await addSignedIn(app);
  const until = Date.now() + 3_600_000;
  await changePerson(app, user, { admin_group: 'admins', admin_group_until: until });
  const { access_token: bearer } = await startSession(app, user, 'oidc');
  const before = await app.snapshot();
  expect(await askForToken(app, bearer, { scopes: ['admin:read'] })).toMatchObject({
    status: 403,
    body: { code: 'admin_required', reason: 'role_not_in_tokens' },
  });
  expect(await app.snapshot()).toEqual(before);
  expect((await askForToken(app, bearer, { scopes: ['me'] })).status).toBe(201);
});

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
