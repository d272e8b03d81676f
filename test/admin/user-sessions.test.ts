import { expect, test } from 'bun:test';
import type { Session } from '../../src/features/sessions/schema.ts';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp } from '../support/test-app.ts';
import { usesPostgres } from '../support/test-storage.ts';
import { addAdmin, asAdmin, unknownIds, userPath } from './administrator.ts';

test('an administrator lists the sessions of a user and ends all of them', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const own = await addSignedIn(app);
  const other = await startSession(app, own.user, 'github');
  const bystander = await addSignedIn(app);
  const path = userPath(own.user, '/sessions');
  const listed = (await admin.ask('GET', path)).body as readonly Session[];
  expect(listed.map((session) => session.provider).toSorted()).toEqual(['github', 'local']);
  expect(listed[0]).toEqual({
    id: expect.any(String),
    provider: expect.any(String),
    userAgent: 'test',
    ip: '203.0.113.7',
    createdAt: expect.any(String),
    lastUsedAt: expect.any(String),
    current: false,
  });

  const ended = await admin.ask('DELETE', path);
  expect(ended).toMatchObject({ status: 200, body: { message: 'All sessions ended' } });
  expect((await admin.ask('GET', path)).body).toEqual([]);
  for (const { access_token, refresh_token } of [own, other]) {
    expect((await app.get('/api/auth/me', access_token)).status).toBe(401);
    expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
  }
  expect((await app.get('/api/auth/me', bystander.access_token)).status).toBe(200);
  expect((await admin.ask('DELETE', path)).status).toBe(200);
});

test('an API token stays valid after the end of all sessions', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const own = await addSignedIn(app);
  const made = await app.post('/api/auth/api-token/regenerate', undefined, own.access_token);
  const { apiToken } = made.body as { readonly apiToken: string };
  await admin.ask('DELETE', userPath(own.user, '/sessions'));
  expect((await app.get('/api/auth/me', apiToken)).status).toBe(200);
});

test('an administrator who ends their own sessions is signed out', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  expect((await admin.ask('DELETE', userPath(admin.user, '/sessions'))).status).toBe(200);
  expect((await admin.ask('GET', '/stats')).status).toBe(401);
});

for (const method of ['GET', 'DELETE'] as const) {
  scenarios(
    `to ${method} the sessions is refused`,
    unknownIds.map((id): Scenario => ({
      name: `for ${id}, which is no user's id`,
      request: `${method} /api/admin/users/${id}/sessions`,
      arrange: asAdmin(),
      status: 404,
      code: 'user_not_found',
    })),
  );
}

test('numbers of people and sessions count what is there', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const stats = async () => (await admin.ask('GET', '/stats')).body;
  expect(await stats()).toEqual({
    totalUsers: 1,
    activeUsers: 1,
    pendingUsers: 0,
    linkRequests: 0,
    disabledUsers: 0,
    adminUsers: 1,
    activeSessions: 1,
    instances: usesPostgres ? [expect.anything()] : [],
  });
  await addPerson(app, { status: 'pending' });
  await addPerson(app, { status: 'disabled', isAdmin: true });
  const own = await addSignedIn(app);
  await startSession(app, own.user);
  const expired = await addSignedIn(app);
  await app.database.write((trx) =>
    trx
      .updateTable('sessions')
      .set({ refresh_expires_at: Date.now() - 1000 })
      .where('user_id', '=', expired.user.id)
      .execute(),
  );
  await app.post('/api/auth/logout', undefined, own.access_token);
  expect(await stats()).toEqual({
    totalUsers: 5,
    activeUsers: 3,
    pendingUsers: 1,
    linkRequests: 0,
    disabledUsers: 1,
    adminUsers: 1,
    activeSessions: 2,
    instances: usesPostgres ? [expect.anything()] : [],
  });
});
