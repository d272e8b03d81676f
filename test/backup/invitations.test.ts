// A backup holds no invitation, so that one that has ended since does not work again.
import { expect, test } from 'bun:test';
import { backedUp, inhabited } from './copies.ts';
import { addInvitation } from '../support/invitations.ts';
import { applicant } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const path = '/api/auth/register';

test('an invitation that was revoked or used after a backup does not come back with it', async () => {
  await using it = await inhabited({ USER_SIGNUP: 'disabled' });
  const { token } = await addInvitation(it.app, { is_admin: 1 });
  const { backup, fresh, command } = await backedUp(it);
  expect((await command(`restore ${backup}`)).exitCode).toBe(0);
  await using app: TestApp = await createTestApp({ DATA_DIR: fresh, USER_SIGNUP: 'disabled' });
  expect(await app.database.read.selectFrom('invitations').selectAll().execute()).toEqual([]);
  const form = applicant({ email: 'eve@example.com', invitation: token });
  expect((await app.post(path, form)).status).toBe(404);
});
