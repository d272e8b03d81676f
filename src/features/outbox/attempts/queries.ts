import type { Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { OutboxTable } from '../../../db/message-tables.ts';
import { prepare } from '../../../db/prepared.ts';
import type { Schema } from '../../../db/schema.ts';
import { stoppedError } from '../rules.ts';

/** A message, and how often it had been tried when it was read: another server may have tried it since. */
type Tried = Pick<OutboxTable, 'id' | 'attempts'>;

/** Counts an attempt before it is made, and says when the next one is due; no row when another server did. */
export function prepareClaim(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('outbox')
      .set((eb) => ({
        attempts: eb('attempts', '+', 1),
        next_at: parameter<number>('nextAt'),
      }))
      .where('id', '=', parameter<Id>('id'))
      .where('attempts', '=', parameter<number>('attempts'))
      .returning('id'),
  );
}

/** Stores how an attempt ended that is not the last one. */
export function prepareNoteAttempt(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('outbox')
      .set({
        attempts: parameter<number>('after'),
        next_at: parameter<number>('nextAt'),
        last_error: parameter<string | null>('error'),
      })
      .where('id', '=', parameter<Id>('id'))
      .where('attempts', '=', parameter<number>('attempts'))
      .returning('id'),
  );
}

/** Deletes a message that was delivered, also when another server has tried it since. */
export function prepareDeleteDelivered(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base.deleteFrom('outbox').where('id', '=', parameter<Id>('id')).returning('id'),
  );
}

/** Deletes a message that is not sent; false when another server tries it. */
export async function deleteUnsent(db: Kysely<Schema>, { id, attempts }: Tried): Promise<boolean> {
  const rows = await db
    .deleteFrom('outbox')
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Keeps a message until it expires, as the mark that its channel is stopped; false when another server tries it. */
export async function markStopped(db: Kysely<Schema>, { id, attempts }: Tried): Promise<boolean> {
  const rows = await db
    .updateTable('outbox')
    .set((eb) => ({ last_error: stoppedError, next_at: eb.ref('expires_at') }))
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .returning('id')
    .execute();
  return rows.length > 0;
}
