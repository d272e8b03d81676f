import { type Kysely, sql } from 'kysely';
import { prepare } from '../../db/prepared.ts';
import type { Schema } from '../../db/schema.ts';
import { stolenReasons } from '../../core/known-areas.ts';

/**
 * So many sessions of one account are looked at, those that began last: a guess must not cost more for an
 * account that has very many. Their order is that of the rows, which the index by user gives; an index by the
 * last use would cost every refresh a tenth more.
 */
const maxSessions = 500;
const newestFirst = sql.ref('s.rowid');

/**
 * When an address was forgiven its wrong passwords, and from where its account was used: one row per session
 * used after `since`, without a session one row, and none for an unknown address.
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
      .orderBy(newestFirst, 'desc')
      .limit(maxSessions),
  );
}
