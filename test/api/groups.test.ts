// Where the groups of a person are shown.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addAdmin, userPath } from '../admin/administrator.ts';
import { claimsOf } from '../support/access-token.ts';
import { addGroup, addMembers } from '../support/groups.ts';
import { addPerson, addSignedIn, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

/** Puts a person into groups of these names. */
async function join(
  app: TestApp,
  user: Parameters<typeof addMembers>[2][number],
  names: readonly string[],
): Promise<void> {
  for (const name of names) await addMembers(app, await addGroup(app, name), [user]);
}

test('every answer about a person names their groups, each once and sorted', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user, access_token: bearer } = await addSignedIn(app, { email: 'grace@example.com' });
  const family = await addGroup(app, 'family');
  await addMembers(app, family, [user]);
  await addMembers(app, family, [user], 'oidc');
  await join(app, user, ['Zoo', 'media']);
  const groups = ['Zoo', 'family', 'media'];
  const { body: made } = await app.post('/api/auth/api-token/regenerate', {}, bearer);
  const login = { email: 'grace@example.com', password };
  const answers = [
    await app.get('/api/auth/me', bearer),
    await app.get('/api/auth/me', (made as { apiToken: string }).apiToken),
    await app.send({ method: 'PATCH', path: '/api/auth/profile', json: { name: 'Ada' }, bearer }),
    await app.send({ method: 'DELETE', path: '/api/auth/profile/image', bearer }),
    await admin.ask('GET', userPath(user)),
    await admin.ask('PATCH', userPath(user), { name: 'Grace' }),
  ];
  for (const { body } of answers) expect(body).toMatchObject({ groups });
  expect((await app.post('/api/auth/login', login)).body).toMatchObject({ user: { groups } });
  for (const query of ['', '?search=grace', '?group=family', '?sort=name&group=Zoo']) {
    const { body } = await admin.ask('GET', `/users${query}`);
    const { users } = body as { users: { id: string; groups: string[] }[] };
    expect(users.find(({ id }) => id === formatId(user.id))).toMatchObject({ groups });
  }
  const { text } = await app.send({
    path: '/api/admin/users?format=csv&group=family',
    bearer: admin.access_token,
  });
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toEndWith(',"Zoo, family, media"');
});

test('the list of one group holds its members and no other user', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app, 'a@example.com');
  const family = await addGroup(app, 'family');
  await addMembers(app, family, [admin.user, await addPerson(app, { email: 'b@example.com' })]);
  await addMembers(app, family, [admin.user], 'oidc');
  await addMembers(app, await addGroup(app, 'Family '), [await addPerson(app)]);
  const emails = async (query: string) => {
    const { body } = await admin.ask('GET', `/users?sort=email&${query}`);
    const { users, total } = body as { users: { email: string }[]; total: number };
    expect(total).toBe(users.length);
    return users.map(({ email }) => email);
  };
  expect(await emails('group=family')).toEqual(['a@example.com', 'b@example.com']);
  expect(await emails('group=family&role=admin')).toEqual(['a@example.com']);
  expect(await emails('group=FAMILY')).toEqual([]);
  expect(await emails('group=nobody')).toEqual([]);
  expect(await emails('group=')).toHaveLength(3);
  expect(await admin.ask('GET', '/users?group=a%07')).toMatchObject({ status: 400 });
});

test('a new name of a group is shown at the next request of each member', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user, access_token: bearer } = await addSignedIn(app);
  const id = await addGroup(app, 'family');
  await addMembers(app, id, [user]);
  await admin.ask('PATCH', `/groups/${formatId(id)}`, { name: 'household' });
  expect((await app.get('/api/auth/me', bearer)).body).toMatchObject({ groups: ['household'] });
});

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `g${index + 10}`);

function shown(token: string) {
  const { groups, groups_truncated: truncated } = claimsOf(token);
  return { groups, truncated };
}

describe.each(['HS256', 'ES256'])('a token signed with %s', (algorithm) => {
  const env = { ACCESS_TOKEN_ALG: algorithm, APP_AUDIENCES: 'wiki' };
  // As JSON, a name takes its bytes and three more, and the list one.
  const almostFull = numbered(14).map((name) => name.padEnd(100, 'x'));

  test.each([
    ['no group', [], true],
    ['two groups', ['family', 'media'], true],
    ['50 groups', numbered(50), true],
    ['51 groups', numbered(51), false],
    ['1,536 bytes of names', [...almostFull, 'y'.repeat(90)], true],
    ['1,537 bytes of names', [...almostFull, 'y'.repeat(91)], false],
    ['1,537 bytes of fewer characters', [...almostFull, `${'y'.repeat(89)}é`], false],
  ])('names %s, all or none', async (_, names, isShort) => {
    await using app = await createTestApp(env);
    const { user, access_token: first, refresh_token } = await addSignedIn(app);
    expect(claimsOf(first)).toMatchObject({ groups: [] });
    await join(app, user, names);
    const { body } = await app.post('/api/auth/refresh', { refresh_token });
    const { access_token: token } = body as { access_token: string };
    const expected = isShort
      ? { groups: names.toSorted(), truncated: undefined }
      : { groups: undefined, truncated: true };
    expect(shown(token)).toEqual(expected as never);
    expect(token.length).toBeLessThan(4096);
    expect((await app.get('/api/auth/me', token)).body).toMatchObject({
      groups: names.toSorted(),
    });
    if (algorithm === 'HS256') return;
    const { body: other } = await app.post('/api/auth/app-token', { audience: 'wiki' }, token);
    expect(shown((other as { token: string }).token)).toEqual(expected as never);
  });
});
