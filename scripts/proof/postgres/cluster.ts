// Disturbs a PostgreSQL server of the proof's own.
import { readdirSync, readFileSync } from 'node:fs';
import { SQL } from 'bun';
import { type Cluster, startCluster } from '../../../test/support/postgres-cluster.ts';

export { type Cluster };

/** A server whose commits are on disk before they are answered. */
export function durableCluster(): Promise<Cluster> {
  return startCluster({ isDurable: true });
}

/** Every process of the server: the first one and those it has started. */
async function processesOf(cluster: Cluster): Promise<readonly number[]> {
  const first = await cluster.pid();
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === first);
  return [first, ...children];
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

/** Stops every process of the server where it is, and lets it go on after a while. */
export async function freeze(cluster: Cluster, milliseconds: number): Promise<void> {
  const processes = await processesOf(cluster);
  for (const pid of processes) signal(pid, 'SIGSTOP');
  await Bun.sleep(milliseconds);
  for (const pid of processes.toReversed()) signal(pid, 'SIGCONT');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** As a power failure: nothing is written any more, and the server recovers from its log. */
export async function restartImmediately(cluster: Cluster): Promise<void> {
  await cluster.stop('immediate');
  await cluster.start();
}

/** Ends all connections of the program in the middle of what they do. */
export async function terminateBackends(cluster: Cluster): Promise<void> {
  await using sql = new SQL(cluster.url, { max: 1 });
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'anchor-auth'`;
}
