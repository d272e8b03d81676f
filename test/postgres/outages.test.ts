// Requests while the PostgreSQL server is away are answered 503 with Retry-After, never 500, and succeed again when
// it is back. Each answer is also held against the rules of all answers, of which that of Retry-After is one.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { SQL } from 'bun';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { newDatabase } from '../support/postgres-databases.ts';
import { endProcesses, startServer } from '../support/process.ts';
import { createTestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { createCast, requests, whenBack } from './outage-cast.ts';

setDefaultTimeout(300_000);
afterAll(endProcesses);

/** Its own, because it is stopped and frozen. */
let cluster: Cluster;

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

describe('while the database server', () => {
  beforeAll(async () => {
    // A crash of a server without fsync would lose commits, which no program can prevent.
    cluster = await startCluster({ isDurable: true });
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  test.each(troubles)(
    '$name, all is refused with 503, and all works again after it',
    async (it) => {
      const cast = await createCast(await newDatabase({ server: cluster.url }));
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

  test('loses connections, requests succeed or are refused with 503', async () => {
    const cast = await createCast(await newDatabase({ server: cluster.url }));
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
    const { app } = await createCast(await newDatabase({ server: cluster.url }));
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
    // Other queries may use the connection of a probe after it.
    do {
      await app.get('/health/ready');
    } while ((await probing()) !== 1);
  });

  test('goes and comes back, the process goes on', async () => {
    using directory = temporaryDirectory();
    const DATABASE_URL = await newDatabase({ server: cluster.url });
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
