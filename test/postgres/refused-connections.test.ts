// What callers meet while the PostgreSQL server is well but no longer lets the server in.
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { SQL } from 'bun';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import { newDatabase } from '../support/postgres-databases.ts';
import { createCast, requests, whenBack } from './outage-cast.ts';

setDefaultTimeout(300_000);

/** Its own, because who may connect to it is changed. */
let cluster: Cluster;

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

/** Ends all sessions, also of a server that was just signing in: it is seen only once that has succeeded. */
async function disconnect({ sql, role }: Place): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    const ended = await sql<{ ended: boolean }[]>`
      select pg_terminate_backend(pid, 10000) as ended from pg_stat_activity where usename = ${role}`;
    if (ended.length > 0) quiet = 0;
    await Bun.sleep(100);
  }
}

/** Meanwhile nothing connects, because the server tries again and again. */
async function rename(place: Place, from: string, to: string): Promise<void> {
  await place.sql.unsafe(`alter database ${from} allow_connections false`);
  await disconnect(place);
  await place.sql.unsafe(`alter database ${from} rename to ${to}`);
  await place.sql.unsafe(`alter database ${to} allow_connections true`);
}

/** Other roles go on without one. */
async function demandPassword(sql: SQL, role: string): Promise<void> {
  const [row] = await sql<{ hba_file: string }[]>`show hba_file`;
  const file = row?.hba_file ?? '';
  const lines = readFileSync(file, 'utf8');
  writeFileSync(file, `host all ${role} 127.0.0.1/32 scram-sha-256\n${lines}`);
  await sql`select pg_reload_conf()`;
}

describe('when the database server', () => {
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  test.each(closures)('$name, all is refused with 503', async ({ close, open }) => {
    await using sql = new SQL(cluster.url, { max: 1 });
    const address = new URL(await newDatabase({ server: cluster.url }));
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
});
