import { expect, test } from 'bun:test';
import type { ListedUser } from '../../src/features/admin/settings/schema.ts';
import { addIdentity, addPerson, applicant, password, signedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, unknownIds, rowOf, userIn, userPath } from './administrator.ts';

const email = 'grace@example.com';

test('only pending users are listed, newest first', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  expect((await admin.ask('GET', '/users/pending')).body).toEqual([]);
  const first = await addPerson(app, { email: 'first@example.com', status: 'pending' });
  await addIdentity(app, first, 'github');
  await addPerson(app, { email: 'second@example.com', status: 'pending', password: null });
  await addPerson(app, { email: 'gone@example.com', status: 'disabled' });
  const waiting = (await admin.ask('GET', '/users/pending')).body as readonly ListedUser[];
  expect(waiting.map((user) => [user.email, user.identities])).toEqual([
    ['second@example.com', []],
    ['first@example.com', ['local', 'github']],
  ]);
});

test('an approved person can sign in, and their address is vouched for', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  const admin = await addAdmin(app);
  const { user } = signedIn(await app.post('/api/auth/register', applicant()));
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(403);
  const approved = await admin.ask('POST', `/users/${user.id}/approve`);
  expect(approved).toMatchObject({ status: 200, body: { id: user.id, email, status: 'active' } });
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
  expect((await admin.ask('GET', '/users/pending')).body).toEqual([]);
  const row = await app.database.read
    .selectFrom('users')
    .select('is_proven')
    .where('email', '=', email)
    .executeTakeFirst();
  expect(row).toEqual({ is_proven: 1 });
});

test('letting a waiting person in by a change of status is an approval too', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, status: 'pending' });
  await admin.ask('PATCH', userPath(user), { status: 'active' });
  expect(await rowOf(app, user)).toMatchObject({ status: 'active', is_proven: 1 });
});

test('letting a disabled person back in vouches for nothing', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email, status: 'disabled' });
  await admin.ask('PATCH', userPath(user), { status: 'active' });
  expect(await rowOf(app, user)).toMatchObject({ status: 'active', is_proven: 0 });
});

test('a rejected person is gone and may register again', async () => {
  await using app = await createTestApp({ USER_SIGNUP: 'review' });
  const admin = await addAdmin(app);
  const { user } = signedIn(await app.post('/api/auth/register', applicant()));
  const rejected = await admin.ask('POST', `/users/${user.id}/reject`);
  expect(rejected).toMatchObject({
    status: 200,
    body: { message: 'User rejected and deleted successfully' },
  });
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(401);
  const again = await app.post('/api/auth/register', applicant());
  expect(again.status).toBe(201);
  expect(signedIn(again).user.id).not.toBe(user.id);
});

test('approving and rejecting at once has one winner', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  for (let round = 0; round < 10; round += 1) {
    const user = await addPerson(app, { status: 'pending' });
    const [approved, rejected] = await Promise.all([
      admin.ask('POST', userPath(user, '/approve')),
      admin.ask('POST', userPath(user, '/reject')),
    ]);
    expect([approved.status, rejected.status]).toBeOneOf([
      [200, 400],
      [404, 200],
    ]);
    const row = await rowOf(app, user);
    expect(row?.status).toBe(approved.status === 200 ? userIn(approved).status : undefined);
  }
});

for (const act of ['approve', 'reject'] as const) {
  scenarios(`to ${act} is refused`, [
    ...(['active', 'disabled'] as const).map((status): Scenario => ({
      name: `for a user who is ${status}`,
      request: `POST /api/admin/users/{id}/${act}`,
      arrange: asAdmin(async (app) => {
        const user = await addPerson(app, { status });
        return { path: `/api/admin${userPath(user, `/${act}`)}` };
      }),
      status: 400,
      code: 'user_not_pending',
    })),
    ...unknownIds.map((id): Scenario => ({
      name: `for ${id}, which is no user's id`,
      request: `POST /api/admin/users/${id}/${act}`,
      arrange: asAdmin(),
      status: 404,
      code: 'user_not_found',
    })),
  ]);
}
