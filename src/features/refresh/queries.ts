import type { Kysely } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { prepare } from '../../db/prepared.ts';
import type { Schema } from '../../db/schema.ts';

/** What a rotation must know of the session and its owner. */
export function prepareFindForRefresh(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('sessions as s')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .selectAll('u')
      .select([
        's.refresh_hash',
        's.refresh_expires_at',
        's.rotated_at',
        's.ended_at',
        's.provider',
      ])
      .where('s.id', '=', parameter<Id>('sessionId')),
  );
}

/**
 * Puts the successor in the place of the live refresh token. A client that left before it was answered,
 * as a page that is reloaded does, has no address any more: then the one that is known stays.
 */
export function prepareRotate(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .updateTable('sessions')
      .set((eb) => ({
        refresh_hash: parameter<Uint8Array>('nextHash'),
        refresh_expires_at: parameter<number>('expiresAt'),
        rotated_at: parameter<number>('now'),
        last_used_at: parameter<number>('now'),
        ip: eb.fn.coalesce(eb.val(parameter<string | null>('ip')), 'ip'),
        user_agent: parameter<string | null>('userAgent'),
      }))
      .where('id', '=', parameter<Id>('sessionId'))
      .where('refresh_hash', '=', parameter<Uint8Array>('shownHash'))
      .where('ended_at', 'is', null),
  );
}
