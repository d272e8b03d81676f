// An invitation for an address that has an account already, or waits for one.
import { describe, expect, test } from 'bun:test';
import { formatId } from '../../src/core/uuid.ts';
import type { InvitationTable } from '../../src/db/message-tables.ts';
import { auditDetails } from '../support/audit-details.ts';
import { addGroup } from '../support/groups.ts';
import { type AddedInvitation, addInvitation, usesOf } from '../support/invitations.ts';
import { addPerson, applicant, password, signedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const email = 'grace@example.com';
const path = '/api/auth/register';

function register(app: TestApp, { token }: Pick<AddedInvitation, 'token'>, change = {}) {
  return app.post(path, applicant({ invitation: token, ...change }));
}

async function rowOf(app: TestApp, address = email) {
  return app.database.read
    .selectFrom('users')
    .selectAll()
    .where('email', '=', address)
    .executeTakeFirst();
}

type Change = Partial<InvitationTable>;

test('an account that is there keeps its password, and uses nothing up', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app, { email });
  const invitation = await addInvitation(app, { email, is_mailed: 1, is_admin: 1 });
  const answer = await register(app, invitation, { password: 'another good password' });
  expect(answer).toMatchObject({ status: 409, body: { code: 'user_exists' } });
  expect(await rowOf(app)).toMatchObject({ is_admin: 0, password_hash: user.password_hash });
  expect(await usesOf(app, invitation)).toBe(0);
});

async function withWaiting(change: Change) {
  const app = await createTestApp({ USER_SIGNUP: 'review' });
  await addPerson(app);
  const waiting = await app.post(path, applicant());
  expect(waiting).toMatchObject({ body: { user: { status: 'pending' } } });
  const family = await addGroup(app, 'family');
  const group_ids = JSON.stringify([formatId(family)]);
  const invitation = await addInvitation(app, { group_ids, ...change });
  return { app, invitation, waiting: signedIn(waiting).user };
}

describe('a person who waits for approval and gets an invitation', () => {
  test.each([{ email }, { email: null }])(
    'is approved by the password, with %j',
    async (change) => {
      const { app, invitation, waiting } = await withWaiting(change);
      await using _ = app;
      const answer = await register(app, invitation);
      expect(answer).toMatchObject({
        status: 201,
        body: { user: { id: waiting.id, status: 'active', groups: ['family'] } },
      });
      expect((await app.get('/api/auth/me', signedIn(answer).access_token)).status).toBe(200);
      expect(await usesOf(app, invitation)).toBe(1);
      expect(await rowOf(app)).toMatchObject({ waits_until: null, waits_from: null, is_proven: 0 });
      const events = (await auditDetails(app)).map(([event]) => event);
      expect(events).toEqual(expect.arrayContaining(['user.approved', 'invitation.used']));
    },
  );

  test('hears with another password what to do', async () => {
    const { app, invitation } = await withWaiting({ email });
    await using _ = app;
    const answer = await register(app, invitation, { password: 'another good password' });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'user_exists', reason: 'waits_for_approval' },
    });
    expect((await rowOf(app))?.status).toBe('pending');
    expect(await usesOf(app, invitation)).toBe(0);
  });

  test('chooses a new password when the invitation was mailed, because only the owner got it', async () => {
    const { app, invitation, waiting } = await withWaiting({ email, is_mailed: 1 });
    await using _ = app;
    const answer = await register(app, invitation, { password: 'another good password' });
    expect(answer).toMatchObject({ status: 201, body: { user: { status: 'active' } } });
    expect(signedIn(answer).user.id).not.toBe(waiting.id);
    expect(await rowOf(app)).toMatchObject({ is_proven: 1 });
    expect((await app.post('/api/auth/login', { email, password })).status).toBe(401);
  });

  test('is not approved against a decision: an administrator set the account back to waiting', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app, { email, status: 'pending' });
    const invitation = await addInvitation(app, { is_mailed: 1, email });
    expect((await register(app, invitation)).status).toBe(409);
    expect((await rowOf(app))?.status).toBe('pending');
  });
});
