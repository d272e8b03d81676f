// Disturbs PostgreSQL and two servers on it under load, and compares everything acknowledged with what is there:
//   bun scripts/proof/postgres/chaos.ts [--only NAME,NAME] [--seconds 30] [--binary FILE]
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SQL } from 'bun';
import { type Cluster, startCluster } from '../../../test/support/postgres-cluster.ts';
import {
  type Child,
  discardAtExit,
  fromSource,
  launch,
  preloaded,
  started,
  workDirectory,
} from '../server.ts';
import { type Account, Clients } from './load.ts';
import { type SwallowingProxy, startSwallowingProxy } from './swallowing-proxy.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    binary: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const command = values.binary === undefined ? fromSource : [resolve(values.binary)];

discardAtExit();

/** Two servers on one database, under load. */
interface Scene {
  readonly cluster: Cluster;
  readonly clients: Clients;
  readonly servers: Child[];
  /** Starts a server with variables and words before the program of its own. */
  readonly start: (index: number, options?: StartOptions) => Promise<void>;
  /** Leads the second server through a proxy that cuts connections. */
  readonly proxy: SwallowingProxy | null;
}

interface StartOptions {
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Disturbance {
  readonly name: string;
  readonly hasProxy?: boolean;
  /** How the second server is started. */
  readonly second?: StartOptions;
  readonly disturb: (scene: Scene, until: number) => Promise<string>;
}

const every = async (until: number, pauseMs: number, act: () => Promise<void>): Promise<number> => {
  let count = 0;
  while (performance.now() < until) {
    await act();
    count += 1;
    await Bun.sleep(pauseMs);
  }
  return count;
};

/** As a power failure: nothing is written any more, and the server recovers from its log. */
async function restart(cluster: Cluster): Promise<void> {
  await cluster.stop('immediate');
  await cluster.start();
}

/** Ends all connections of the program in the middle of what they do. */
async function endConnections({ url }: Cluster): Promise<void> {
  await using sql = new SQL(url, { max: 1 });
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'anchor-auth'`;
}

const preloadOf = (name: string) => join(import.meta.dir, name);

const disturbances: readonly Disturbance[] = [
  {
    name: 'restart',
    async disturb({ cluster }, until) {
      return `${await every(until, 2000, () => restart(cluster))} immediate restarts`;
    },
  },
  {
    name: 'backends',
    async disturb({ cluster }, until) {
      return `all connections killed ${await every(until, 2000, () => endConnections(cluster))} times`;
    },
  },
  ...[2, 6, 14, 40].map((length) => ({
    name: `freeze-${length}`,
    async disturb({ cluster }: Scene) {
      await Bun.sleep(3000);
      await cluster.freeze();
      await Bun.sleep(length * 1000);
      await cluster.thaw();
      await Bun.sleep(5000);
      return `the server frozen for ${length} s`;
    },
  })),
  {
    name: 'commit',
    hasProxy: true,
    async disturb({ proxy }, until) {
      if (proxy !== null) proxy.isCutting = true;
      await Bun.sleep(until - performance.now());
      if (proxy !== null) proxy.isCutting = false;
      return `${proxy?.cut.before} messages lost, ${proxy?.cut.after} answers lost, most of them of COMMITs`;
    },
  },
  {
    name: 'kill',
    async disturb({ servers, start }, until) {
      const count = await every(until, 2000, async () => {
        await servers[1]?.kill();
        await start(1);
      });
      return `one of the two killed ${count} times`;
    },
  },
  {
    name: 'upgrade',
    async disturb({ servers, start }) {
      for (const index of [1, 0]) {
        await Bun.sleep(4000);
        await servers[index]?.stop();
        await start(index, { preload: preloadOf('next-version.ts') });
      }
      await Bun.sleep(4000);
      return 'both servers replaced by a version with one more migration, one after the other';
    },
  },
  ...[5, -5].map((aheadSeconds) => ({
    name: aheadSeconds > 0 ? 'clock-ahead' : 'clock-behind',
    second: {
      preload: preloadOf('shifted-clock.ts'),
      env: { PROOF_CLOCK_AHEAD_MS: String(aheadSeconds * 1000) },
    },
    async disturb(_: Scene, until: number) {
      await Bun.sleep(until - performance.now());
      return `the clock of one server ${aheadSeconds} s ahead`;
    },
  })),
];

const chosen = values.only?.split(',') ?? disturbances.map(({ name }) => name);
let broken = 0;
for (const disturbance of disturbances.filter(({ name }) => chosen.includes(name))) {
  broken += await run(disturbance);
}
process.exit(broken === 0 ? 0 : 1);

async function run(disturbance: Disturbance): Promise<number> {
  await using cluster = await startCluster({ isDurable: true });
  const scene = await openScene(cluster, disturbance);
  const { clients, servers } = scene;
  const chains = 8;
  const working = await workOn(clients, chains);
  const what = await disturbance.disturb(scene, performance.now() + seconds * 1000);
  await Bun.sleep(2000);
  clients.stop();
  await Promise.all(working);
  const kept = await clients.settle();
  const { answers, refused, unanswered, violations } = clients.tally;
  const ended = servers.filter(({ process: child }) => child.exitCode !== null).length;
  if (ended > 0) violations.push(`${ended} servers ended by themselves`);
  console.log(
    `${disturbance.name}: ${what}; ${answers} answers, ${refused} of them 503, ${unanswered} unanswered, ${kept} endings and registrations compared, ${chains} chains of refresh tokens: ${violations.length} violations`,
  );
  for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`);
  for (const server of servers) await server.kill();
  scene.proxy?.stop();
  return violations.length;
}

/** Lets accounts refresh, rename themselves, sign in and out, ask and register until the clients are stopped. */
async function workOn(clients: Clients, chains: number): Promise<readonly Promise<void>[]> {
  const kinds = [
    ...Array.from({ length: chains }, () => (account: Account) => clients.refreshChain(account)),
    ...Array.from({ length: 2 }, () => (account: Account) => clients.renaming(account)),
    ...Array.from({ length: 2 }, () => (account: Account) => clients.signingOut(account)),
    ...Array.from({ length: 2 }, () => (account: Account) => clients.asking(account)),
  ];
  const accounts: Account[] = [];
  for (const index of kinds.keys()) accounts.push(await clients.join(`p${index}@example.com`));
  const working = accounts.flatMap((account, index) => kinds[index]?.(account) ?? []);
  return [...working, clients.registering('new')];
}

async function openScene(cluster: Cluster, { hasProxy, second }: Disturbance): Promise<Scene> {
  const proxy = hasProxy === true ? startSwallowingProxy(cluster.port) : null;
  const servers: Child[] = [];
  const origins: string[] = [];
  const dataDir = workDirectory();
  const start = async (index: number, { preload, env = {} }: StartOptions = {}): Promise<void> => {
    const url = new URL(cluster.url);
    if (index === 1 && proxy !== null) url.port = String(proxy.port);
    const child = launch({
      command: [...(preload === undefined ? command : preloaded(preload)), 'serve', '--new'],
      dataDir,
      env: { DATABASE_URL: url.href, APP_URL: 'http://localhost:3000', ...env },
    });
    servers[index] = child;
    origins[index] = await started(child);
  };
  await start(0);
  await start(1, second);
  const clients = new Clients(() => origins);
  return { cluster, clients, servers, start, proxy };
}
