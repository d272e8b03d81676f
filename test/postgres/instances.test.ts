// Several servers on one PostgreSQL database: the list of them, and which one does the cleanup.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { SQL } from 'bun';
import { hostname } from 'node:os';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { createLog } from '../../src/io/log.ts';
import { createServices } from '../../src/services.ts';
import { version } from '../../src/version.ts';
import { addAdmin } from '../admin/administrator.ts';
import { type HeldTimers, holdTimers } from '../support/held-timers.ts';
import { createPair } from '../support/instance-pair.ts';
import { addPerson, startSession } from '../support/people.ts';
import { newDatabase } from '../support/postgres-databases.ts';
import { endProcesses, startServer } from '../support/process.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

setDefaultTimeout(120_000);
afterAll(endProcesses);

const instancesOf = ({ database }: TestApp) =>
  database.read.selectFrom('instances').selectAll().execute();

test('an administrator sees all servers, and one that stops is gone at once', async () => {
  await using pair = await createPair();
  const { one, other } = pair;
  const admin = await addAdmin(one);
  const instances = async () => (await admin.ask('GET', '/stats')).body;
  const text = expect.any(String);
  const instance = { host: text, version, startedAt: text, seenAt: text };
  expect(await instances()).toMatchObject({ instances: [instance, instance] });
  await other.restart();
  expect(await instances()).toMatchObject({ instances: [instance, instance] });
  await one.restart();
  expect(await instancesOf(other)).toHaveLength(2);
});

test('a command beside a server is not listed', async () => {
  await using app = await createTestApp({ DATABASE_URL: await newDatabase() });
  const log = createLog({ level: 'error', format: 'json', write: () => undefined });
  const { config } = app.services;
  const command = await createServices({ config, log, tenancy: 'visitor', mayBegin: true });
  expect(await instancesOf(app)).toHaveLength(1);
  await command.close();
  expect(await instancesOf(app)).toHaveLength(1);
});

const rowOf = (id: string, seen_at: number) => ({ id, seen_at, host: id, version, started_at: 0 });

/** The pauses before the renewals so far; each has another length. */
function pauses(timers: HeldTimers): readonly number[] {
  return timers.lengths().filter((lengthMs) => lengthMs >= 18_000 && lengthMs <= 22_000);
}

/** Waits for the pause before a renewal, and lets it pass. */
async function passPause(timers: HeldTimers, round: number): Promise<void> {
  while (pauses(timers).length < round) await Bun.sleep(1);
  for (const lengthMs of pauses(timers)) timers.pass(lengthMs);
}

test('a server renews its row, and removes those not seen for two minutes', async () => {
  using timers = holdTimers();
  await using app = await createTestApp({ DATABASE_URL: await newDatabase() });
  const now = Date.now();
  await app.database.write(async (trx) => {
    await trx.deleteFrom('instances').execute();
    const rows = [rowOf('dead', now - 121_000), rowOf('late', now - 60_000)];
    await trx.insertInto('instances').values(rows).execute();
  });
  const names = async () => (await instancesOf(app)).map(({ id }) => id);
  await passPause(timers, 1);
  await passPause(timers, 2);
  while ((await names()).includes('dead')) await Bun.sleep(1);
  expect(await names()).toEqual(['late', expect.any(String)]);
});

test('a server whose row cannot be renewed says so once and goes on', async () => {
  using timers = holdTimers();
  await using app = await createTestApp({ DATABASE_URL: await newDatabase() });
  const { schema } = app.database.migrations;
  await schema.alterTable('instances').renameTo('elsewhere').execute();
  for (const round of [1, 2, 3]) await passPause(timers, round);
  while (pauses(timers).length < 4) await Bun.sleep(1);
  const complaints = () => app.lines.filter((line) => line.includes('list of instances'));
  expect(complaints()).toHaveLength(1);
  await schema.alterTable('elsewhere').renameTo('instances').execute();
  const before = await instancesOf(app);
  await passPause(timers, 4);
  while (Bun.deepEquals(await instancesOf(app), before)) await Bun.sleep(1);
});

test('a server that was not seen while its instance moved away ends when it is back', async () => {
  const DATABASE_URL = await newDatabase();
  using directory = temporaryDirectory();
  const begun = await createTestApp({ DATABASE_URL, DATA_DIR: directory.path });
  await addPerson(begun);
  await begun[Symbol.asyncDispose]();
  await using server = await startServer({ dataDir: directory.path, env: { DATABASE_URL } });
  await using sql = new SQL(DATABASE_URL, { max: 1 });
  const before: unknown = await sql`select * from instances`;
  // What a move leaves behind; the next renewal is at most 22 seconds away.
  await sql`insert into settings (key, value, is_encrypted, updated_at)
    values ('moved.to', 'the directory /srv/anchor', 0, 0)`;
  expect(await server.exited).toBe(1);
  expect(server.err()).toContain(
    'anchor-auth: This instance has moved to the directory /srv/anchor; set DATABASE_URL',
  );
  expect(await sql`select * from instances`).toEqual(before);
});

test('a server says at its start that another one has another APP_URL', async () => {
  const DATABASE_URL = await newDatabase();
  const [APP_URL, other] = ['https://auth.example.com', 'https://auth.example.org'];
  await using first = await createTestApp({ DATABASE_URL, APP_URL });
  const { place } = first;
  const about = async (url: string) => {
    await using app = await createTestApp({ ...place, DATABASE_URL, APP_URL: url });
    return (await startWarnings(app.services)).filter((line) => line.includes('APP_URL'));
  };
  expect(await about(APP_URL)).toEqual([]);
  expect(await about(other)).toEqual([
    `The server on ${hostname()} uses the same database with APP_URL ${APP_URL}, and this one with ${other}: they refuse each other's access tokens until both have the same`,
  ]);
  await first.database.write((trx) => trx.updateTable('instances').set({ seen_at: 0 }).execute());
  expect(await about(other)).toEqual([]);
});

async function addExpiredSessions(app: TestApp, count: number): Promise<void> {
  const user = await addPerson(app, { email: `${crypto.randomUUID()}@example.com` });
  for (let index = 0; index < count; index += 1) await startSession(app, user);
  await app.database.write((trx) =>
    trx
      .updateTable('sessions')
      // Without an address, as the cleanup keeps what tells from where an account is used.
      .set({ refresh_expires_at: Date.now() - 1000, ip: null })
      .where('user_id', '=', user.id)
      .execute(),
  );
}

const removedBy = async (app: TestApp) => (await app.services.housekeeping.run()).sessions;

test('exactly one of two servers does the cleanup, and goes on doing it', async () => {
  await using pair = await createPair();
  const { one, other } = pair;
  await addExpiredSessions(one, 5);
  const removed = await Promise.all([removedBy(one), removedBy(other)]);
  expect(removed.toSorted((first, second) => first - second)).toEqual([0, 5]);
  const [holder, idle] = removed[0] === 5 ? [one, other] : [other, one];
  await addExpiredSessions(one, 3);
  expect(await removedBy(idle)).toBe(0);
  expect(await removedBy(holder)).toBe(3);
});

test('another server takes the cleanup over when the holder stops', async () => {
  await using pair = await createPair();
  const { one, other } = pair;
  await removedBy(one);
  await addExpiredSessions(other, 4);
  expect(await removedBy(other)).toBe(0);
  await one.restart();
  expect(await removedBy(other)).toBe(4);
});

test('another server takes the cleanup over when the holder was killed', async () => {
  await using pair = await createPair();
  const { one, other } = pair;
  await removedBy(one);
  await addExpiredSessions(other, 4);
  const leave = (msAgo: number) =>
    other.database.write((trx) =>
      trx
        .updateTable('leases')
        .set({ holder: 'a dead one', held_until: Date.now() - msAgo })
        .execute(),
    );
  await leave(-60_000);
  expect(await removedBy(other)).toBe(0);
  await leave(60_000);
  expect(await removedBy(other)).toBe(4);
});
