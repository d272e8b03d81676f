// Groups through API tokens: admin:read lists them, admin:users gives them to people who are no administrators.
import { describe, expect, test } from 'bun:test';
import type { TokenScope } from '../../src/core/token-scopes.ts';
import { formatId } from '../../src/core/uuid.ts';
import { makeToken } from '../support/api-tokens.ts';
import { addGroup, addMembers } from '../support/groups.ts';
import { addPerson, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, readAudit, userPath } from './administrator.ts';

async function withToken(app: TestApp, scope: TokenScope) {
  const admin = await addAdmin(app);
  const made = await makeToken(app, admin.access_token, { name: 'Provisioning', scopes: [scope] });
  const ask = (method: string, path: string, json?: unknown) =>
    app.send({
      method,
      path: `/api/admin${path}`,
      bearer: made.token,
      ...(json === undefined ? {} : { json }),
    });
  return { admin, made, ask };
}

const family = async (app: TestApp) => formatId(await addGroup(app, 'family'));

test('a token with admin:users gives a person groups, and the audit log names the token', async () => {
  await using app = await createTestApp();
  const { admin, made, ask } = await withToken(app, 'admin:users');
  const user = await addPerson(app);
  const answer = await ask('PUT', userPath(user, '/groups'), { groups: [await family(app)] });
  expect(answer).toMatchObject({ status: 200, body: { groups: ['family'] } });
  const { entries } = await readAudit(app, admin, '?event=user.groups_changed');
  expect(entries).toMatchObject([
    {
      actor: { id: formatId(admin.user.id) },
      target: { id: formatId(user.id) },
      details: { added: 'family', tokenName: 'Provisioning', tokenPrefix: made.prefix },
    },
  ]);
});

describe('a token with admin:users', () => {
  test.each([
    ['appointed here', { is_admin: 1 }],
    ['by a group', { admin_group: 'admins', admin_group_until: Number.MAX_SAFE_INTEGER }],
  ] as const)('changes no groups of an administrator %s', async (_, role) => {
    await using app = await createTestApp();
    const { ask } = await withToken(app, 'admin:users');
    const user = await addPerson(app);
    await changePerson(app, user, role);
    const groups = [await family(app)];
    expect(await ask('PUT', userPath(user, '/groups'), { groups })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope' },
    });
    expect(await app.database.read.selectFrom('group_members').selectAll().execute()).toEqual([]);
  });

  test('gives nobody a group that other programs take for their administrators', async () => {
    await using app = await createTestApp();
    const { admin, ask } = await withToken(app, 'admin:users');
    const user = await addPerson(app);
    const groups = [formatId(await addGroup(app, 'Admins')), await family(app)];
    const path = userPath(user, '/groups');
    expect(await ask('PUT', path, { groups })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope' },
    });
    expect(await app.database.read.selectFrom('group_members').selectAll().execute()).toEqual([]);
    expect((await admin.ask('PUT', path, { groups })).status).toBe(200);
    expect((await ask('PUT', path, { groups: [groups[0]] })).status).toBe(200);
  });

  test('changes the groups of a person whose role by a group has ended', async () => {
    await using app = await createTestApp();
    const { ask } = await withToken(app, 'admin:users');
    const user = await addPerson(app);
    await changePerson(app, user, { admin_group: 'admins', admin_group_until: Date.now() - 1 });
    const groups = [await family(app)];
    expect((await ask('PUT', userPath(user, '/groups'), { groups })).status).toBe(200);
  });

  test.each([
    ['POST', '/groups', { name: 'games' }],
    ['PATCH', '/groups/{id}', { name: 'games' }],
    ['DELETE', '/groups/{id}', undefined],
  ])('does not %s %s', async (method, path, json) => {
    await using app = await createTestApp();
    const { admin, ask } = await withToken(app, 'admin:users');
    const id = await family(app);
    expect(await ask(method, path.replace('{id}', id), json)).toMatchObject({
      status: 403,
      body: { code: 'session_required' },
    });
    expect((await admin.ask('GET', '/groups')).body).toMatchObject([{ id, name: 'family' }]);
  });
});

test('a token with admin:read lists groups, and gives none', async () => {
  await using app = await createTestApp();
  const { ask } = await withToken(app, 'admin:read');
  const user = await addPerson(app);
  const group = await addGroup(app, 'family');
  await addMembers(app, group, [user]);
  expect(await ask('GET', '/groups')).toMatchObject({
    status: 200,
    body: [{ id: formatId(group), name: 'family', members: 1 }],
  });
  const answer = await ask('PUT', userPath(user, '/groups'), { groups: [] });
  expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
  expect(answer.headers.get('www-authenticate')).toContain('scope="admin:users"');
  const rows = await app.database.read.selectFrom('group_members').selectAll().execute();
  expect(rows).toHaveLength(1);
});
