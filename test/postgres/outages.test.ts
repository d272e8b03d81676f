// What callers meet while the PostgreSQL server is away: 503 with Retry-After, never 500, and everything again when
// it is back. Each answer is also held against the rules of all answers, of which that of Retry-After is one.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { SQL } from 'bun';
import { addAdmin } from '../admin/administrator.ts';
import { addPerson, password } from '../support/people.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { endProcesses, startServer } from '../support/process.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';

setDefaultTimeout(300_000);
afterAll(endProcesses);

/** Its own, because it is stopped and frozen. */
let cluster: Cluster;

const github = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };

/** The address of a database without tables. */
async function newDatabase(): Promise<string> {
  const url = new URL(cluster.url);
  url.pathname = `/test_${crypto.randomUUID().replaceAll('-', '')}`;
  await using sql = new SQL(cluster.url, { max: 1 });
  await sql.unsafe(`create database ${url.pathname.slice(1)}`);
  return url.href;
}

async function createCast(url?: string) {
  const app = await createTestApp({ ...github, DATABASE_URL: url ?? (await newDatabase()) });
  const admin = await addAdmin(app);
  const email = 'grace@example.com';
  await addPerson(app, { email });
  return { app, admin, login: { email, password } };
}

type Cast = Awaited<ReturnType<typeof createCast>>;

/** Reads by key, reads of lists, long reads and changes. */
const requests: readonly (readonly [string, (cast: Cast) => ReturnType<TestApp['get']>])[] = [
  ['read who calls', ({ app, admin }) => app.get('/api/auth/me', admin.access_token)],
  ['list sessions', ({ app, admin }) => app.get('/api/auth/sessions', admin.access_token)],
  ['read who calls, by the other API', ({ app, admin }) => app.get('/auth/me', admin.access_token)],
  ['list providers', ({ app }) => app.get('/auth/providers')],
  ['read a setting', ({ app }) => app.get('/api/auth/registration-mode')],
  ['count users', ({ admin }) => admin.ask('GET', '/stats')],
  ['search users', ({ admin }) => admin.ask('GET', '/users?search=grace')],
  ['sign in', ({ app, login }) => app.post('/api/auth/login', login)],
  ['begin at a provider', ({ app }) => app.get('/api/auth/oauth/github')],
  ['change a setting', ({ admin }) => admin.ask('PATCH', '/settings/registration', review)],
];

const review = { mode: 'review' };

async function whenBack({ app, admin }: Cast): Promise<void> {
  while ((await app.get('/health/ready')).status !== 200) await Bun.sleep(20);
  for (const [name, ask] of requests) {
    const { status } = await ask({ app, admin, login: { email: 'grace@example.com', password } });
    expect({ name, status }).toEqual({ name, status: 200 });
  }
  const { refresh_token } = admin;
  expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(200);
}

interface Trouble {
  readonly name: string;
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const troubles: readonly Trouble[] = [
  { name: 'is stopped', begin: () => cluster.stop('fast'), end: () => cluster.start() },
  { name: 'has crashed', begin: () => cluster.stop('immediate'), end: () => cluster.start() },
  { name: 'is frozen', begin: () => cluster.freeze(), end: () => cluster.thaw() },
];

interface Place {
  readonly sql: SQL;
  readonly role: string;
  readonly database: string;
}

interface Closure {
  readonly name: string;
  readonly close: (place: Place) => Promise<unknown>;
  readonly open: (place: Place) => Promise<unknown>;
}

/** Ways in which a server that runs is no longer let in. */
const closures: readonly Closure[] = [
  {
    name: 'does not know the password any more',
    close: ({ sql, role }) => sql.unsafe(`alter role ${role} password 'second'`),
    open: ({ sql, role }) => sql.unsafe(`alter role ${role} password 'first'`),
  },
  {
    name: 'does not let the role in any more',
    close: ({ sql, role }) => sql.unsafe(`alter role ${role} nologin`),
    open: ({ sql, role }) => sql.unsafe(`alter role ${role} login`),
  },
  {
    name: 'has the database no more',
    close: (place) => rename(place, place.database, `${place.database}_gone`),
    open: (place) => rename(place, `${place.database}_gone`, place.database),
  },
  {
    name: 'lets nothing in to the database',
    close: ({ sql, role, database }) =>
      sql.unsafe(
        `alter role ${role} nosuperuser; revoke connect on database ${database} from public`,
      ),
    open: ({ sql, role }) => sql.unsafe(`alter role ${role} superuser`),
  },
];

async function disconnect({ sql, role }: Place): Promise<void> {
  await sql`select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = ${role}`;
}

async function rename(place: Place, from: string, to: string): Promise<void> {
  await disconnect(place);
  await place.sql.unsafe(`alter database ${from} rename to ${to}`);
}

/** Other roles go on without one. */
async function demandPassword(sql: SQL, role: string): Promise<void> {
  const [row] = await sql<{ hba_file: string }[]>`show hba_file`;
  const file = row?.hba_file ?? '';
  const lines = readFileSync(file, 'utf8');
  writeFileSync(file, `host all ${role} 127.0.0.1/32 scram-sha-256\n${lines}`);
  await sql`select pg_reload_conf()`;
}

describe('while the database server', () => {
  beforeAll(async () => {
    // What a crash of the others loses would be no fault of the program.
    cluster = await startCluster({ isDurable: true });
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  test.each(troubles)(
    '$name, all is refused with 503, and all works again after it',
    async (it) => {
      const cast = await createCast();
      await using app = cast.app;
      await it.begin();
      try {
        const asked = requests.map(async ([name, ask]) => {
          const { status, text } = await ask(cast);
          expect({ name, status }).toEqual({ name, status: 503 });
          expect(text).not.toMatch(/postgres|connect|ECONN|timeout/i);
        });
        await Promise.all(asked);
        const ready = await app.get('/health/ready');
        expect(ready).toMatchObject({
          status: 503,
          body: { status: 'unavailable', database: 'unavailable' },
        });
        expect((await app.get('/health/live')).status).toBe(200);
      } finally {
        await it.end();
      }
      await whenBack(cast);
    },
  );

  test.each(closures)('$name, all is refused with 503', async ({ close, open }) => {
    await using sql = new SQL(cluster.url, { max: 1 });
    const address = new URL(await newDatabase());
    const database = address.pathname.slice(1);
    const role = `role_${database}`;
    await sql.unsafe(`create role ${role} superuser login password 'first'`);
    await demandPassword(sql, role);
    address.username = role;
    address.password = 'first';
    const cast = await createCast(address.href);
    await using app = cast.app;
    const place = { sql, role, database };
    await close(place);
    await disconnect(place);
    try {
      for (const [name, ask] of requests) {
        const { status, text } = await ask(cast);
        expect({ name, status }).toEqual({ name, status: 503 });
        expect(text).not.toMatch(/postgres|password|role_|test_/i);
      }
      expect((await app.get('/health/ready')).status).toBe(503);
      expect(app.lines.filter((line) => line.includes('internal_error'))).toEqual([]);
    } finally {
      await open(place);
    }
    await whenBack(cast);
  });

  test('loses connections, requests succeed or are refused with 503', async () => {
    const cast = await createCast();
    await using app = cast.app;
    await using sql = new SQL(cluster.url, { max: 1 });
    const progress = { isOver: false };
    const kill = async () => {
      while (!progress.isOver) {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'anchor-auth'`;
        await Bun.sleep(5);
      }
    };
    const killing = kill();
    const statuses = new Set<number>();
    try {
      for (let round = 0; round < 5; round += 1) {
        const answers = await Promise.all(requests.map(([, ask]) => ask(cast)));
        for (const { status } of answers) statuses.add(status);
      }
    } finally {
      progress.isOver = true;
      await killing;
    }
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await whenBack(cast);
    expect(app.lines.filter((line) => line.includes('internal_error'))).toEqual([]);
  });

  test('is frozen, probes are answered and do not pile up', async () => {
    const { app } = await createCast();
    await using _ = app;
    await app.restart();
    await cluster.freeze();
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, () => app.get('/health/ready')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    } finally {
      await cluster.thaw();
    }
    while ((await app.get('/health/ready')).status !== 200) await Bun.sleep(20);
    await using sql = new SQL(cluster.url, { max: 1 });
    const probing = async () => {
      const rows = await sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where application_name = 'anchor-auth' and query like '%from "settings" limit%'`;
      return rows[0]?.count;
    };
    while ((await probing()) !== 1) await Bun.sleep(20);
  });

  test('goes and comes, the process goes on', async () => {
    using directory = temporaryDirectory();
    const DATABASE_URL = await newDatabase();
    const begun = await createTestApp({ DATA_DIR: directory.path, DATABASE_URL });
    await begun[Symbol.asyncDispose]();
    await using server = await startServer({ dataDir: directory.path, env: { DATABASE_URL } });
    const ready = async () => (await server.get('/health/ready')).status;
    for (const { begin, end } of troubles) {
      expect(await ready()).toBe(200);
      await begin();
      while ((await ready()) !== 503) await Bun.sleep(20);
      await end();
      while ((await ready()) !== 200) await Bun.sleep(20);
    }
    expect(await server.stop()).toBe(0);
  });
});
