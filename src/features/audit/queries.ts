import type { ExpressionBuilder, Insertable, Kysely, Selectable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import type { AuditTable, Schema } from '../../db/schema.ts';

export type AuditRow = Selectable<AuditTable>;

interface AuditFilter {
  /** Who acted or whom it concerned. */
  readonly userId: Id | null;
  readonly event: string | null;
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

export async function countEntries(db: Kysely<Schema>, filter: AuditFilter): Promise<number> {
  const row = await db
    .selectFrom('audit_log')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => matches(eb, filter))
    .executeTakeFirstOrThrow();
  return row.count;
}

function matches(eb: ExpressionBuilder<Schema, 'audit_log'>, { userId, event }: AuditFilter) {
  const conditions = [];
  if (event !== null) conditions.push(eb('event', '=', event));
  if (userId !== null) {
    conditions.push(eb.or([eb('actor_id', '=', userId), eb('target_id', '=', userId)]));
  }
  return eb.and(conditions);
}
