import type { Database } from '../../db/port.ts';
import type { Log } from '../../io/log.ts';
import { probe } from './queries.ts';

interface ReadinessDependencies {
  readonly database: Database;
  readonly log: Log;
}

/** Whether requests can be served. */
export class Readiness {
  readonly #database: Database;
  readonly #log: Log;
  #isReady = true;

  constructor({ database, log }: ReadinessDependencies) {
    this.#database = database;
    this.#log = log;
  }

  /** Whether the database can be read. The reason for a failure is logged once, not at every call. */
  async isReady(requestId: string): Promise<boolean> {
    try {
      await probe(this.#database.read);
    } catch (error) {
      if (this.#isReady) {
        this.#log.error('The database cannot be read: the server is not ready', {
          requestId,
          error,
        });
      }
      this.#isReady = false;
      return false;
    }
    if (!this.#isReady) {
      this.#log.info('The database can be read again: the server is ready', { requestId });
    }
    this.#isReady = true;
    return true;
  }
}
