// Disturbs a PostgreSQL server of the proof's own.
import { SQL } from 'bun';
import { type Cluster, startCluster } from '../../../test/support/postgres-cluster.ts';

export { type Cluster };

/** A server whose commits are on disk before they are answered. */
export function durableCluster(): Promise<Cluster> {
  return startCluster({ isDurable: true });
}

/** Stops every process of the server where it is, and lets it go on after a while. */
export async function freeze(cluster: Cluster, milliseconds: number): Promise<void> {
  await cluster.freeze();
  await Bun.sleep(milliseconds);
  await cluster.thaw();
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
