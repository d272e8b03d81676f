import type { ExpressionBuilder, Insertable, Kysely, Selectable } from 'kysely';
import { firstIdAt, type Id } from '../../core/uuid.ts';
import { deleteExpired } from '../../db/expire.ts';
import type { AuditTable, Schema } from '../../db/schema.ts';

export type AuditRow = Selectable<AuditTable>;

export interface AuditFilter {
  /** The actor or the target of the entry. */
  readonly userId: Id | null;
  readonly event: string | null;
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number | null;
  /** Milliseconds since 1970, exclusive. */
  readonly before?: number | null;
  readonly outcome?: AuditRow['outcome'] | null;
}

export async function insertEntry(
  db: Kysely<Schema>,
  entry: Insertable<AuditTable>,
): Promise<void> {
  await db.insertInto('audit_log').values(entry).execute();
}

/** One page of entries, newest first. */
export async function pageOfEntries(
  db: Kysely<Schema>,
  filter: AuditFilter,
  page: { readonly skip: number; readonly take: number },
): Promise<AuditRow[]> {
  return db
    .selectFrom('audit_log')
    .selectAll()
    .where((eb) => matches(eb, filter))
    .orderBy('id', 'desc')
    .limit(page.take)
    .offset(page.skip)
    .execute();
}

/** The entries older than `olderThan`, or from the newest; ids sort by time. */
export async function nextEntries(
  db: Kysely<Schema>,
  filter: AuditFilter,
  { olderThan, limit }: { readonly olderThan: Id | null; readonly limit: number },
): Promise<AuditRow[]> {
  const query = db
    .selectFrom('audit_log')
    .selectAll()
    .where((eb) => matches(eb, filter))
    .orderBy('id', 'desc')
    .limit(limit);
  return (olderThan === null ? query : query.where('id', '<', olderThan)).execute();
}

export async function countEntries(db: Kysely<Schema>, filter: AuditFilter): Promise<number> {
  const row = await db
    .selectFrom('audit_log')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => matches(eb, filter))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many failed sign-ins of a user there were since a time; ids sort by time, so only these entries are read. */
export async function countFailedSignIns(
  db: Kysely<Schema>,
  userId: Id,
  since: number,
): Promise<number> {
  const row = await db
    .selectFrom('audit_log')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('target_id', '=', userId)
    .where('id', '>=', firstIdAt(since))
    .where('event', '=', 'session.failed')
    .executeTakeFirstOrThrow();
  return row.count;
}

interface EventsOn {
  readonly targetId: Id;
  readonly events: readonly string[];
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** How many of these events there were on an account since a time, failures not counted. */
export async function countEventsOn(
  db: Kysely<Schema>,
  { targetId, events, since }: EventsOn,
): Promise<number> {
  const row = await db
    .selectFrom('audit_log')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('target_id', '=', targetId)
    .where('id', '>=', firstIdAt(since))
    .where('event', 'in', events)
    .where('outcome', '=', 'success')
    .executeTakeFirstOrThrow();
  return row.count;
}

function matches(eb: ExpressionBuilder<Schema, 'audit_log'>, filter: AuditFilter) {
  const { userId, event, from = null, before = null, outcome = null } = filter;
  const conditions = [];
  if (from !== null) conditions.push(eb('at', '>=', from));
  if (before !== null) conditions.push(eb('at', '<', before));
  if (outcome !== null) conditions.push(eb('outcome', '=', outcome));
  if (event !== null) conditions.push(eb('event', '=', event));
  if (userId !== null) {
    conditions.push(eb.or([eb('actor_id', '=', userId), eb('target_id', '=', userId)]));
  }
  return eb.and(conditions);
}

export function deleteOldEntries(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  const entries = { table: 'audit_log', key: 'id', endsAt: 'at' } as const;
  return deleteExpired(db, entries, { before, limit });
}
