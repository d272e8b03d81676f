import type { Expire } from '../../../db/expire.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Waiting } from '../../admin/waiting/service.ts';
import type { SessionExpiry } from '../../sessions/expiry/service.ts';
import type { KeyRotation } from '../../signing-keys/rotation/service.ts';
import type { Lease } from '../leases/service.ts';

interface HousekeepingDependencies {
  readonly database: Database;
  readonly log: Log;
  /** Which of several instances does the work. */
  readonly lease: Lease;
  readonly waiting: Waiting;
  readonly sessionExpiry: SessionExpiry;
  /** The rows of sign-ins under way and of finished ones, and expired API tokens. */
  readonly signIns: readonly Expire[];
  readonly auditEntries: Expire;
  /** Tells people of what ends soon; returns how much at most `limit` it told of. */
  readonly remind: (trx: WriteTransaction, now: number, limit: number) => Promise<number>;
  /** Null when access tokens are signed with a secret. */
  readonly keyCare: Pick<KeyRotation, 'tend'> | null;
}

/** The number of rows that one run deleted. */
export interface Removed {
  readonly sessions: number;
  readonly registrations: number;
  readonly flows: number;
  readonly auditEntries: number;
}

// Small enough that a batch occupies the writer for only a few milliseconds.
const batchSize = 100;
// Deleting an account also deletes its rows in about six other tables, so a batch has fewer accounts.
const accountBatchSize = 20;
const pauseMs = 5;
const hourMs = 60 * 60 * 1000;
/** Longer than the pause between two rounds, so that one instance does them all as long as it runs. */
export const housekeepingLeaseMs = hourMs + 5 * 60 * 1000;

/** Deletes expired rows in small batches, so that no sign-in waits for the writer. */
export class Housekeeping {
  readonly #database: Database;
  readonly #log: Log;
  readonly #lease: Lease;
  readonly #waiting: Waiting;
  readonly #sessionExpiry: SessionExpiry;
  readonly #signIns: readonly Expire[];
  readonly #auditEntries: Expire;
  readonly #remind: HousekeepingDependencies['remind'];
  readonly #keyCare: Pick<KeyRotation, 'tend'> | null;
  readonly #startedAt = Date.now() - performance.now();
  readonly #timer: Timer;
  #round: Promise<Removed> | null = null;
  #isClosed = false;

  /** Starts the hourly run, which continues until `close`. */
  constructor({
    database,
    log,
    lease,
    waiting,
    sessionExpiry,
    signIns,
    auditEntries,
    remind,
    keyCare,
  }: HousekeepingDependencies) {
    this.#database = database;
    this.#log = log;
    this.#lease = lease;
    this.#waiting = waiting;
    this.#sessionExpiry = sessionExpiry;
    this.#signIns = signIns;
    this.#auditEntries = auditEntries;
    this.#remind = remind;
    this.#keyCare = keyCare;
    // Not Bun.cron, because it loads the whole time zone database.
    this.#timer = setInterval(() => {
      void this.run().catch((error: unknown) => {
        log.warn('housekeeping failed; it is tried again in an hour', { error });
      });
    }, hourMs).unref();
  }

  /** Runs once unless another instance does; a call during a run waits for that run. */
  run(): Promise<Removed> {
    this.#round ??= this.#runOnce().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  /** Stops after the current batch. An error of the run is reported to the caller of `run`, not here. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#round?.catch(() => null);
    await this.#lease.release().catch((error: unknown) => {
      this.#log.warn(
        'The cleanup could not be handed over: no other instance does it for an hour',
        { error },
      );
    });
  }

  async #runOnce(): Promise<Removed> {
    const now = this.#steadyNow();
    const removed = {
      sessions: await this.#removeSessions(now),
      registrations: await this.#expireRegistrations(now),
      flows: await this.#drainAll(this.#signIns, now),
      auditEntries: await this.#drainAll([this.#auditEntries], now),
    };
    await this.#drain(this.#remind, now);
    if (await this.#mayGoOn()) await this.#keyCare?.tend(now);
    this.#log.debug('housekeeping done');
    return removed;
  }

  /** At most the start time plus the elapsed time, so that a clock set forward does not expire live sessions. */
  #steadyNow(): number {
    return Math.floor(Math.min(Date.now(), this.#startedAt + performance.now()));
  }

  /** Whether the run may go on: not while the server stops, nor after another instance has taken the work over. */
  async #mayGoOn(): Promise<boolean> {
    return !this.#isClosed && (await this.#lease.hold(this.#steadyNow()));
  }

  async #removeSessions(now: number): Promise<number> {
    let removed = 0;
    if (!(await this.#mayGoOn())) return removed;
    for await (const count of this.#sessionExpiry.expire(now)) {
      removed += count;
      if (!(await this.#mayGoOn())) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }

  async #expireRegistrations(now: number): Promise<number> {
    let expired = 0;
    while (await this.#mayGoOn()) {
      const count = await this.#waiting.expire(now, accountBatchSize);
      expired += count;
      if (count < accountBatchSize) break;
      await Bun.sleep(pauseMs);
    }
    return expired;
  }

  async #drainAll(tables: readonly Expire[], now: number): Promise<number> {
    let removed = 0;
    for (const expire of tables) removed += await this.#drain(expire, now);
    return removed;
  }

  /** Repeats a batch until it finds nothing. */
  async #drain(expire: HousekeepingDependencies['remind'], now: number): Promise<number> {
    let removed = 0;
    while (await this.#mayGoOn()) {
      const count = await this.#database.write((trx) => expire(trx, now, batchSize));
      removed += count;
      if (count < batchSize) break;
      await Bun.sleep(pauseMs);
    }
    return removed;
  }
}
