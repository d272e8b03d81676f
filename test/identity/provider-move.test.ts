// For a while after a change of provider, people are taken over by the address that both providers verified.
import { describe, expect, test } from 'bun:test';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { auditOf } from '../support/audit-lines.ts';
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
import { arrive, profile } from './people-from-providers.ts';

const moved = [`${email}: new at ${newIssuer}`];

describe('a move to another issuer', () => {
  test('replaces the old identity, and the account keeps its id, data and password', async () => {
    await using app = await createTestApp();
    const admin = await addSignedIn(app, { email: 'admin@example.com', isAdmin: true });
    const user = await addMover(app, { password: 'correct horse battery' });
    await startMove(app, oldIssuer, newIssuer);
    expect(await reportOf(app)).toEqual([`${email}: waiting`]);
    expect(await arriveAnew(app)).toEqual({ user: email, notice: null });
    expect(await identitiesIn(app)).toEqual(moved);
    const row = await app.database.read
      .selectFrom('users')
      .select(['id', 'password_hash'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ id: user.id, password_hash: user.password_hash });
    expect((await auditOf(app)).slice(-2)).toEqual([
      `provider_move.started success {"from":"${oldIssuer}","to":"${newIssuer}"}`,
      `identity.replaced success {"provider":"oidc","from":"${oldIssuer}","oldSubject":"old","newSubject":"new"}`,
    ]);
    expect(await reportOf(app)).toEqual([`${email}: moved`]);
    expect(await arriveAnew(app)).toEqual({ user: email, notice: null });
    expect(admin.user.email).toBe('admin@example.com');
  });

  test('knows people by the address that the old provider verified, not only by that of the account', async () => {
    await using app = await createTestApp();
    await addMover(app, { email: 'changed-here@example.com' }, { email: 'Grace@Example.com' });
    await startMove(app, oldIssuer, newIssuer);
    expect(await arriveAnew(app)).toMatchObject({ user: 'changed-here@example.com' });
    expect(await identitiesIn(app)).toEqual([`changed-here@example.com: new at ${newIssuer}`]);
  });

  test('lets the address follow the new provider where it followed the old one', async () => {
    await using app = await createTestApp();
    await addPerson(app, { isAdmin: true });
    await arrive(app, profile({ issuer: oldIssuer, subject: 'old', name: null }));
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    expect(await arriveAnew(app, { email: 'later@example.com' })).toMatchObject({
      user: 'later@example.com',
    });
  });

  test('takes administrators over', async () => {
    await using app = await createTestApp();
    await addMover(app, { isAdmin: true });
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    expect(await identitiesIn(app)).toEqual(moved);
  });

  test('takes people over who have not signed in for long, and who did since', async () => {
    await using app = await createTestApp();
    await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    await arrive(app, profile({ issuer: oldIssuer, subject: 'old', name: null }));
    await arriveAnew(app);
    expect(await identitiesIn(app)).toEqual(moved);
  });

  test('leaves those who wait for approval waiting', async () => {
    await using app = await createTestApp();
    await addMover(app, { status: 'pending' });
    await startMove(app, oldIssuer, newIssuer);
    expect(await arriveAnew(app)).toEqual({ refused: 'account_pending' });
    expect(await identitiesIn(app)).toEqual(moved);
  });
});

const anew = (app: TestApp, change: Parameters<typeof profile>[0] = {}) =>
  arriveAnew(app, { issuer: sameIssuer, ...change });

describe('a provider that was set up anew', () => {
  test('locks its people out without a move, and lets them in with one', async () => {
    await using app = await createTestApp();
    await addMover(app, {}, { issuer: sameIssuer });
    expect(await anew(app)).toEqual({ refused: 'account_exists' });
    await startMove(app, sameIssuer, sameIssuer);
    expect(await anew(app)).toEqual({ user: email, notice: null });
    expect(await identitiesIn(app)).toEqual([`${email}: new at ${sameIssuer}`]);
    expect(await reportOf(app)).toEqual([`${email}: moved`]);
    expect(await anew(app)).toEqual({ user: email, notice: null });
  });

  test('is the same one when only the slash at the end differs', async () => {
    await using app = await createTestApp();
    await addMover(app, { isAdmin: true }, { issuer: sameIssuer });
    await startMove(app, sameIssuer, `${sameIssuer}/`);
    expect(await reportOf(app)).toEqual([`${email}: excluded, administrator`]);
    expect(await anew(app, { issuer: `${sameIssuer}/` })).toEqual({ refused: 'account_exists' });
  });

  test('takes each account over once', async () => {
    await using app = await createTestApp();
    await addMover(app, {}, { issuer: sameIssuer });
    await startMove(app, sameIssuer, sameIssuer);
    await anew(app);
    expect(await anew(app, { subject: 'another' })).toEqual({ refused: 'account_exists' });
    await changeMove(app, { began_at: Date.now() + 60_000 });
    expect(await anew(app, { subject: 'another' })).toEqual({ refused: 'account_exists' });
    expect(await identitiesIn(app)).toEqual([`${email}: new at ${sameIssuer}`]);
  });
});
