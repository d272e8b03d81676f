import type { Insertable, Kysely } from 'kysely';
import type { AuditTable, Schema } from '../../db/schema.ts';

export async function insertEntry(
  db: Kysely<Schema>,
  entry: Insertable<AuditTable>,
): Promise<void> {
  await db.insertInto('audit_log').values(entry).execute();
}
