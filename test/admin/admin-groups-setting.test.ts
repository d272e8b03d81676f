// The setting that names the groups of administrators leaves the server one.
import { describe, expect, test } from 'bun:test';
import type { UserTable } from '../../src/db/schema.ts';
import { addPerson, addSignedIn, changePerson, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const path = '/settings/oidc/options';

/** An administrator by a group, and how they change the groups. */
async function byGroup(app: TestApp, change: Partial<UserTable> = {}) {
  const { user } = await addSignedIn(app);
  const until = Date.now() + 3_600_000;
  await changePerson(app, user, { admin_group: 'admins', admin_group_until: until, ...change });
  const { access_token: bearer } = await startSession(app, user, 'oidc');
  return (adminGroups: readonly string[]) =>
    app.send({ method: 'PATCH', path: `/api/admin${path}`, bearer, json: { adminGroups } });
}

describe('the groups of administrators', () => {
  test('are not taken from the only administrator, who is one by them', async () => {
    await using app = await createTestApp();
    const change = await byGroup(app);
    expect((await change(['/admins', 'owners'])).status).toBe(200);
    const before = await app.snapshot();
    for (const groups of [[], ['owners'], ['Admins']]) {
      expect(await change(groups)).toMatchObject({ status: 409, body: { code: 'no_way_in' } });
    }
    expect(await app.snapshot()).toEqual(before);
    await addPerson(app, { email: 'root@example.com', isAdmin: true });
    expect((await change([])).status).toBe(200);
  });

  test('may change when they gave nobody the role, or its holder is appointed too', async () => {
    await using app = await createTestApp();
    const change = await byGroup(app, { admin_group: 'former' });
    expect((await change(['owners'])).status).toBe(200);
    await using other = await createTestApp();
    const appointed = await byGroup(other, { is_admin: 1 });
    expect((await appointed(['admins'])).status).toBe(200);
    expect((await appointed([])).status).toBe(200);
  });
});
