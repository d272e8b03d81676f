import type { Kysely, Selectable } from 'kysely';
import type { Channel, OutboxTable } from '../../../db/message-tables.ts';
import type { Schema } from '../../../db/schema.ts';
import { stoppedError } from '../rules.ts';

/** The message of a channel that is due first. */
export async function nextMessage(
  db: Kysely<Schema>,
  channel: Channel,
): Promise<Selectable<OutboxTable> | undefined> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', channel)
    .orderBy('next_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Until when a channel rests because its receiver wants no more messages; null when it does not. */
export async function findStopEnd(db: Kysely<Schema>, channel: Channel): Promise<number | null> {
  const row = await db
    .selectFrom('outbox')
    .select('next_at')
    .where('channel', '=', channel)
    .where('last_error', '=', stoppedError)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at ?? null;
}

/** Lets a channel that was stopped begin again. */
export async function endStop(db: Kysely<Schema>, channel: Channel, now: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ last_error: null, next_at: now, attempts: 0 })
    .where('channel', '=', channel)
    .where('last_error', '=', stoppedError)
    .execute();
}
