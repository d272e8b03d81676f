import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { makeToken } from '../support/api-tokens.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const pathOf = (user: { readonly id: Uint8Array }) =>
  `/api/admin/users/${formatId(user.id)}/tokens`;

async function arrange(app: TestApp) {
  const { access_token: admin } = await addSignedIn(app, { isAdmin: true });
  const own = await addSignedIn(app);
  const legacy = await app.post('/api/auth/api-token/regenerate', undefined, own.access_token);
  const named = await makeToken(app, own.access_token, { name: 'Backup' });
  const { apiToken } = legacy.body as { apiToken: string };
  return { admin, user: own.user, bearer: own.access_token, apiToken, named };
}

const opens = async (app: TestApp, tokens: readonly string[]) =>
  Promise.all(tokens.map(async (token) => (await app.get('/api/auth/me', token)).status));

describe('the API tokens of a user', () => {
  test('are listed for administrators as for their owner, without the tokens', async () => {
    await using app = await createTestApp();
    const { admin, user, bearer, apiToken, named } = await arrange(app);
    const list = await app.get(pathOf(user), admin);
    expect(list.status).toBe(200);
    expect(list.body).toEqual((await app.get('/api/auth/tokens', bearer)).body);
    expect(list.body).toMatchObject([{ name: 'Backup' }, { name: 'API token' }]);
    for (const token of [apiToken, named.token]) expect(list.text).not.toContain(token);
  });

  test('are revoked one by one', async () => {
    await using app = await createTestApp();
    const { admin, user, apiToken, named } = await arrange(app);
    const remove = (id: string) =>
      app.send({ method: 'DELETE', path: `${pathOf(user)}/${id}`, bearer: admin });
    expect((await remove(named.id)).body).toEqual({ message: 'API token revoked successfully' });
    expect(await opens(app, [apiToken, named.token])).toEqual([200, 401]);
    expect((await remove(formatId(user.id))).status).toBe(200);
    expect(await opens(app, [apiToken, named.token])).toEqual([401, 401]);
    expect((await remove(named.id)).body).toMatchObject({ code: 'token_not_found' });
    expect((await auditDetails(app)).slice(2)).toEqual([
      ['api_token.revoked', { name: 'Backup', prefix: named.prefix }],
      ['api_token.revoked', { name: 'API token' }],
    ]);
  });

  test('are revoked all at once, and having none is no error', async () => {
    await using app = await createTestApp();
    const { admin, user, apiToken, named } = await arrange(app);
    const other = await addSignedIn(app);
    const kept = await makeToken(app, other.access_token);
    for (let count = 0; count < 2; count += 1) {
      const answer = await app.send({ method: 'DELETE', path: pathOf(user), bearer: admin });
      expect(answer.body).toEqual({ message: 'API tokens revoked successfully' });
    }
    expect(await opens(app, [apiToken, named.token, kept.token])).toEqual([401, 401, 200]);
    expect((await auditDetails(app)).slice(3)).toEqual([['api_token.all_revoked', { count: 2 }]]);
  });
});

const unknown = `/api/admin/users/${crypto.randomUUID()}/tokens`;

const refusals: readonly (readonly [Scenario['request'], string, 'user_not_found'])[] = [
  ['GET /x', unknown, 'user_not_found'],
  ['DELETE /x', unknown, 'user_not_found'],
  ['DELETE /x', `${unknown}/${crypto.randomUUID()}`, 'user_not_found'],
];

scenarios(
  'of a user who is not there',
  refusals.map(([request, path, code], index): Scenario => ({
    name: `there are no tokens (${index + 1})`,
    request,
    arrange: async (app) => ({
      bearer: (await addSignedIn(app, { isAdmin: true })).access_token,
      path,
    }),
    status: 404,
    code,
  })),
);

scenarios("another user's token", [
  {
    name: 'is not found under the wrong user',
    request: 'DELETE /x',
    arrange: async (app) => {
      const { admin, named } = await arrange(app);
      const other = await addPerson(app);
      return { bearer: admin, path: `${pathOf(other)}/${named.id}` };
    },
    status: 404,
    code: 'token_not_found',
  },
]);
