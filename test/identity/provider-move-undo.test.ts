import { describe, expect, test } from 'bun:test';
import { rememberUnlinked } from '../../src/features/federation/identities/service.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { chosen, makeLink, resetBy, tokenOf } from '../links/links.ts';
import { addPerson, addSignedIn, deletePerson, startSession } from '../support/people.ts';
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
import { arrive, giveIdentity, profile } from './people-from-providers.ts';

async function undo(app: TestApp): Promise<void> {
  await app.services.providerMove.undo(null);
}

const restored = [`${email}: old at ${oldIssuer}`];

const identityRows = async (app: TestApp) =>
  app.database.read
    .selectFrom('identities')
    .select(['user_id', 'provider', 'issuer', 'subject', 'email', 'email_verified'])
    .select(['email_follows', 'created_at', 'last_used_at'])
    .orderBy('subject')
    .execute();

describe('undoing a move', () => {
  test('gives back the identity as it was, during the move and after its end', async () => {
    for (const ends of [false, true]) {
      await using app = await createTestApp();
      await addPerson(app, { isAdmin: true });
      await arrive(app, profile({ issuer: oldIssuer, subject: 'old', email: 'Grace@example.com' }));
      const before = await identityRows(app);
      await startMove(app, oldIssuer, newIssuer);
      await arriveAnew(app);
      expect(await identityRows(app)).not.toEqual(before);
      if (ends) await changeMove(app, { ends_at: 1 });
      await undo(app);
      expect(await identityRows(app)).toEqual(before);
      expect((await auditOf(app)).at(-1)).toBe(
        `provider_move.undone success {"from":"${oldIssuer}","to":"${newIssuer}","restored":1}`,
      );
      expect(await reportOf(app)).toEqual(['grace@example.com: restored']);
    }
  });

  test('ends what was made since the person was taken over, and nothing of others', async () => {
    await using app = await createTestApp();
    const user = await addMover(app);
    const other = await addSignedIn(app, { email: 'other@example.com' });
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    const since = await startSession(app, user, 'oidc');
    await undo(app);
    expect((await app.get('/api/auth/me', since.access_token)).status).toBe(401);
    expect((await app.get('/api/auth/me', other.access_token)).status).toBe(200);
  });

  test('removes a password that was chosen since with a link, which takes no old one', async () => {
    await using app = await createTestApp();
    const user = await addMover(app, { password: 'correct horse battery' });
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    expect((await resetBy(app, tokenOf(await makeLink(app, user)))).status).toBe(200);
    const login = () => app.post('/api/auth/login', { email, password: chosen });
    expect((await login()).status).toBe(200);
    await undo(app);
    expect((await login()).status).toBe(401);
  });

  test('lets the old subjects in, and the new ones of the same issuer no longer', async () => {
    await using app = await createTestApp();
    await addMover(app, {}, { issuer: sameIssuer });
    await startMove(app, sameIssuer, sameIssuer);
    await arriveAnew(app, { issuer: sameIssuer });
    await undo(app);
    expect(await arriveAnew(app, { issuer: sameIssuer })).toEqual({ refused: 'account_exists' });
    expect(await arrive(app, profile({ subject: 'old' }))).toMatchObject({ user: email });
  });

  test('settles a contest in favour of the old subject', async () => {
    await using app = await createTestApp();
    await addMover(app, {}, { issuer: sameIssuer });
    await startMove(app, sameIssuer, sameIssuer);
    await arriveAnew(app, { issuer: sameIssuer });
    await arrive(app, profile({ subject: 'old' }));
    await undo(app);
    expect(await arriveAnew(app, { issuer: sameIssuer })).toEqual({ refused: 'account_exists' });
    expect(await arrive(app, profile({ subject: 'old' }))).toMatchObject({ user: email });
  });

  test('leaves a subject with the account that has it by now', async () => {
    await using app = await createTestApp();
    await addMover(app);
    const other = await addPerson(app, { email: 'other@example.com' });
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    await giveIdentity(app, other, { issuer: oldIssuer, subject: 'old' });
    await undo(app);
    expect(await identitiesIn(app)).toEqual([`other@example.com: old at ${oldIssuer}`]);
    expect((await auditOf(app)).at(-1)).toContain('"restored":0');
  });

  test('gives nothing back to people who unlinked the provider, or linked the old one again', async () => {
    for (const prepare of [
      (app: TestApp, user: UserRow) =>
        app.database.write((trx) =>
          rememberUnlinked(
            trx,
            [{ provider: 'oidc', issuer: newIssuer, subject: 'new', user_id: user.id }],
            1,
          ),
        ),
      (app: TestApp, user: UserRow) =>
        giveIdentity(app, user, { issuer: `${oldIssuer}/`, subject: 'by hand' }),
    ]) {
      await using app = await createTestApp();
      const user = await addMover(app);
      await startMove(app, oldIssuer, newIssuer);
      await arriveAnew(app);
      await prepare(app, user);
      await undo(app);
      expect(await identitiesIn(app)).not.toContain(`${email}: old at ${oldIssuer}`);
    }
  });

  test('leaves the administrator who undoes it signed in', async () => {
    await using app = await createTestApp();
    const admin = await addMover(app, { isAdmin: true });
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    const own = await startSession(app, admin, 'oidc');
    const path = '/api/admin/provider-move/undo';
    const answer = await app.send({ method: 'POST', path, bearer: own.access_token });
    expect(answer.status).toBe(200);
    expect((await app.get('/api/auth/me', own.access_token)).status).toBe(200);
    expect(await identitiesIn(app)).toEqual(restored);
  });

  test('passes over accounts that are gone', async () => {
    await using app = await createTestApp();
    const user = await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    await deletePerson(app, user);
    await undo(app);
    expect(await identitiesIn(app)).toEqual([]);
  });

  test('takes nobody over any more, and a new move may begin', async () => {
    await using app = await createTestApp();
    await addMover(app, { email: 'changed-here@example.com' }, { email });
    await startMove(app, oldIssuer, newIssuer);
    await undo(app);
    expect(await arriveAnew(app, { emailVerified: false })).toEqual({ user: email, notice: null });
    expect(await identitiesIn(app)).toContain(`changed-here@example.com: old at ${oldIssuer}`);
    await startMove(app, oldIssuer, newIssuer);
    expect(await reportOf(app)).toEqual(['changed-here@example.com: excluded, address_of_another']);
  });

  test('at the same moment as an arrival leaves one identity', async () => {
    for (let round = 0; round < 4; round++) {
      await using app = await createTestApp();
      await addMover(app, {}, { issuer: oldIssuer });
      await startMove(app, oldIssuer, newIssuer);
      const arrival = () => arriveAnew(app, { emailVerified: true });
      await Promise.all(round % 2 === 0 ? [undo(app), arrival()] : [arrival(), undo(app)]);
      expect(await identitiesIn(app)).toEqual(expect.arrayContaining(restored));
    }
  });
});
