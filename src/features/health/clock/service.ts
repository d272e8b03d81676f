import { StartupError } from '../../../core/startup-error.ts';
import type { Database } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import { serverTime } from './queries.ts';
import { type ClockState, judgeOffset, offsetInWords, offsetOf } from './rules.ts';

interface ClockDependencies {
  readonly database: Database;
  readonly log: Log;
}

const hourMs = 60 * 60 * 1000;
const minuteMs = 60 * 1000;
const cure = 'let NTP set the clocks of both machines';

/**
 * Compares this machine's clock with that of a PostgreSQL server, because expiry times written by one instance are
 * judged by another. Not opened with a SQLite file, which only one machine uses.
 */
export class ClockCheck {
  readonly #database: Database;
  readonly #log: Log;
  #state: ClockState = 'right';
  #timer: Timer | undefined;
  #isClosed = false;

  constructor({ database, log }: ClockDependencies) {
    this.#database = database;
    this.#log = log;
  }

  /** Compares the clocks now and from time to time until `close`. Throws StartupError for a clock that is far off. */
  async open(): Promise<void> {
    const offsetMs = await this.#offset();
    this.#judge(offsetMs);
    if (this.#state === 'wrong') throw new StartupError(offsetInWords(offsetMs), cure);
    this.#compareLater();
  }

  /** Whether the clock was usable when it was last compared. */
  isUsable(): boolean {
    return this.#state !== 'wrong';
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #compareLater(pauseMs = this.#state === 'right' ? hourMs : minuteMs): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#compare(), pauseMs).unref();
  }

  async #compare(): Promise<void> {
    try {
      this.#judge(await this.#offset());
      this.#compareLater();
    } catch {
      // The readiness probe reports a database that does not answer.
      this.#compareLater(minuteMs);
    }
  }

  async #offset(): Promise<number> {
    const askedAt = Date.now();
    const startedAt = performance.now();
    const time = await serverTime(this.#database.read);
    return offsetOf({ askedAt, tookMs: performance.now() - startedAt, serverTime: time });
  }

  /** Each change of the state is logged once. */
  #judge(offsetMs: number): void {
    const state = judgeOffset(offsetMs);
    if (state === this.#state) return;
    this.#state = state;
    const words = offsetInWords(offsetMs);
    if (state === 'wrong') this.#log.error(`${words}: the server is not ready; ${cure}`);
    else if (state === 'off') this.#log.warn(`${words}; ${cure}`);
    else this.#log.info('The clock of this machine agrees with that of the database server again');
  }
}
