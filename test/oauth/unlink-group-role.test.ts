// The administrator role by a group ends when its owner unlinks the OpenID provider.
import { expect, test } from 'bun:test';
import {
  addIdentity,
  addPerson,
  addSignedIn,
  changePerson,
  startSession,
} from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { rowOf } from '../admin/administrator.ts';

const until = Date.now() + 3_600_000;

async function byGroup(app: TestApp, is_admin: 0 | 1 = 0) {
  const { user } = await addSignedIn(app);
  await addIdentity(app, user, 'oidc');
  const role = { admin_group: 'admins', admin_group_until: until, is_admin };
  await changePerson(app, user, role);
  const { access_token: bearer } = await startSession(app, user, 'oidc');
  const unlink = () => app.send({ method: 'DELETE', path: '/api/auth/identities/oidc', bearer });
  return { user, bearer, unlink };
}

test('the only administrator does not give it up so', async () => {
  await using app = await createTestApp();
  const { unlink } = await byGroup(app);
  const before = await app.snapshot();
  const refused = { status: 400, body: { code: 'last_admin_demoted' } };
  expect(await unlink()).toMatchObject(refused);
  expect(await app.snapshot()).toEqual(before);
});

test('it ends at once beside another administrator', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'root@example.com', isAdmin: true });
  const { user, bearer, unlink } = await byGroup(app);
  expect((await unlink()).status).toBe(200);
  expect(await rowOf(app, user)).toMatchObject({ admin_group: null, admin_group_until: null });
  expect((await app.get('/api/admin/stats', bearer)).status).toBe(401);
});

test('who is appointed here too stays an administrator', async () => {
  await using app = await createTestApp();
  const { user, bearer, unlink } = await byGroup(app, 1);
  expect((await unlink()).status).toBe(200);
  expect(await rowOf(app, user)).toMatchObject({ admin_group: null, is_admin: 1 });
  expect((await app.get('/api/admin/stats', bearer)).status).toBe(200);
});
