import type { Insertable, Kysely } from 'kysely';
import type { Schema, SessionTable } from '../../../db/schema.ts';

export async function insertSession(
  db: Kysely<Schema>,
  session: Insertable<SessionTable>,
): Promise<void> {
  await db.insertInto('sessions').values(session).execute();
}
