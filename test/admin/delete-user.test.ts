import { expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import { addIdentity, addPerson, addSignedIn, applicant, password } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  addAdmin,
  asAdmin,
  countOf,
  unknownIds,
  readAudit,
  rowOf,
  userPath,
} from './administrator.ts';

const email = 'grace@example.com';
const tables = ['sessions', 'identities', 'api_tokens'] as const;

test('a deleted person leaves nothing but their audit entries', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app, { email });
  const signedIn = (await app.post('/api/auth/login', { email, password })).body;
  const { access_token, refresh_token } = signedIn as Readonly<Record<string, string>>;
  await addIdentity(app, user, 'github');
  const made = await app.post('/api/auth/api-token/regenerate', undefined, access_token);
  const { apiToken } = made.body as { readonly apiToken: string };
  for (const table of tables) expect([table, await countOf(app, table, user)]).toEqual([table, 1]);

  const deleted = await admin.ask('DELETE', userPath(user));
  expect(deleted).toMatchObject({ status: 200, body: { message: 'User deleted successfully' } });
  expect(await rowOf(app, user)).toBeUndefined();
  for (const table of tables) expect([table, await countOf(app, table, user)]).toEqual([table, 0]);
  for (const bearer of [access_token, apiToken]) {
    expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
  }
  expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(401);

  const audit = await readAudit(app, admin, `?user=${formatId(user.id)}`);
  expect(audit.entries.map((entry) => [entry.event, entry.target?.email])).toEqual([
    ['user.deleted', email],
    ['api_token.regenerated', email],
    ['session.started', email],
  ]);
});

test('what is deleted is gone for every later question', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const user = await addPerson(app);
  await admin.ask('DELETE', userPath(user));
  const asked = await Promise.all([
    admin.ask('DELETE', userPath(user)),
    admin.ask('PATCH', userPath(user), { name: 'Somebody' }),
    admin.ask('POST', userPath(user, '/approve')),
    admin.ask('POST', userPath(user, '/reject')),
    admin.ask('POST', userPath(user, '/reset-password'), {}),
    admin.ask('GET', userPath(user, '/sessions')),
    admin.ask('DELETE', userPath(user, '/sessions')),
  ]);
  for (const answer of asked) {
    expect(answer).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
  }
});

test('the address of a deleted person is free again', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  await admin.ask('DELETE', userPath(await addPerson(app, { email })));
  const again = await app.post('/api/auth/register', applicant());
  expect(again).toMatchObject({ status: 201, body: { user: { isAdmin: false } } });
});

test('when two delete the same user at once, one succeeds and the other gets an error', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const { user } = await addSignedIn(app);
  const answers = await Promise.all([1, 2].map(() => admin.ask('DELETE', userPath(user))));
  expect(answers.map((answer) => String(answer.status)).toSorted()).toEqual(['200', '404']);
});

test('an administrator who chose a setting can be deleted, and the setting stays', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const other = await addAdmin(app, 'other@example.com');
  await other.ask('PATCH', '/settings/registration', { mode: 'review' });
  expect((await admin.ask('DELETE', userPath(other.user))).status).toBe(200);
  expect((await app.get('/api/auth/registration-mode')).body).toMatchObject({ mode: 'review' });
});

scenarios(
  'to delete is refused',
  unknownIds.map((id): Scenario => ({
    name: `for ${id}, which is no user's id`,
    request: `DELETE /api/admin/users/${id}`,
    arrange: asAdmin(),
    status: 404,
    code: 'user_not_found',
  })),
);
