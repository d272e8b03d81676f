import { describe, expect, setSystemTime, test } from 'bun:test';
import { randomBytes } from '../../src/core/tokens.ts';
import { newId } from '../../src/core/uuid.ts';
import type { Insertable } from 'kysely';
import type { SessionTable } from '../../src/db/schema.ts';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A round that found nothing to do. */
const nothing = { sessions: 0, registrations: 0, flows: 0, auditEntries: 0 };

type Table = 'sessions' | 'sign_in_flows' | 'exchange_codes' | 'audit_log';

async function count(app: TestApp, table: Table): Promise<number> {
  return (await app.database.read.selectFrom(table).selectAll().execute()).length;
}

async function addSessions(
  app: TestApp,
  user: UserRow,
  { times, ...change }: Partial<Insertable<SessionTable>> & { readonly times: number },
): Promise<void> {
  const now = Date.now();
  await app.database.write(async (trx) => {
    for (let index = 0; index < times; index += 1) {
      const row: Insertable<SessionTable> = {
        id: newId(),
        user_id: user.id,
        provider: 'local',
        refresh_hash: randomBytes(32),
        refresh_expires_at: now + 90 * dayMs,
        rotated_at: null,
        user_agent: null,
        ip: null,
        created_at: now,
        last_used_at: now,
        ended_at: null,
        end_reason: null,
        ...change,
      };
      await trx.insertInto('sessions').values(row).execute();
    }
  });
}

async function addFlow(app: TestApp, expiresAt: number): Promise<void> {
  await app.database.write((trx) =>
    trx
      .insertInto('sign_in_flows')
      .values({
        state_hash: randomBytes(32),
        provider: 'oidc',
        issuer: 'https://id.example.com',
        redirect_uri: 'http://localhost:3000/api/auth/oidc/callback',
        kind: 'sign_in',
        answer: 'redirect',
        browser_hash: randomBytes(32),
        nonce: 'n',
        code_verifier: 'v',
        redirect: null,
        user_id: null,
        session_id: null,
        network: null,
        created_at: expiresAt - 600_000,
        expires_at: expiresAt,
      })
      .execute(),
  );
}

async function addCode(app: TestApp, user: UserRow, expiresAt: number, usedAt?: number) {
  await app.database.write((trx) =>
    trx
      .insertInto('exchange_codes')
      .values({
        code_hash: randomBytes(32),
        user_id: user.id,
        provider: 'oidc',
        redirect: null,
        notice: null,
        session_id: null,
        created_at: expiresAt - 60_000,
        expires_at: expiresAt,
        used_at: usedAt ?? null,
      })
      .execute(),
  );
}

async function addEntry(app: TestApp, at: number): Promise<void> {
  const who = { actor_id: null, actor_email: null, target_id: null, target_email: null };
  const what = { event: 'session.failed', outcome: 'failure', details: null } as const;
  await app.database.write((trx) =>
    trx
      .insertInto('audit_log')
      .values({ id: newId(), at, ...what, ...who, ip: null, user_agent: null })
      .execute(),
  );
}

describe('the cleanup removes', () => {
  const rows = [
    ['expired sessions', { refresh_expires_at: Date.now() - 1000 }, 0],
    ['sessions that ended more than a day ago', { ended_at: Date.now() - dayMs - 1000 }, 0],
    ['no session that ended within the day', { ended_at: Date.now() - dayMs + hourMs }, 3],
    ['no live session, however long unused', { last_used_at: 0, created_at: 0 }, 3],
  ] as const;
  test.each([...rows])('%s', async (_, change, left) => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    await addSessions(app, user, { times: 3, ...change });
    expect(await app.services.housekeeping.run()).toMatchObject({ sessions: 3 - left });
    expect(await count(app, 'sessions')).toBe(left);
  });

  test('expired flows and unused codes at once, and used codes a day after they expired', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    const now = Date.now();
    for (const at of [now - 1000, now - dayMs, now + hourMs]) await addFlow(app, at);
    for (const at of [now - dayMs - 1000, now - hourMs]) await addCode(app, user, at, at);
    for (const at of [now - 1000, now + 60_000]) await addCode(app, user, at);
    expect(await app.services.housekeeping.run()).toEqual({ ...nothing, flows: 4 });
    expect([await count(app, 'sign_in_flows'), await count(app, 'exchange_codes')]).toEqual([1, 2]);
  });

  const retentions = [
    [{}, 365],
    [{ AUDIT_RETENTION_DAYS: '30' }, 30],
    [{ AUDIT_RETENTION_DAYS: '1' }, 1],
  ] as const;
  test.each([...retentions])(
    'audit entries older than AUDIT_RETENTION_DAYS, as in %j',
    async (env, days) => {
      await using app = await createTestApp(env);
      const limit = Date.now() - days * dayMs;
      for (const at of [limit - hourMs, limit - 1000, limit + hourMs, Date.now()])
        await addEntry(app, at);
      expect(await app.services.housekeeping.run()).toMatchObject({ auditEntries: 2 });
      const left = await app.database.read.selectFrom('audit_log').select('at').execute();
      expect(left.every((entry) => entry.at > limit)).toBeTrue();
    },
  );
});

test('the cleanup removes more than one batch, and keeps valid rows among them', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app);
  const past = Date.now() - 400 * dayMs;
  for (let index = 0; index < 5; index += 1) {
    await addSessions(app, own.user, { times: 50, refresh_expires_at: past });
    await addSessions(app, own.user, { times: 10 });
  }
  for (let index = 0; index < 250; index += 1) {
    await addFlow(app, past);
    await addCode(app, own.user, past);
    await addEntry(app, past);
  }
  const removed = await app.services.housekeeping.run();
  expect(removed).toEqual({ ...nothing, sessions: 250, flows: 500, auditEntries: 250 });
  expect(await count(app, 'sessions')).toBe(51);
  expect((await app.get('/api/auth/me', own.access_token)).status).toBe(200);
  expect(await app.services.housekeeping.run()).toEqual(nothing);
});

test('a second cleanup joins the running one', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app);
  await addSessions(app, user, { times: 250, refresh_expires_at: Date.now() - 1000 });
  const { housekeeping } = app.services;
  const rounds = [housekeeping.run(), housekeeping.run()];
  const [first, second] = await Promise.all(rounds);
  expect(first).toEqual({ ...nothing, sessions: 250 });
  expect(second).toBe(first);
  await addSessions(app, user, { times: 1, refresh_expires_at: Date.now() - 1000 });
  expect(await housekeeping.run()).toMatchObject({ sessions: 1 });
});

test('a clock that is set forward ends no session and removes no audit entry', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app);
  await addEntry(app, Date.now());
  setSystemTime(Date.now() + 500 * dayMs);
  expect(await app.services.housekeeping.run()).toEqual(nothing);
  setSystemTime();
  const { refresh_token } = own;
  expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(200);
  expect(await count(app, 'audit_log')).toBe(1);
});

test('a clock that is set back keeps everything a little longer', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app);
  await addSessions(app, user, { times: 2, refresh_expires_at: Date.now() - 1000 });
  setSystemTime(Date.now() - dayMs);
  expect(await app.services.housekeeping.run()).toMatchObject({ sessions: 0 });
  setSystemTime();
  expect(await app.services.housekeeping.run()).toMatchObject({ sessions: 2 });
});

test('a session refreshed in time stays, also while expired ones are being removed', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app);
  const tokens: Tokens[] = [];
  for (let index = 0; index < 120; index += 1) tokens.push(await startSession(app, user));
  const soon = Date.now() + 60;
  await app.database.write((trx) =>
    trx.updateTable('sessions').set({ refresh_expires_at: soon }).execute(),
  );
  const rounds = async () => {
    while (Date.now() < soon + 30) await app.services.housekeeping.run();
  };
  const refreshed: Tokens[] = [];
  const refreshes = async () => {
    for (const { refresh_token } of tokens) {
      const answer = await app.post('/api/auth/refresh', { refresh_token });
      if (answer.status === 200) refreshed.push(answer.body as Tokens);
    }
  };
  await Promise.all([rounds(), refreshes()]);
  await app.services.housekeeping.run();
  const live = await app.database.read
    .selectFrom('sessions')
    .select('id')
    .where('refresh_expires_at', '>', soon)
    .execute();
  expect(live.length).toBe(refreshed.length);
  for (const { access_token } of refreshed) {
    expect((await app.get('/api/auth/me', access_token)).status).toBe(200);
  }
});

test('a server that stops during a cleanup stops after the current batch', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app);
  await addSessions(app, user, { times: 350, refresh_expires_at: Date.now() - 1000 });
  const round = app.services.housekeeping.run();
  await app.restart();
  const { sessions } = await round;
  expect(sessions).toBeLessThan(350);
  expect(await count(app, 'sessions')).toBe(350 - sessions);
});
