// The tests on PostgreSQL need an empty database each, and a server that ends with its process.
import { SQL } from 'bun';
import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { applicant } from '../support/people.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { endProcesses, projectRoot, runProgram } from '../support/process.ts';
import { createTestApp } from '../support/test-app.ts';
import { createPostgresStorage } from '../support/test-storage.ts';

afterAll(endProcesses);

/** The names of a database's tables, and how many rows each has. */
async function contentOf(url: string): Promise<Record<string, number>> {
  await using sql = new SQL(url, { max: 1 });
  const tables: { name: string }[] = await sql`
    select tablename as name from pg_tables where schemaname = 'public' order by name`;
  const counts = tables.map(async ({ name }) => {
    const [row]: { rows: number }[] = await sql.unsafe(`select count(*)::int as rows from ${name}`);
    return [name, row?.rows ?? -1] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function change(url: string, statement: string): Promise<void> {
  await using sql = new SQL(url, { max: 1 });
  await sql.unsafe(statement);
}

const row = `insert into settings (key, value, is_encrypted, updated_at) values ('x', 'x', 0, 1)`;

describe('the database of a test', () => {
  test('is empty again for the next', async () => {
    const first = await createPostgresStorage();
    const empty = await contentOf(first.url);
    {
      await using app = await createTestApp({ DATABASE_URL: first.url });
      expect((await app.post('/api/auth/register', applicant())).status).toBe(201);
    }
    expect(await contentOf(first.url)).not.toEqual(empty);
    await first[Symbol.asyncDispose]();
    await using next = await createPostgresStorage();
    expect(next.url).toBe(first.url);
    expect(await contentOf(next.url)).toEqual(empty);
  });

  test.each([
    ['table', 'drop table login_failures'],
    ['name of a table', 'alter table settings rename to x'],
    ['migration', `insert into kysely_migration values ('999-tomorrow', '2030-01-01')`],
    ['table of migrations', 'drop table kysely_migration'],
    ['column', 'alter table users add column x text'],
    ['constraint', 'alter table settings drop constraint settings_pkey'],
    [
      'trigger',
      `create trigger t before insert on users execute function suppress_redundant_updates_trigger()`,
    ],
    [
      'setting',
      `do $$ begin execute 'alter database ' || current_database() || ' set jit = off'; end $$`,
    ],
  ])('is not used again when a test changed a %s', async (_, statement) => {
    const first = await createPostgresStorage();
    await change(first.url, statement);
    await first[Symbol.asyncDispose]();
    await using next = await createPostgresStorage();
    expect(next.url).not.toBe(first.url);
  });

  test('is no other test’s at the same time', async () => {
    await using one = await createPostgresStorage();
    await using other = await createPostgresStorage();
    await change(one.url, row);
    expect((await contentOf(one.url))['settings']).toBe(1);
    expect((await contentOf(other.url))['settings']).toBe(0);
  });

  test('shows a connection that was left open', async () => {
    const storage = await createPostgresStorage({ leakChecks: 3 });
    const forgotten = new SQL(storage.url, { max: 1 });
    await forgotten`select 'forgotten'`;
    expect(storage[Symbol.asyncDispose]()).rejects.toThrow('forgotten');
    await forgotten.close();
  });
});

describe('a server of a test', () => {
  test('is one for all that ask for it', async () => {
    expect(await postgresServer()).toBe(await postgresServer());
  });

  test('can crash and start again with what was committed', async () => {
    await using cluster = await startCluster({ settings: { synchronous_commit: 'on' } });
    await change(cluster.url, 'create table kept as select 1 as one');
    await cluster.stop('immediate');
    await cluster.start();
    expect(await contentOf(cluster.url)).toEqual({ kept: 1 });
  });

  test('ends although it is frozen', async () => {
    const cluster = await startCluster();
    const pid = await cluster.pid();
    process.kill(pid, 'SIGSTOP');
    await cluster[Symbol.asyncDispose]();
    expect(existsSync(cluster.directory)).toBe(false);
    expect(await answers(cluster.url)).toBe(false);
  });

  test('ends with a process that is killed', async () => {
    const child = join(projectRoot, 'test/support/postgres-child.ts');
    const { out, err } = await runProgram([], { command: [process.execPath, child] });
    expect(err).toBe('');
    const { directory, url } = JSON.parse(out) as Record<'directory' | 'url', string>;
    while (existsSync(directory)) await Bun.sleep(5);
    expect(await answers(url)).toBe(false);
  });
});

/** Whether a server can be connected to. */
async function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return Bun.connect({ hostname, port: Number(port), socket: { data() {} } }).then(
    (socket) => {
      socket.end();
      return true;
    },
    () => false,
  );
}
