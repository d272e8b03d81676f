// Upgrades of instances that share a database, one after the other, with real processes.
import { afterAll, describe, expect, test } from 'bun:test';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import manifest from '../../package.json' with { type: 'json' };
import { migrate, migrationNames, needsMigration } from '../../src/db/migrate.ts';
import { parsePostgresUrl } from '../../src/core/postgres-address.ts';
import { recordingSteps, stepsBeyond } from '../../src/db/migration-steps.ts';
import { openPostgres } from '../../src/db/postgres/open.ts';
import { instancePlace } from '../support/instance-place.ts';
import { ask, newDatabase } from '../support/postgres-databases.ts';
import { directory, endProcesses, type ServerProcess, startServer } from '../support/process.ts';
import { refusal } from '../support/refused-start.ts';

afterAll(endProcesses);

const secretKey = crypto.getRandomValues(new Uint8Array(32)).toHex();
const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };

function envOf(url: string): Readonly<Record<string, string>> {
  return { DATABASE_URL: url, SECRET_KEY: secretKey, SETUP_TOKEN: 'a token' };
}

/** What the next version would do to the tables, with the oldest version that it lets work on. */
async function upgrade(url: string, minVersion: string | null): Promise<void> {
  await ask(url, 'alter table users add column next_version text');
  await ask(url, 'alter table sessions add column next_version text');
  await ask(url, `insert into kysely_migration values ('999-next', '2099-01-01T00:00:00Z')`);
  if (minVersion === null) return;
  await ask(url, `insert into schema_changes values ('999-next', '${minVersion}')`);
}

/** Register, sign in, refresh, read. Answers every status. */
async function useIt(server: ServerProcess, email: string): Promise<readonly number[]> {
  const who = { ...person, email, setupToken: 'a token' };
  const registered = await server.post('/api/auth/register', who);
  const signedIn = await server.post('/api/auth/login', { email, password: person.password });
  const tokens = (await signedIn.json()) as { access_token: string; refresh_token: string };
  const refreshed = await server.post('/api/auth/refresh', { refresh_token: tokens.refresh_token });
  const me = await server.get('/api/auth/me', tokens.access_token);
  return [registered, signedIn, refreshed, me].map(({ status }) => status);
}

describe('a program beside the database of a newer version', () => {
  test('works on, and starts anew, when that version lets it', async () => {
    const url = await newDatabase();
    await using before = await startServer({ env: envOf(url) });
    const expected = await useIt(before, 'before@example.com');
    expect(expected).toEqual([201, 200, 200, 200]);
    await upgrade(url, manifest.version);
    expect(await useIt(before, 'during@example.com')).toEqual(expected);
    await using after = await startServer({ env: envOf(url) });
    expect(await useIt(after, 'after@example.com')).toEqual(expected);
  });

  test.each([
    ['says nothing of older ones', null],
    ['needs a later one', '99.0.0'],
    ['says what is no version', 'any'],
  ])('does not start when that version %s', async (_, minVersion) => {
    const url = await newDatabase();
    await using place = await instancePlace(url);
    await place.begin({ env: { SECRET_KEY: secretKey } });
    await upgrade(url, minVersion);
    expect(await refusal({ ...envOf(url), DATA_DIR: directory() })).toBe(
      'The database was written by a newer version of anchor-auth (it has 999-next); start that version or a later one; this one would not understand the data',
    );
  });
});

function make(name: string): (trx: Kysely<unknown>) => Promise<void> {
  return (trx) => trx.schema.createTable(name).addColumn('x', 'integer').execute();
}

test('a step that an older program survives records its version, in its own transaction', async () => {
  await using place = await instancePlace(await newDatabase());
  await using services = await place.start();
  const db = services.database.migrations;
  const known = Object.fromEntries(
    migrationNames.map((name) => [name, { up: () => Promise.resolve() }]),
  );
  const run = (steps: Parameters<typeof recordingSteps>[0]) => {
    const migrations = { ...known, ...recordingSteps(steps) };
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    return db
      .transaction()
      .execute((trx) => new Migrator({ db: trx, provider }).migrateToLatest())
      .then(({ error }) => error);
  };
  const survivable = { up: make('next_table'), minVersion: '0.1.0' };
  const strict = { up: make('strict_table') };
  expect(await run({ '900-survivable': survivable, '901-strict': strict })).toBeUndefined();
  const changes = () =>
    db.selectFrom('schema_changes').selectAll().where('name', 'not in', migrationNames).execute();
  expect(await changes()).toEqual([{ name: '900-survivable', min_version: '0.1.0' }]);
  expect(needsMigration(db)).rejects.toThrow('(it has 901-strict)');
  const failing = {
    minVersion: '0.1.0',
    up: async (trx: Kysely<unknown>) => {
      await make('half_table')(trx);
      await sql`select no_such_function()`.execute(trx);
    },
  };
  const steps = { '900-survivable': survivable, '901-strict': strict, '902-failing': failing };
  await run(steps).catch(() => undefined);
  expect(await changes()).toHaveLength(1);
});

test('an older program works beside the steps that only add', async () => {
  await using place = await instancePlace(await newDatabase());
  await using services = await place.start();
  const db = services.database.migrations;
  expect(await stepsBeyond(db, ['004-language', '006-groups'], '0.1.0')).toEqual([]);
  expect(await stepsBeyond(db, ['003-several-instances'], '0.1.0')).toHaveLength(1);
});

test('instances that start at the same moment on an empty database all come up', async () => {
  for (let round = 0; round < 3; round++) {
    const url = await newDatabase();
    const starts = [1, 2, 3].map(() => startServer({ env: envOf(url) }));
    const servers = await Promise.all(starts);
    const [first, second] = servers;
    expect(await useIt(first as ServerProcess, 'one@example.com')).toEqual([201, 200, 200, 200]);
    expect(await useIt(second as ServerProcess, 'two@example.com')).toEqual([201, 200, 200, 200]);
    for (const server of servers) expect(await server.stop()).toBe(0);
    const applied = await ask<{ name: string }>(url, 'select name from kysely_migration');
    expect(applied.map(({ name }) => name).toSorted()).toEqual([...migrationNames].toSorted());
  }
});

test('programs that prepare an empty database at the same moment wait for each other', async () => {
  for (let round = 0; round < 10; round++) {
    const address = parsePostgresUrl(await newDatabase());
    if ('problem' in address) throw new Error(address.problem);
    const databases = await Promise.all(
      Array.from({ length: 8 }, () => openPostgres(address.value)),
    );
    try {
      const ran = await Promise.all(databases.map(({ migrations }) => migrate(migrations)));
      expect(ran.filter((names) => names.length > 0)).toEqual([[...migrationNames]]);
    } finally {
      for (const database of databases) await database.close();
    }
  }
});

test('before it changes tables, the start says how a copy of them is made', async () => {
  const url = await newDatabase();
  const parsed = parsePostgresUrl(url.replace('anchor@', 'anchor:CANARY@'));
  if ('problem' in parsed) throw new Error(parsed.problem);
  const database = await openPostgres(parsed.value);
  await migrate(database.migrations, migrationNames.at(-2));
  await database.close();
  await ask(
    url,
    `insert into settings (key, value, is_encrypted, updated_at) values ('bootstrapped', 'true', 0, 1)`,
  );
  await using place = await instancePlace(url.replace('anchor@', 'anchor:CANARY@'));
  const options = { env: { SECRET_KEY: secretKey }, mayBegin: false };
  const lines: string[] = [];
  for (let round = 0; round < 2; round++) {
    await using services = await place.start(options);
    lines.push(...services.lines.filter((line) => line.includes('pg_dump')));
  }
  const { hostname, port, pathname } = new URL(url);
  expect(lines).toEqual([
    expect.stringContaining(
      `pg_dump --format=custom --file=before.dump --username=anchor --host=${hostname} --port=${port} ${pathname.slice(1)}`,
    ),
  ]);
  expect(lines.join()).not.toContain('CANARY');
});
