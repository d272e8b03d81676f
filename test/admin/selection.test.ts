// What an administrator does with several users at once follows the rules for one of them.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  addAdmin,
  asAdmin,
  countOf,
  readAudit,
  rowOf,
  unknownIds,
  userPath,
} from './administrator.ts';

const acts = [
  { act: 'disable', from: 'active', to: 'disabled', event: 'user.updated' },
  { act: 'enable', from: 'disabled', to: 'active', event: 'user.updated' },
  { act: 'delete', from: 'active', to: undefined, event: 'user.deleted' },
] as const;

describe.each([...acts])('to $act many', ({ act, from, to, event }) => {
  test('changes each, lists those that failed, and records each change', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const people = [];
    for (let index = 0; index < 60; index++) people.push(await addPerson(app, { status: from }));
    const untouched = await addPerson(app, { status: from });
    const ids = people.map(({ id }) => formatId(id));
    const asked = [...ids, ...unknownIds, ids[0]];
    const answer = await admin.ask('POST', `/users/${act}`, { ids: asked });
    expect(answer).toMatchObject({
      status: 200,
      body: { done: 60, failed: unknownIds.map((id) => ({ id, code: 'user_not_found' })) },
    });
    const rows = await Promise.all(people.map((user) => rowOf(app, user)));
    expect(rows.map((row) => row?.status)).toEqual(people.map(() => to));
    expect(await rowOf(app, untouched)).toMatchObject({ status: from });
    const { entries, total } = await readAudit(app, admin, `?event=${event}&take=200`);
    expect(total).toBe(60);
    expect(new Set(entries.map(({ target }) => target?.id))).toEqual(new Set(ids));
    expect(entries[0]?.actor?.email).toBe('root@example.com');
  });

  test('once more changes nothing', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { status: from });
    const ids = [formatId(user.id)];
    await admin.ask('POST', `/users/${act}`, { ids });
    const before = await app.snapshot();
    const failed = act === 'delete' ? [{ id: ids[0], code: 'user_not_found' }] : [];
    expect((await admin.ask('POST', `/users/${act}`, { ids })).body).toEqual({
      done: 1 - failed.length,
      failed,
    });
    expect(await app.snapshot()).toEqual(before);
  });

  scenarios(
    `to ${act} many is refused`,
    [
      { name: 'for no users', json: { ids: [] } },
      {
        name: 'for more than a thousand',
        json: { ids: Array.from({ length: 1001 }, () => 'x') },
      },
    ].map(({ name, json }): Scenario => ({
      name,
      request: `POST /api/admin/users/${act}`,
      arrange: asAdmin(),
      json,
      status: 400,
      code: 'validation_failed',
      message: 'ids must be a list of 1 to 1000',
    })),
  );
});

test('users who are disabled together lose their sessions', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user, access_token, refresh_token } = await addSignedIn(app);
  await startSession(app, user);
  await admin.ask('POST', '/users/disable', { ids: [formatId(user.id)] });
  expect((await app.get('/api/auth/me', access_token)).status).toBe(401);
  expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
});

test('users who are deleted together leave nothing', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user } = await addSignedIn(app);
  await admin.ask('POST', '/users/delete', { ids: [formatId(user.id)] });
  expect(await countOf(app, 'sessions', user)).toBe(0);
});

test.each(['disable', 'delete'] as const)('the own account is left out of %s', async (act) => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await addAdmin(app, 'second@example.com');
  const own = formatId(admin.user.id);
  const others = [await addPerson(app), await addPerson(app)];
  const ids = [own.toUpperCase(), ...others.map(({ id }) => formatId(id))];
  expect((await admin.ask('POST', `/users/${act}`, { ids })).body).toEqual({
    done: 2,
    failed: [{ id: own.toUpperCase(), code: 'own_admin_status' }],
  });
  expect(await rowOf(app, admin.user)).toMatchObject({ status: 'active' });
});

test.each(['disable', 'delete'] as const)(
  'administrators who %s each other at once leave one',
  async (act) => {
    await using app = await createTestApp();
    const first = await addAdmin(app);
    const second = await addAdmin(app, 'second@example.com');
    const answers = await Promise.all([
      first.ask('POST', `/users/${act}`, { ids: [formatId(second.user.id)] }),
      second.ask('POST', `/users/${act}`, { ids: [formatId(first.user.id)] }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const rows = await Promise.all([first, second].map(({ user }) => rowOf(app, user)));
    expect(rows.filter((row) => row?.status === 'active')).toHaveLength(1);
  },
);

test('a waiting user who is enabled with others is approved', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { status: 'pending' });
  await admin.ask('POST', '/users/enable', { ids: [formatId(user.id)] });
  expect(await rowOf(app, user)).toMatchObject({ status: 'active', is_proven: 1 });
  expect((await admin.ask('POST', userPath(user, '/approve'))).body).toMatchObject({
    code: 'user_not_pending',
  });
});
