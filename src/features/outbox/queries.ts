import type { Insertable, Kysely } from 'kysely';
import type { Channel, OutboxTable } from '../../db/message-tables.ts';
import type { Schema } from '../../db/schema.ts';
import { stoppedError } from './rules.ts';

export async function insertMessages(
  db: Kysely<Schema>,
  messages: readonly Insertable<OutboxTable>[],
): Promise<void> {
  await db.insertInto('outbox').values(messages).execute();
}

/** How many messages wait in a channel, and since when the oldest does; null without one. */
export async function countMessages(db: Kysely<Schema>, channel: Channel) {
  return db
    .selectFrom('outbox')
    .select((eb) => [
      eb.fn.countAll<number>().as('waiting'),
      eb.fn.min<number | null>('created_at').as('oldest_at'),
    ])
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
}

/** Why the newest message that could not be sent could not; null when none failed so far. */
export async function findLastError(db: Kysely<Schema>, channel: Channel): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select('last_error')
    .where('channel', '=', channel)
    .where('last_error', 'is not', null)
    // One that stops the channel says why the others wait.
    .orderBy((eb) => eb.case().when('last_error', '=', stoppedError).then(0).else(1).end())
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.last_error ?? null;
}

/** Makes the messages of a channel due, as if they had never been tried; returns how many. */
export async function makeDue(db: Kysely<Schema>, channel: Channel, now: number): Promise<number> {
  const result = await db
    .updateTable('outbox')
    .set({ attempts: 0, next_at: now, last_error: null })
    .where('channel', '=', channel)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function deleteMessages(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('outbox').execute();
}
