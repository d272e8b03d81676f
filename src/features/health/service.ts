import type { Database } from '../../db/port.ts';
import type { Log } from '../../io/log.ts';
import type { ClockCheck } from './clock/service.ts';
import { probe } from './queries.ts';

interface ReadinessDependencies {
  readonly database: Database;
  readonly log: Log;
  readonly clock: ClockCheck;
}

/** The answer to the probe of a load balancer. */
interface ReadinessState {
  readonly isReady: boolean;
  readonly hasDatabase: boolean;
}

/** An answer that takes longer counts as a failure, so that a probe is answered within a second. */
const patienceMs = 800;

/** Whether requests can be served. */
export class Readiness {
  readonly #database: Database;
  readonly #log: Log;
  readonly #clock: ClockCheck;
  #hadDatabase = true;
  #probe: Promise<unknown> | null = null;

  constructor({ database, log, clock }: ReadinessDependencies) {
    this.#database = database;
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * Whether the database answers in time and the clock is usable. The reason for a failure is logged once, not at
   * every call.
   */
  async state(requestId: string): Promise<ReadinessState> {
    const failure = await this.#failure();
    const hasDatabase = failure === null;
    if (!hasDatabase && this.#hadDatabase) {
      this.#log.error('The database cannot be read: the server is not ready', {
        requestId,
        error: failure,
      });
    }
    if (hasDatabase && !this.#hadDatabase) {
      this.#log.info('The database can be read again: the server is ready', { requestId });
    }
    this.#hadDatabase = hasDatabase;
    return { hasDatabase, isReady: hasDatabase && this.#clock.isUsable() };
  }

  /** Why the database counts as unavailable; null when it does not. */
  async #failure(): Promise<unknown> {
    if (this.#database.isBusy()) return new Error('Requests wait too long for a connection');
    const late = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => {
      late.resolve(new Error(`The database did not answer within ${patienceMs} ms`));
    }, patienceMs);
    try {
      return await Promise.race([this.#ask(), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** One question at a time, so that probes do not pile up in front of a database that hangs. */
  #ask(): Promise<unknown> {
    this.#probe ??= probe(this.#database.read)
      .then(
        () => null,
        (error: unknown) => error,
      )
      .finally(() => {
        this.#probe = null;
      });
    return this.#probe;
  }
}
