import { describe, expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, type Administrator, asAdmin, rowOf, userPath } from './administrator.ts';

const request = 'PATCH /api/admin/users/{id}';
const own = asAdmin((_, admin) => Promise.resolve({ path: `/api/admin${userPath(admin.user)}` }));
const ownOfTwo = asAdmin(async (app, admin) => {
  await addPerson(app, { isAdmin: true });
  return { path: `/api/admin${userPath(admin.user)}` };
});

const refusals: readonly (readonly [string, object, Scenario['code'], typeof own])[] = [
  ['give up their own role', { isAdmin: false }, 'own_admin_status', ownOfTwo],
  ['give up their own role as the last', { isAdmin: false }, 'own_admin_status', own],
  [
    'give up their own role and access as the last',
    { isAdmin: false, status: 'disabled' },
    'own_admin_status',
    own,
  ],
  ['disable themselves', { status: 'disabled' }, 'last_admin_disabled', own],
  ['make themselves wait', { status: 'pending' }, 'last_admin_disabled', own],
];

scenarios('the last administrator cannot', [
  ...refusals.map(([name, json, code, arrange]): Scenario => ({
    name,
    request,
    arrange,
    json,
    status: 400,
    code,
  })),
  {
    name: 'delete themselves',
    request: 'DELETE /api/admin/users/{id}',
    arrange: own,
    status: 400,
    code: 'last_admin_deleted',
  },
  ...(['disabled', 'pending'] as const).map((status): Scenario => ({
    name: `be replaced by one who is ${status}`,
    request: 'DELETE /api/admin/users/{id}',
    arrange: asAdmin(async (app, admin) => {
      await addPerson(app, { isAdmin: true, status });
      return { path: `/api/admin${userPath(admin.user)}` };
    }),
    status: 400,
    code: 'last_admin_deleted',
  })),
]);

describe('an administrator may', () => {
  const rows = [
    ['say that they still are one', { isAdmin: true }, 'active'],
    ['change their own name beside an unchanged role', { isAdmin: true, name: 'Maggie' }, 'active'],
  ] as const;
  test.each([...rows])('%s', async (_, json, status) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const answer = await admin.ask('PATCH', userPath(admin.user), json);
    expect(answer).toMatchObject({ status: 200, body: { isAdmin: true, status } });
    expect((await app.get('/api/auth/me', admin.access_token)).status).toBe(200);
  });

  test('leave the role of other users unchanged', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const people = [
      [await addPerson(app, {}), false],
      [await addPerson(app, { status: 'pending' }), false],
      [await addPerson(app, { isAdmin: true, status: 'disabled' }), true],
    ] as const;
    for (const [user, isAdmin] of people) {
      const answer = await admin.ask('PATCH', userPath(user), { isAdmin, name: 'Renamed' });
      expect(answer).toMatchObject({ status: 200, body: { isAdmin, name: 'Renamed' } });
    }
  });

  test('take the role from one who is disabled while being the last who is active', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const other = await addPerson(app, { isAdmin: true, status: 'disabled' });
    const answer = await admin.ask('PATCH', userPath(other), { isAdmin: false });
    expect(answer).toMatchObject({ status: 200, body: { isAdmin: false, status: 'disabled' } });
  });

  test('disable themselves while there is another, and delete themselves too', async () => {
    await using app = await createTestApp();
    const [one, two] = [
      await addAdmin(app, 'one@example.com'),
      await addAdmin(app, 'two@example.com'),
    ];
    await addPerson(app, { isAdmin: true });
    const disabled = await one.ask('PATCH', userPath(one.user), { status: 'disabled' });
    expect(disabled.status).toBe(200);
    expect((await two.ask('DELETE', userPath(two.user))).status).toBe(200);
    for (const admin of [one, two]) expect((await admin.ask('GET', '/stats')).status).toBe(401);
  });

  test('demote, disable and delete administrators who are not active, even as the last', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    for (const status of ['disabled', 'pending'] as const) {
      const demoted = await addPerson(app, { isAdmin: true, status });
      const answer = await admin.ask('PATCH', userPath(demoted), { isAdmin: false });
      expect(answer.status).toBe(200);
      const deleted = await addPerson(app, { isAdmin: true, status });
      expect((await admin.ask('DELETE', userPath(deleted))).status).toBe(200);
    }
  });
});

test('the command line cannot demote the last administrator either', async () => {
  await using app = await createTestApp();
  const { user } = await addAdmin(app);
  const demoted = app.services.accounts.update(user.id, { isAdmin: false }, null);
  expect(await demoted.catch((error: unknown) => error)).toMatchObject({
    code: 'last_admin_demoted',
  });
  expect(await rowOf(app, user)).toMatchObject({ is_admin: 1 });
});

const attacks = {
  demote: (by: Administrator, victim: Administrator) =>
    by.ask('PATCH', userPath(victim.user), { isAdmin: false }),
  disable: (by: Administrator, victim: Administrator) =>
    by.ask('PATCH', userPath(victim.user), { status: 'disabled' }),
  suspend: (by: Administrator, victim: Administrator) =>
    by.ask('PATCH', userPath(victim.user), { status: 'pending' }),
  delete: (by: Administrator, victim: Administrator) => by.ask('DELETE', userPath(victim.user)),
};
const pairs = Object.values(attacks).flatMap((one) =>
  Object.values(attacks).map((other) => [one, other] as const),
);

test('two administrators who remove each other at once leave one, by every pair of actions in either order', async () => {
  await using app = await createTestApp();
  for (const [first, second] of pairs) {
    await app.database.write((trx) => trx.deleteFrom('users').execute());
    const [one, two] = [
      await addAdmin(app, 'one@example.com'),
      await addAdmin(app, 'two@example.com'),
    ];
    const answers = await Promise.all([first(one, two), second(two, one)]);
    const rows = [await rowOf(app, one.user), await rowOf(app, two.user)];
    const left = rows.filter((row) => row?.is_admin === 1 && row.status === 'active').length;
    const won = answers.filter((answer) => answer.status === 200).length;
    expect({ first: first.name, second: second.name, left, won }).toEqual({
      first: first.name,
      second: second.name,
      left: 1,
      won: 1,
    });
    for (const { status } of answers) expect(status).toBeOneOf([200, 400, 401, 403]);
  }
});
