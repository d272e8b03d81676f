import type { Kysely } from 'kysely';
import { type Effect, runEffects, withEffects } from '../effects.ts';
import type { WriteTransaction, WriteWork } from '../port.ts';
import { openPrepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { translateStorageError } from '../storage-errors.ts';
import type { BunSqliteDialect } from './dialect.ts';

interface Job {
  readonly work: WriteWork<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type Outcome =
  { readonly value: unknown; readonly effects: readonly Effect[] } | { readonly error: unknown };

// One fsync takes as long as about forty rotations; more jobs in one transaction would only delay the first of
// them.
const maxJobsPerCommit = 64;

interface WriterOptions {
  readonly db: Kysely<Schema>;
  /**
   * The dialect of `db`: savepoints and prepared queries bypass Kysely, whose layers cost more than the statements.
   */
  readonly dialect: BunSqliteDialect;
  /** Runs after each commit, before the callers are answered. */
  readonly onCommit: () => void;
  /** Called when an effect fails; the committed change stays. */
  readonly onEffectFailure: (error: unknown) => void;
}

/**
 * The single writer. Changes that arrive in the same turn of the event loop share one durable commit; each runs
 * behind its own savepoint, so a refused change does not affect the others. A caller is answered only after the
 * commit is on disk.
 */
export class Writer {
  readonly #options: WriterOptions;
  #queue: Job[] = [];
  #draining: Promise<void> | null = null;
  readonly #following = new Set<Promise<void>>();

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  write<T>(work: WriteWork<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when all writes so far are committed or refused. */
  async idle(): Promise<void> {
    while (this.#draining !== null || this.#following.size > 0) {
      await this.#draining;
      await Promise.allSettled(this.#following);
    }
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // Requests that the event loop has already read join this commit instead of waiting for the next one.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      await this.#commit(this.#queue.splice(0, maxJobsPerCommit));
    }
    this.#draining = null;
  }

  async #commit(jobs: readonly Job[]): Promise<void> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await this.#runAll(jobs);
    } catch (error) {
      const reason = translateStorageError(error);
      for (const job of jobs) job.reject(reason);
      return;
    }
    this.#options.onCommit();
    for (const [index, job] of jobs.entries()) this.#settle(job, outcomes[index]);
  }

  #settle(job: Job, outcome: Outcome | undefined): void {
    if (outcome === undefined || !('value' in outcome)) job.reject(outcome?.error);
    else if (outcome.effects.length === 0) job.resolve(outcome.value);
    else this.#follow(job, outcome.value, outcome.effects);
  }

  /** The next commit does not wait for the effects of this one. */
  #follow(job: Job, value: unknown, effects: readonly Effect[]): void {
    const following = runEffects(effects, this.#options.onEffectFailure).finally(() => {
      this.#following.delete(following);
      job.resolve(value);
    });
    this.#following.add(following);
  }

  async #runAll(jobs: readonly Job[]): Promise<readonly Outcome[]> {
    const { db, dialect } = this.#options;
    const trx = await db.startTransaction().execute();
    openPrepared(trx, dialect);
    try {
      const outcomes: Outcome[] = [];
      for (const job of jobs) outcomes.push(await runOne(job, trx, dialect));
      await trx.commit().execute();
      return outcomes;
    } catch (error) {
      // On a full disk SQLite rolls back by itself; then there is nothing left to roll back.
      await trx
        .rollback()
        .execute()
        .catch(() => undefined);
      throw error;
    }
  }
}

async function runOne(
  job: Job,
  trx: WriteTransaction,
  dialect: BunSqliteDialect,
): Promise<Outcome> {
  dialect.execute('savepoint job');
  try {
    const outcome = await withEffects(trx, job.work);
    dialect.execute('release job');
    return outcome;
  } catch (error) {
    undo(dialect, error);
    return { error: translateStorageError(error) };
  }
}

/** Rolls back one job. Throws `reason` when the savepoint is gone: then all jobs of the transaction fail. */
function undo(dialect: BunSqliteDialect, reason: unknown): void {
  try {
    dialect.execute('rollback to job');
    dialect.execute('release job');
  } catch {
    // On a full disk SQLite rolls back the whole transaction, savepoints included.
    throw reason;
  }
}
