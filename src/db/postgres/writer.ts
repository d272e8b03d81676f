import { type Kysely, sql } from 'kysely';
import { errorCode } from '../../core/error-code.ts';
import { type Effect, rethrow, runEffects, withEffects } from '../effects.ts';
import type { EffectOptions, WriteTransaction, WriteWork } from '../port.ts';
import type { Prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import type { ConnectionWaits } from './connection-waits.ts';
import { isRepeatable, isUnavailable, translatePostgresError } from './errors.ts';
import { maxWaitMs, Places } from './places.ts';

interface WriterOptions extends EffectOptions {
  readonly db: Kysely<Schema>;
  /** How many connections `db` has. */
  readonly connections: number;
  readonly waits: ConnectionWaits;
}

/** With fewer than thirty callers that all change the same rows, the last of them still succeeds. */
const maxAttempts = 30;
/**
 * After so many conflicts a change keeps others from the rows that everything changes. Otherwise a client that
 * refreshes without pause could starve the change that ends its session.
 */
const attemptsBeforeLock = 5;
/** How long a change may be repeated while the server restarts, in milliseconds. */
const patienceMs = 2500;
const maxPauseMs = 100;

/**
 * How an attempt failed: the database undid it because of a conflict with another, it was certainly not made because
 * the server was not there, or anything else.
 */
type FailureKind = 'crossed' | 'absent' | 'final';

type Attempt<T> =
  | { readonly value: T; readonly effects: readonly Effect[] }
  | { readonly error: unknown; readonly kind: FailureKind };

/**
 * Runs each change in its own SERIALIZABLE transaction, and repeats it when the database undid it to keep the
 * order of changes. A change whose COMMIT was sent but not answered is never repeated: nothing tells whether it was
 * made.
 */
export class PostgresWriter {
  readonly #options: WriterOptions;
  readonly #running = new Set<Promise<unknown>>();
  readonly #places: Places;
  /** Changes that crossed others are repeated one at a time: together they would only cross each other again. */
  readonly #turns: Places;
  #canLock = true;

  constructor(options: WriterOptions) {
    const { connections, waits } = options;
    this.#options = options;
    this.#places = new Places({ count: connections, waits });
    this.#turns = new Places({ count: 1, waits });
  }

  /** Throws AppError `server_busy` or `storage_unavailable`, and what `work` throws. */
  write<T>(work: WriteWork<T>): Promise<T> {
    let attempts = 0;
    return this.#repeat(() => {
      attempts += 1;
      return this.#attempt(work, attempts > attemptsBeforeLock);
    });
  }

  /**
   * Runs one statement in a transaction of its own, in the isolation level of the server, usually READ COMMITTED.
   * Throws AppError `server_busy` or `storage_unavailable`.
   */
  change<Row>(query: Prepared<Row>, values: Readonly<Record<string, unknown>>): Promise<Row[]> {
    return this.#repeat(() => this.#attemptOne(query, values));
  }

  #repeat<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
    const running = this.#untilDone(attempt).finally(() => {
      this.#running.delete(running);
    });
    this.#running.add(running);
    return running;
  }

  async #untilDone<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
    const begunAt = performance.now();
    // For a connection and for its turn, however often it is repeated.
    const until = begunAt + maxWaitMs;
    const again = () => this.#places.run({ until, isFirst: true }, attempt);
    let outcome = await this.#places.run({ until, isFirst: false }, attempt);
    for (let attempts = 1; 'error' in outcome; attempts++) {
      const { error, kind } = outcome;
      const isInTime = kind === 'crossed' || performance.now() < begunAt + patienceMs;
      if (kind === 'final' || attempts === maxAttempts || !isInTime) {
        throw translatePostgresError(error);
      }
      await Bun.sleep(Math.random() * Math.min(maxPauseMs, 2 ** attempts));
      outcome =
        kind === 'crossed'
          ? await this.#turns.run({ until, isFirst: false }, again)
          : await again();
    }
    // Not in turn, because an effect may itself make a change.
    await runEffects(outcome.effects, this.#options.onEffectFailure ?? rethrow);
    return outcome.value;
  }

  /** Resolves when all writes so far are committed or refused. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Never rejects. */
  async #attempt<T>(work: WriteWork<T>, isStarved: boolean): Promise<Attempt<T>> {
    let trx: WriteTransaction | null = null;
    let isCommitting = false;
    try {
      const { db } = this.#options;
      const begin = () => db.startTransaction().setIsolationLevel('serializable').execute();
      trx = await begin();
      // Before the first query, which decides what the transaction sees.
      if (isStarved && this.#canLock && !(await hasLockedTables(trx))) {
        this.#canLock = false;
        await undo(trx);
        trx = await begin();
      }
      const done = await withEffects(trx, work);
      isCommitting = true;
      await trx.commit().execute();
      return done;
    } catch (error) {
      if (trx !== null) await undo(trx);
      return { error, kind: kindOf(error, isCommitting) };
    }
  }

  /** Never rejects. */
  async #attemptOne<Row>(
    query: Prepared<Row>,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Attempt<Row[]>> {
    let isSent = false;
    try {
      const value = await this.#options.db.connection().execute((connection) => {
        isSent = true;
        return query.run(connection, values);
      });
      return { value, effects: [] };
    } catch (error) {
      return { error, kind: kindOf(error, isSent) };
    }
  }
}

/**
 * Waits until no other transaction changes these tables, and lets none until this one ends; reading goes on. Returns
 * false on a relative of PostgreSQL that has no such lock.
 */
async function hasLockedTables(trx: WriteTransaction): Promise<boolean> {
  try {
    await sql`lock table sessions, users in share row exclusive mode`.execute(trx);
    return true;
  } catch (error) {
    if (/^(?:0A000|42601)$/.test(errorCode(error))) return false;
    throw error;
  }
}

function kindOf(error: unknown, mayBeMade: boolean): FailureKind {
  if (isRepeatable(error)) return 'crossed';
  return !mayBeMade && isUnavailable(error) ? 'absent' : 'final';
}

/** The connection goes back to the pool; one that is lost is closed there, which undoes its transaction. */
async function undo(trx: WriteTransaction): Promise<void> {
  if (trx.isCommitted || trx.isRolledBack) return;
  await trx
    .rollback()
    .execute()
    .catch(() => undefined);
}
