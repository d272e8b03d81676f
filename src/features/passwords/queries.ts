import { type Kysely, sql } from 'kysely';
import { engineOf } from '../../db/engine.ts';
import { prepare } from '../../db/prepared.ts';
import type { Schema } from '../../db/schema.ts';
import { stolenReasons } from '../../core/known-areas.ts';

/**
 * At most this many sessions of one account are read, the newest first, so that a guess does not cost more for
 * an account with very many. The index by user provides the order; an index by last use would make every refresh
 * about 10 % slower.
 */
const maxSessions = 500;
const newestFirst = { sqlite: 's.rowid', postgres: 's.created_at' } as const;

/**
 * When the failures of an address were reset, and the networks its account was used from: one row per session
 * used after `since`, one row if there is no session, and none for an unknown address.
 */
export function prepareFindGuessFacts(db: Kysely<Schema>) {
  return prepare(db, (base, parameter) =>
    base
      .selectFrom('users as u')
      .leftJoin('sessions as s', (join) =>
        join
          .onRef('s.user_id', '=', 'u.id')
          .on('s.last_used_at', '>', parameter<number>('since'))
          .on((eb) => eb.fn.coalesce('s.end_reason', eb.val('')), 'not in', stolenReasons),
      )
      .select(['u.failures_forgiven_at', 's.ip', 's.earlier_areas', 's.last_used_at'])
      .where('u.email_key', '=', parameter<string>('emailKey'))
      .orderBy(sql.ref(newestFirst[engineOf(base)]), 'desc')
      .limit(maxSessions),
  );
}
