import { type Cluster, startCluster } from '../../test/support/postgres-cluster.ts';
import { logInRepeatedly, meRequest, refreshChains, register } from './client.ts';
import { startDelay } from './delay.ts';
import type { Lane } from './lane.ts';
import { load, type LoadResult, median } from './load.ts';
import { type ServerProcess, sourceCommand, startServer, temporaryDirectory } from './processes.ts';
import { figure, row } from './report.ts';

const connections = 16;

/** Mark 12d: PostgreSQL on the same cores beside SQLite, and what a slower network to it costs. */
export const measurePostgres: Lane = async ({ seconds, rounds }) => {
  await using cluster = await startCluster({ isDurable: true });
  const near = startDelay(cluster.port, 0);
  const far = startDelay(cluster.port, 1);
  const sqlite = await prepared(await startServer(sourceCommand), seconds);
  const postgres = await prepared(await startOn(cluster, cluster.port), seconds);
  // The first registration is there already.
  const slow = [await startOn(cluster, near.port), await startOn(cluster, far.port)] as const;
  const nearChain = await oneChain(slow[0].port, seconds);
  const farChain = await oneChain(slow[1].port, seconds);
  const results: Round[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const result = await measureRound({ sqlite, postgres, nearChain, farChain });
    // The first round only warms up.
    if (round > 0) results.push(result);
  }
  await Promise.all([...slow, sqlite.server, postgres.server].map((server) => server.stop()));
  near.stop(true);
  far.stop(true);
  const middle = (of: (result: Round) => number) => median(results.map(of));
  return [
    row('12d', `GET /me on PostgreSQL, ${connections} connections`, {
      value: 100 * middle(({ me }) => me),
      unit: '% of SQLite',
      atLeast: 45,
      note: results.at(-1)?.note ?? '',
    }),
    row('12d', `POST /refresh on PostgreSQL, ${connections} connections`, {
      value: 100 * middle(({ refresh }) => refresh),
      unit: '% of SQLite',
      atLeast: 50,
    }),
    row('12d', 'POST /refresh, 1 ms more to the database', {
      value: middle(({ cost }) => cost),
      unit: 'ms more',
      // The timer of the delay is late by some tenths of a millisecond.
      atMost: 1.5,
    }),
  ];
};

interface Round {
  readonly me: number;
  readonly refresh: number;
  readonly cost: number;
  readonly note: string;
}

interface Sides {
  readonly sqlite: Prepared;
  readonly postgres: Prepared;
  readonly nearChain: () => Promise<LoadResult>;
  readonly farChain: () => Promise<LoadResult>;
}

async function measureRound({ sqlite, postgres, nearChain, farChain }: Sides): Promise<Round> {
  const [meOfSqlite, meOfPostgres] = [await sqlite.me(), await postgres.me()];
  const [ofSqlite, ofPostgres] = [await sqlite.refresh(), await postgres.refresh()];
  const [near, far] = [await nearChain(), await farChain()];
  return {
    me: meOfPostgres.perSecond / meOfSqlite.perSecond,
    refresh: ofPostgres.perSecond / ofSqlite.perSecond,
    cost: far.p50Ms - near.p50Ms,
    note: `${figure(meOfPostgres.perSecond)} and ${figure(ofPostgres.perSecond)}/s`,
  };
}

function startOn(cluster: Cluster, port: number): Promise<ServerProcess> {
  const url = new URL(cluster.url);
  url.port = String(port);
  const command = [...sourceCommand, 'serve', '--new'];
  return startServer(command, sharedDirectory(), { DATABASE_URL: url.href });
}

let shared: string | undefined;

/** The secret of the instances on one database must be the same. */
function sharedDirectory(): string {
  return (shared ??= temporaryDirectory());
}

interface Prepared {
  readonly server: ServerProcess;
  me(): Promise<LoadResult>;
  refresh(): Promise<LoadResult>;
}

async function prepared(server: ServerProcess, seconds: number): Promise<Prepared> {
  const { port } = server;
  const { access } = await register(port);
  const chains = refreshChains(await logInRepeatedly(port, connections));
  return {
    server,
    me: () => load({ port, connections, seconds, request: () => meRequest(access) }),
    refresh: () => load({ port, seconds, ...chains }),
  };
}

/** One client that refreshes again and again, so that no two of its requests overlap. */
async function oneChain(port: number, seconds: number): Promise<() => Promise<LoadResult>> {
  const chain = refreshChains(await logInRepeatedly(port, 1));
  return () => load({ port, seconds, ...chain });
}
