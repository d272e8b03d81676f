// Who is not taken over by a provider move: the table of every reason, and of every subject that is no reason.
import { describe, expect, test } from 'bun:test';
import type { UserRow } from '../../src/features/users/service.ts';
import { addPerson, addSignedIn, changePerson } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import {
  addMover,
  arriveAnew,
  changeMove,
  email,
  identitiesIn,
  newIssuer,
  oldIssuer,
  reportOf,
  sameIssuer,
  startMove,
} from './movers.ts';
import { arrive, giveIdentity, profile } from './people-from-providers.ts';

describe('who is not taken over', () => {
  interface Row {
    readonly name: string;
    readonly issuer?: string;
    readonly prepare?: (app: TestApp, user: UserRow) => Promise<unknown>;
    readonly person?: Parameters<typeof addPerson>[1];
    readonly identity?: Parameters<typeof addMover>[2];
    readonly arrives?: Parameters<typeof profile>[0];
    readonly refused?: 'account_disabled';
    readonly reason: string;
  }

  const rows: readonly Row[] = [
    {
      name: 'who has no verified address at the old provider',
      identity: { email_verified: 0 },
      issuer: sameIssuer,
      reason: 'no_verified_address',
    },
    {
      name: 'who is disabled',
      person: { status: 'disabled' },
      refused: 'account_disabled',
      reason: 'account_disabled',
    },
    {
      name: 'an administrator, within one issuer',
      person: { isAdmin: true },
      issuer: sameIssuer,
      reason: 'administrator',
    },
    {
      name: 'who was an administrator by a group at the last sign-in, within one issuer',
      issuer: sameIssuer,
      prepare: (app, user) =>
        changePerson(app, user, { admin_group: 'admins', admin_group_until: 1 }),
      reason: 'administrator',
    },
    {
      name: 'who has signed in since the start, within one issuer',
      issuer: sameIssuer,
      prepare: (app) => arrive(app, profile({ subject: 'old', name: null })),
      reason: 'signed_in_since',
    },
    {
      name: 'whose address another identity of the old issuer has',
      prepare: (app) =>
        addMover(
          app,
          { email: 'other@example.com' },
          { subject: 'twin', email: 'GRACE@example.com' },
        ),
      reason: 'address_shared',
    },
    {
      name: 'whose address at the provider is that of another account',
      person: { email: 'changed-here@example.com' },
      identity: { email },
      prepare: (app) => addPerson(app, { email }),
      reason: 'address_of_another',
    },
    {
      name: 'who has an identity of the new issuer',
      prepare: async (app, user) => {
        await giveIdentity(app, user, { issuer: newIssuer, subject: 'mine', email });
      },
      reason: 'at_new_issuer',
    },
    {
      name: 'who has two identities of the old issuer',
      prepare: async (app, user) => {
        await giveIdentity(app, user, {
          issuer: oldIssuer,
          subject: 'two',
          email: 'x@example.com',
        });
      },
      reason: 'several_identities',
    },
  ];

  test.each(rows)('$name', async (row) => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'admin@example.com', isAdmin: true });
    const from = row.issuer ?? oldIssuer;
    const to = row.issuer ?? newIssuer;
    const user = await addMover(app, row.person, { issuer: from, ...row.identity });
    await startMove(app, from, to);
    await row.prepare?.(app, user);
    const before = await app.snapshot();
    const outcome = await arriveAnew(app, { issuer: to, ...row.arrives });
    expect(outcome).toEqual({ refused: row.refused ?? 'account_exists' });
    expect(await app.snapshot()).toEqual(before);
    expect(await reportOf(app)).toContain(`${user.email}: excluded, ${row.reason}`);
  });

  const newcomers: readonly (readonly [
    string,
    Parameters<typeof profile>[0],
    Awaited<ReturnType<typeof arrive>>,
  ])[] = [
    [
      'an address that the new provider has not verified',
      { emailVerified: false, emailVerifiedByProvider: false },
      { refused: 'account_exists' },
    ],
    ['no address', { email: null }, { refused: 'provider_email_missing' }],
    ['another provider', { provider: 'google' }, { user: email, notice: null }],
  ];

  test.each(newcomers)('for a subject with %s', async (_, change, outcome) => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'admin@example.com', isAdmin: true });
    await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    expect(await arriveAnew(app, change)).toEqual(outcome);
    expect(await identitiesIn(app)).toContain(`${email}: old at ${oldIssuer}`);
  });

  test('for a subject that was unlinked by hand', async () => {
    await using app = await createTestApp();
    const user = await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    await app.database.write((trx) =>
      trx
        .insertInto('unlinked_subjects')
        .values({
          provider: 'oidc',
          issuer: newIssuer,
          subject: 'new',
          user_id: user.id,
          unlinked_at: 1,
        })
        .execute(),
    );
    expect(await arriveAnew(app)).toEqual({ refused: 'account_exists' });
  });

  test('before the start, after the end, and at a third issuer the usual rules hold', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'admin@example.com', isAdmin: true });
    await addMover(app, { email: 'changed-here@example.com' }, { email });
    await startMove(app, oldIssuer, newIssuer);
    expect(await arriveAnew(app, { issuer: 'https://third.example.com' })).toMatchObject({
      user: email,
    });
    await app.database.write((trx) => trx.deleteFrom('users').where('email', '=', email).execute());
    await changeMove(app, { ends_at: Date.now() });
    expect(await reportOf(app)).toEqual(['changed-here@example.com: excluded, not_arrived']);
    expect(await arriveAnew(app)).toEqual({ user: email, notice: null });
    expect(await identitiesIn(app)).toContain(`changed-here@example.com: old at ${oldIssuer}`);
  });

  test('an account that was prepared with the address loses what was prepared, as without a move', async () => {
    await using app = await createTestApp();
    await addMover(app, { email: 'other@example.com' });
    const squatter = await addSignedIn(app, { email });
    await startMove(app, oldIssuer, newIssuer);
    expect(await arriveAnew(app)).toEqual({ user: email, notice: 'password_removed' });
    expect((await app.get('/api/auth/me', squatter.access_token)).status).toBe(401);
  });
});
