import type { Kysely } from 'kysely';
import type { Schema } from '../../../db/schema.ts';

/** Everything that lets somebody in without asking who they are, and what is only meant for a moment. */
export async function deleteSignInsUnderWay(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('sign_in_flows').execute();
}

export async function deleteLoginCodes(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('exchange_codes').execute();
}

export async function deleteSessions(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('sessions').execute();
}

export async function countUsers(db: Kysely<Schema>): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
