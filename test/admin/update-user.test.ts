import { describe, expect, test } from 'bun:test';
import { searchKey } from '../../src/core/search.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { addPerson, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, unknownIds, rowOf, userPath } from './administrator.ts';

const email = 'grace@example.com';
const request = 'PATCH /api/admin/users/{id}';

const changes: readonly (readonly [string, object, Partial<UserRow>])[] = [
  [
    'the address',
    { email: ' Hopper@Example.com ' },
    { email: 'Hopper@Example.com', email_key: 'hopper@example.com', is_proven: 1 },
  ],
  [
    'the spelling of the address',
    { email: 'GRACE@example.com' },
    { email: 'GRACE@example.com', is_proven: 1 },
  ],
  ['the name', { name: ' Admiral Hopper ' }, { name: 'Admiral Hopper', name_follows_provider: 0 }],
  ['the role', { isAdmin: true }, { is_admin: 1, token_version: 2 }],
  ['the status to disabled', { status: 'disabled' }, { status: 'disabled', token_version: 2 }],
  ['the status to pending', { status: 'pending' }, { status: 'pending', token_version: 2 }],
  [
    'all at once',
    { email: 'hopper@example.com', name: 'Amazing Grace', isAdmin: true, status: 'disabled' },
    {
      email: 'hopper@example.com',
      name: 'Amazing Grace',
      is_admin: 1,
      status: 'disabled',
      token_version: 2,
      is_proven: 1,
      name_follows_provider: 0,
    },
  ],
  ['nothing for null', { email: null, name: null, isAdmin: null, status: null }, {}],
  ['nothing for an empty body', {}, {}],
  [
    'nothing for what is so already',
    { email, name: 'Grace', isAdmin: false, status: 'active' },
    {},
  ],
  [
    'nothing for fields that are not theirs',
    { id: 'x', tokenVersion: 9, passwordHash: 'x', is_proven: 1 },
    {},
  ],
];

describe('an administrator changes', () => {
  test.each([...changes])('%s', async (_, json, change) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const user = await addPerson(app, { email, name: 'Grace' });
    const answer = await admin.ask('PATCH', userPath(user), json);
    const after = await rowOf(app, user);
    const isSame = Object.keys(change).length === 0;
    expect(after).toEqual({
      ...user,
      email_key: after?.email_key ?? '',
      search_key: after === undefined ? '' : searchKey(after.name, after.email, after.email_key),
      ...change,
      updated_at: isSame ? user.updated_at : expect.any(Number),
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        email: after?.email,
        name: after?.name,
        isAdmin: after?.is_admin === 1,
        status: after?.status,
      },
    });
  });
});

test('a change of address changes what one signs in with', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email });
  await admin.ask('PATCH', userPath(user), { email: 'hopper@example.com' });
  const login = (address: string) => app.post('/api/auth/login', { email: address, password });
  expect((await login(email)).status).toBe(401);
  expect((await login('Hopper@Example.com')).status).toBe(200);
  expect((await addPerson(app, { email })).email).toBe(email);
});

test('of two people who are given one address at once, one gets it', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const users = [await addPerson(app), await addPerson(app)];
  const answers = await Promise.all(
    users.map((user) => admin.ask('PATCH', userPath(user), { email })),
  );
  expect(answers.map((answer) => String(answer.status)).toSorted()).toEqual(['200', '409']);
});

scenarios('a change is refused', [
  ...[email, 'GRACE@EXAMPLE.COM', ' grace＠example.com'].map((typed): Scenario => ({
    name: `when ${JSON.stringify(typed)} is taken, with all that comes along`,
    request,
    arrange: asAdmin(async (app) => {
      await addPerson(app, { email });
      return { path: `/api/admin${userPath(await addPerson(app))}` };
    }),
    json: { email: typed, name: 'Somebody Else', status: 'disabled' },
    status: 409,
    code: 'user_exists',
  })),
  ...(
    [
      [
        { email: 'grace', name: '' },
        'email must be a valid e-mail address; name must not be blank',
      ],
      [{ name: 'x'.repeat(101) }, 'name must be at most 100 characters'],
      [{ isAdmin: 1 }, 'isAdmin must be true or false'],
      [{ status: 'gone' }, 'status must be active, disabled or pending'],
      [{ email: 7, name: [] }, 'email must be a string; name must be a string'],
    ] as const
  ).map(([json, message]): Scenario => ({
    name: `for ${message}`,
    request,
    arrange: asAdmin(async (app) => ({ path: `/api/admin${userPath(await addPerson(app))}` })),
    json,
    status: 400,
    code: 'validation_failed',
    message,
  })),
  ...unknownIds.map((id): Scenario => ({
    name: `for ${id}, which is no user's id`,
    request: `PATCH /api/admin/users/${id}`,
    arrange: asAdmin(),
    json: { name: 'Somebody' },
    status: 404,
    code: 'user_not_found',
  })),
]);
