// Within one issuer the server cannot tell a person with a new subject from another person with the same address. When
// the old subject appears after all, nobody keeps what the new one got.
import { describe, expect, test } from 'bun:test';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { auditOf } from '../support/audit-lines.ts';
import {
  addMover,
  arriveAnew,
  email,
  identitiesIn,
  newIssuer,
  oldIssuer,
  reportOf,
  sameIssuer,
  startMove,
} from './movers.ts';
import { arrive, giveIdentity, profile } from './people-from-providers.ts';

const contested = { refused: 'identity_contested' } as const;

const arriveAsNew = (app: TestApp, subject = 'new') =>
  arriveAnew(app, { issuer: sameIssuer, subject });

const arriveAsOld = (app: TestApp) => arrive(app, profile({ subject: 'old', name: null }));

/** A person whose account the new subject has taken over. */
async function takenOver(app: TestApp, person: Parameters<typeof addPerson>[1] = {}) {
  const user = await addMover(app, person, { issuer: sameIssuer });
  const before = await startSession(app, user, 'oidc');
  await app.database.write((trx) =>
    trx.updateTable('sessions').set({ created_at: 1 }).where('user_id', '=', user.id).execute(),
  );
  await startMove(app, sameIssuer, sameIssuer);
  await arriveAsNew(app);
  return { user, before };
}

const statusOf = async (app: TestApp, token: string) =>
  (await app.get('/api/auth/me', token)).status;

describe('the old subject that appears after it was replaced', () => {
  test('is refused with the new one, and the administrator is told', async () => {
    await using app = await createTestApp();
    await takenOver(app);
    for (let round = 0; round < 2; round++) {
      expect(await arriveAsOld(app)).toEqual(contested);
      expect(await arriveAsNew(app)).toEqual(contested);
    }
    expect(await identitiesIn(app)).toEqual([]);
    expect(await reportOf(app)).toEqual([`${email}: contested`]);
    const told = (await auditOf(app)).filter((line) => line.startsWith('identity.contested'));
    expect(told).toEqual([
      'identity.contested failure {"provider":"oidc","subject":"old","reason":"identity_contested"}',
    ]);
    const lines = app.lines.map((line) => JSON.parse(line) as { event?: string; level: string });
    expect(lines.filter((line) => line.event === 'identity.contested')).toMatchObject([
      { level: 'warn', code: 'identity_contested' },
    ]);
  });

  test('takes from the account what was made since, and leaves what was there', async () => {
    await using app = await createTestApp();
    const { user, before } = await takenOver(app);
    const since = await startSession(app, user, 'oidc');
    const made = await app.post('/api/auth/api-token/regenerate', {}, since.access_token);
    const { apiToken } = made.body as { apiToken: string };
    const now = Date.now();
    await giveIdentity(app, user, { issuer: 'https://elsewhere.example.com', subject: 'x' });
    await app.database.write((trx) =>
      trx.updateTable('identities').set({ created_at: now }).where('subject', '=', 'x').execute(),
    );
    expect(await statusOf(app, apiToken)).toBe(200);
    await arriveAsOld(app);
    expect(await statusOf(app, since.access_token)).toBe(401);
    expect(await statusOf(app, apiToken)).toBe(401);
    expect(await statusOf(app, before.access_token)).toBe(200);
    expect(await identitiesIn(app)).toEqual([]);
  });

  test('leaves the password and the API token that were there before', async () => {
    await using app = await createTestApp();
    const grace = await addSignedIn(app, { email });
    const made = await app.post('/api/auth/api-token/regenerate', {}, grace.access_token);
    const { apiToken } = made.body as { apiToken: string };
    await app.database.write((trx) =>
      trx.updateTable('api_tokens').set({ created_at: 1 }).execute(),
    );
    await giveIdentity(app, grace.user, { subject: 'old' });
    await startMove(app, sameIssuer, sameIssuer);
    await arriveAsNew(app);
    await arriveAsOld(app);
    expect(await statusOf(app, apiToken)).toBe(200);
    const login = { email, password: 'correct horse battery' };
    expect((await app.post('/api/auth/login', login)).status).toBe(200);
  });

  test('ends the role that a group has given since', async () => {
    await using app = await createTestApp();
    const { user } = await takenOver(app);
    const since = await startSession(app, user, 'oidc');
    const role = { admin_group: 'admins', admin_group_until: Date.now() + 3_600_000 };
    await app.database.write((trx) =>
      trx.updateTable('users').set(role).where('id', '=', user.id).execute(),
    );
    expect((await app.get('/api/admin/stats', since.access_token)).status).toBe(200);
    await arriveAsOld(app);
    const row = await app.database.read
      .selectFrom('users')
      .select(['admin_group', 'admin_group_until', 'token_version'])
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ admin_group: null, admin_group_until: null, token_version: 2 });
  });

  test('removes a password that was set since, when there was none', async () => {
    await using app = await createTestApp();
    const { user } = await takenOver(app);
    await app.database.write((trx) =>
      trx.updateTable('users').set({ password_hash: 'x' }).where('id', '=', user.id).execute(),
    );
    await arriveAsOld(app);
    const row = await app.database.read
      .selectFrom('users')
      .select(['password_hash', 'token_version'])
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ password_hash: null, token_version: 2 });
  });

  test('is refused also after the end of the move, and when the person unlinked the new one', async () => {
    await using app = await createTestApp();
    await takenOver(app);
    await app.database.write(async (trx) => {
      await trx.updateTable('provider_moves').set({ ends_at: 1 }).execute();
      await trx.deleteFrom('identities').execute();
    });
    expect(await arriveAsOld(app)).toEqual(contested);
  });

  test('may be linked by hand, and signs in then', async () => {
    await using app = await createTestApp();
    const { user } = await takenOver(app);
    await arriveAsOld(app);
    await giveIdentity(app, user, { subject: 'old', email });
    expect(await arriveAsOld(app)).toMatchObject({ user: email });
    expect(await arriveAsNew(app)).toEqual(contested);
  });

  test('of an earlier move contests the subject of a later one, too', async () => {
    await using app = await createTestApp();
    await takenOver(app);
    await app.database.write(async (trx) => {
      await trx.updateTable('provider_moves').set({ ends_at: 1 }).execute();
      await trx.updateTable('identities').set({ last_used_at: 1, created_at: 1 }).execute();
    });
    await startMove(app, sameIssuer, sameIssuer);
    expect(await arriveAsNew(app, 'newer')).toMatchObject({ user: email });
    expect(await arriveAsOld(app)).toEqual(contested);
    expect(await arriveAsNew(app, 'newer')).toEqual(contested);
    expect(await arriveAsNew(app)).toEqual(contested);
  });

  test('is an ordinary stranger at another issuer, where it is linked as before', async () => {
    await using app = await createTestApp();
    await addMover(app);
    await startMove(app, oldIssuer, newIssuer);
    await arriveAnew(app);
    const back = profile({ issuer: oldIssuer, subject: 'old', name: null });
    expect(await arrive(app, back)).toEqual({ user: email, notice: null });
    expect(await identitiesIn(app)).toEqual([
      `${email}: new at ${newIssuer}`,
      `${email}: old at ${oldIssuer}`,
    ]);
  });
});

const rounds = 6;

describe('at the same moment', () => {
  test('of several new subjects with one address, one takes the account over', async () => {
    await using app = await createTestApp();
    await addPerson(app, { isAdmin: true });
    for (const [from, to] of [
      [sameIssuer, sameIssuer],
      [oldIssuer, newIssuer],
    ] as const) {
      for (let round = 0; round < rounds; round++) {
        const address = `p${round}@${new URL(from).host}`;
        await addMover(app, { email: address }, { issuer: from, subject: address });
      }
      await startMove(app, from, to);
      for (let round = 0; round < rounds; round++) {
        const address = `p${round}@${new URL(from).host}`;
        const outcomes = await Promise.all(
          ['a', 'b', 'c'].map((name) =>
            arriveAnew(app, { issuer: to, subject: `${address} ${name}`, email: address }),
          ),
        );
        expect(outcomes.filter((each) => 'user' in each)).toHaveLength(1);
        expect(outcomes.filter((each) => 'refused' in each)).toEqual([
          { refused: 'account_exists' },
          { refused: 'account_exists' },
        ]);
      }
      await app.services.providerMove.undo(null);
    }
  });

  test('the old subject and the new one never both have the account', async () => {
    await using app = await createTestApp();
    await addPerson(app, { isAdmin: true });
    for (let round = 0; round < rounds; round++) {
      const address = `p${round}@example.com`;
      await addMover(app, { email: address }, { issuer: sameIssuer, subject: `${address} old` });
    }
    await startMove(app, sameIssuer, sameIssuer);
    for (let round = 0; round < rounds; round++) {
      const address = `p${round}@example.com`;
      const as = (name: string) =>
        arriveAnew(app, { issuer: sameIssuer, subject: `${address} ${name}`, email: address });
      const outcomes = await Promise.all(
        round % 2 === 0 ? [as('old'), as('new')] : [as('new'), as('old')],
      );
      const kept = (await identitiesIn(app)).find((line) => line.startsWith(address));
      const after = [await as('old'), await as('new')];
      const signedIn = after.filter((each) => 'user' in each);
      expect(signedIn).toHaveLength(kept === undefined ? 0 : 1);
      if (kept !== undefined) expect(kept).toEndWith(`old at ${sameIssuer}`);
      expect(outcomes.length).toBe(2);
    }
  });

  test('of two starts, one is a move', async () => {
    await using app = await createTestApp();
    await addMover(app);
    const starts = await Promise.allSettled(
      [1, 2, 3].map(() => startMove(app, oldIssuer, newIssuer)),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await app.snapshot())['provider_moves']).toHaveLength(1);
  });
});
