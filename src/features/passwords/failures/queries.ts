import { type Kysely, type RawBuilder, sql } from 'kysely';
import { deleteExpired } from '../../../db/expire.ts';
import { prepare } from '../../../db/prepared.ts';
import type { Schema } from '../../../db/schema.ts';

/**
 * Counts one failure in the window of a key, or begins a window when there is none or it is over. Returns the new
 * count; no row, and no change, when the window has `points` failures already.
 */
export function prepareCountFailure(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) => {
    const key = parameter<Uint8Array>('keyHash');
    const now = parameter<number>('now');
    const points = parameter<number>('points');
    const expiresAt = parameter<number>('expiresAt');
    const isOver = sql<boolean>`login_failures.expires_at <= ${now}`;
    const ifOver = (fresh: number, kept: RawBuilder<unknown>) =>
      sql<number>`case when ${isOver} then ${fresh} else ${kept} end`;
    const isFull = builder
      .selectFrom('login_failures')
      .select('key_hash')
      .where('key_hash', '=', key)
      .where('expires_at', '>', now)
      .where('count', '>=', points);
    // A refused attempt inserts nothing and so locks no row: it costs the database no write.
    const first = builder
      .selectNoFrom([
        sql<Uint8Array>`${key}`.as('key_hash'),
        sql.lit(1).as('count'),
        sql<number>`${now}`.as('since'),
        sql<number>`${expiresAt}`.as('expires_at'),
      ])
      .where((eb) => eb.not(eb.exists(isFull)));
    return builder
      .insertInto('login_failures')
      .columns(['key_hash', 'count', 'since', 'expires_at'])
      .expression(first)
      .onConflict((conflict) =>
        conflict
          .column('key_hash')
          .doUpdateSet({
            count: ifOver(1, sql`login_failures.count + 1`),
            since: ifOver(now, sql.ref('login_failures.since')),
            expires_at: ifOver(expiresAt, sql.ref('login_failures.expires_at')),
          })
          .where((eb) => eb.or([isOver, eb('login_failures.count', '<', points)])),
      )
      .returning(['count', 'since']);
  });
}

/** The window of a key that is not over. */
export function prepareFindWindow(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .selectFrom('login_failures')
      .select(['count', 'since', 'expires_at'])
      .where('key_hash', '=', parameter<Uint8Array>('keyHash'))
      .where('expires_at', '>', parameter<number>('now')),
  );
}

/** Deletes a window with `atMost` failures; returns a row if it did. */
export function prepareDropWindow(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .deleteFrom('login_failures')
      .where('key_hash', '=', parameter<Uint8Array>('keyHash'))
      .where('since', '=', parameter<number>('since'))
      .where('count', '<=', parameter<number>('atMost'))
      .returning('count'),
  );
}

/** Uncounts one failure in a window, unless the window has been replaced since; returns how many are left. */
export function prepareUncount(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .updateTable('login_failures')
      .set((eb) => ({ count: eb('count', '-', 1) }))
      .where('key_hash', '=', parameter<Uint8Array>('keyHash'))
      .where('since', '=', parameter<number>('since'))
      .where('count', '>', 0)
      .returning('count'),
  );
}

/** Deletes the window of a key if it began by `upTo`. */
export function prepareForgetFailures(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .deleteFrom('login_failures')
      .where('key_hash', '=', parameter<Uint8Array>('keyHash'))
      .where('since', '<=', parameter<number>('upTo')),
  );
}

/** How many keys have a window, `limit` at most. */
export async function countKeys(db: Kysely<Schema>, limit: number): Promise<number> {
  const { count } = await db
    .with('keys', (query) => query.selectFrom('login_failures').select('key_hash').limit(limit))
    .selectFrom('keys')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Deletes at most `limit` windows that are over, the oldest first; returns how many. */
export function deleteOverWindows(db: Kysely<Schema>, now: number, limit: number): Promise<number> {
  const windows = { table: 'login_failures', key: 'key_hash' } as const;
  return deleteExpired(db, windows, { before: now + 1, limit });
}
