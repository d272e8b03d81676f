import type { Kysely } from 'kysely';
import { prepare } from '../../../db/prepared.ts';
import type { Schema } from '../../../db/schema.ts';

/** Stores a use of a token in the table of its kind, unless a later one is stored. */
export function prepareNoteUse(db: Kysely<Schema>, table: 'api_tokens' | 'named_tokens') {
  return prepare(db, (base, parameter) =>
    base
      .updateTable(table)
      .set({
        last_used_at: parameter<number>('now'),
        last_used_ip: parameter<string | null>('ip'),
      })
      .where('token_hash', '=', parameter<Uint8Array>('tokenHash'))
      .where((eb) =>
        eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', parameter<number>('now'))]),
      )
      .returning('user_id'),
  );
}
