import type { Kysely } from 'kysely';
import { deleteExpired } from '../../../db/expire.ts';
import type { Schema, UserTable } from '../../../db/schema.ts';
import { selectAdmins } from '../../users/service.ts';

/** More administrators are not told. */
const maxAdmins = 100;

/** Where the active administrators are reached. */
export async function activeAdmins(
  db: Kysely<Schema>,
  now: number,
): Promise<Pick<UserTable, 'email' | 'name' | 'language'>[]> {
  return db
    .selectFrom(selectAdmins(db, now).as('admins'))
    .innerJoin('users', 'users.id', 'admins.id')
    .select(['users.email', 'users.name', 'users.language'])
    .where('users.status', '=', 'active')
    .limit(maxAdmins)
    .execute();
}

/** Counts the unexpired registrations that wait for approval. */
export async function countPending(db: Kysely<Schema>, now: number): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('waits_until', '>', now)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return count;
}

/** When a notice was sent last; undefined when that is unknown. */
export async function findTime(db: Kysely<Schema>, name: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('notice_times')
    .select('at')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.at;
}

interface Claim {
  readonly name: string;
  readonly now: number;
  /** The time before which the last notice must have been sent. */
  readonly before: number;
}

/** Notes that a notice is sent now; false when one was sent since, also when that happens at the same time. */
export async function claimTime(
  db: Kysely<Schema>,
  { name, now, before }: Claim,
): Promise<boolean> {
  const row = await db
    .insertInto('notice_times')
    .values({ name, at: now })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ at: now }).where('notice_times.at', '<=', before),
    )
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
}

export function deleteTimes(db: Kysely<Schema>, before: number, limit: number): Promise<number> {
  const rows = { table: 'notice_times', key: 'name', endsAt: 'at' } as const;
  return deleteExpired(db, rows, { before, limit });
}
