import type { Insertable, Kysely } from 'kysely';
import type { OutboxTable } from '../../db/message-tables.ts';
import type { Schema } from '../../db/schema.ts';

export async function insertMessage(
  db: Kysely<Schema>,
  message: Insertable<OutboxTable>,
): Promise<void> {
  await db.insertInto('outbox').values(message).execute();
}
