import { type Kysely, sql } from 'kysely';
import { StartupError } from '../../core/startup-error.ts';
import type { Schema } from '../schema.ts';

/** What a server reports about itself. */
export interface ServerFacts {
  /** As `PostgreSQL 15.18 on x86_64…`; others that speak its protocol name themselves. */
  readonly product: string;
  /** As 150018. */
  readonly version: number;
  /** Whether it is a standby. */
  readonly isStandby: boolean;
  readonly synchronousCommit: string;
  /** The standbys that a commit waits for; empty for none. */
  readonly synchronousStandbys: string;
  /** How many standbys receive its changes now. */
  readonly standbys: number;
}

/** Asks a server. Throws the driver's errors. */
export async function readServerFacts(db: Kysely<Schema>): Promise<ServerFacts> {
  // A setting that another server with this protocol lacks gives null.
  const { rows } = await sql<ServerFacts>`
    select version() as product,
      current_setting('server_version_num')::int as version,
      pg_is_in_recovery() as "isStandby",
      coalesce(current_setting('synchronous_commit', true), 'on') as "synchronousCommit",
      coalesce(current_setting('synchronous_standby_names', true), '') as "synchronousStandbys",
      (select count(*) from pg_stat_replication
        where coalesce(state, 'streaming') = 'streaming') as standbys`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('The server did not report its version and settings');
  return facts;
}

const oldestMajor = 14;

/** Throws StartupError for a server that cannot be used. */
export function refuseServer({ product, version, isStandby }: ServerFacts, where: string): void {
  // Other servers that speak its protocol have version numbers of their own, which tell nothing about features.
  const isPostgres = product.startsWith('PostgreSQL ') && !product.includes('-YB-');
  if (isPostgres && version < oldestMajor * 10_000) {
    const shown = product.split(' ').slice(0, 2).join(' ');
    throw new StartupError(
      `The server of ${where} is ${shown}, and ${oldestMajor} is the oldest that works`,
      `upgrade it to PostgreSQL ${oldestMajor} or later`,
    );
  }
  if (!isStandby) return;
  throw new StartupError(
    `The PostgreSQL server of ${where} is a standby, which only takes reads`,
    'name the primary in DATABASE_URL',
  );
}

/** How a crash of the server may undo what was acknowledged: one sentence each. */
export function durabilityWarnings(facts: ServerFacts): readonly string[] {
  const { synchronousCommit, synchronousStandbys, standbys } = facts;
  const waitsForNone = synchronousStandbys.trim() === '' || synchronousCommit === 'local';
  return [
    ...(synchronousCommit === 'off'
      ? [
          'The PostgreSQL server has synchronous_commit=off: after a crash of it, sessions that were ended may be open again',
        ]
      : []),
    ...(standbys > 0 && waitsForNone
      ? [
          'The standbys of the PostgreSQL server are asynchronous: after a fail-over, sessions that were ended may be open again; synchronous_standby_names makes commits wait for them',
        ]
      : []),
  ];
}
