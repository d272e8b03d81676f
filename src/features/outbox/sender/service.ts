// Sends the messages of one channel, one after the other. While there are none it does nothing at all.
import type { Channel } from '../../../db/message-tables.ts';
import type { Database } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Lease } from '../../maintenance/leases/service.ts';
import type { Attempts } from '../attempts/service.ts';
import { endStop, findStopEnd, nextMessage } from './queries.ts';
import { Pace } from './rules.ts';

interface SenderDependencies {
  readonly database: Database;
  readonly log: Log;
  readonly channel: Channel;
  readonly attempts: Attempts;
  /** Which of several servers sends; null when there is only one. */
  readonly lease: Lease | null;
  /** How many messages it sends in a minute. */
  readonly perMinute: number;
  /** Whether commands may store messages too. */
  readonly isUsedByCommands: () => Promise<boolean>;
}

/** How long a server that was killed keeps others from sending, in milliseconds. */
export const sendingLeaseMs = 30_000;

/** Late enough that the answer to the request is sent before. */
const soonMs = 20;
/** How soon a server looks again while another one sends, and while it keeps the lease. */
const sharedLookMs = 5000;
/** A command cannot tell the server of a SQLite file that it stored a message. */
const idleLookMs = 30_000;
const afterErrorMs = 30_000;
/** A timer stands still while the machine sleeps. */
const longestPauseMs = 10 * 60_000;
const keepLeaseMs = 5000;
/** How long the end of a server waits for the message that is being sent. */
const closingMs = 3000;

export class Sender {
  readonly #database: Database;
  readonly #log: Log;
  readonly #channel: Channel;
  readonly #attempts: Attempts;
  readonly #lease: Lease | null;
  readonly #pace: Pace;
  readonly #isUsedByCommands: SenderDependencies['isUsedByCommands'];
  readonly #closing = new AbortController();
  #timer: { readonly at: number; readonly timer: Timer } | null = null;
  #round: Promise<void> | null = null;
  #isClosed = false;
  #isWoken = false;
  #isFirstLook = true;
  #isWell = true;

  constructor({
    database,
    log,
    channel,
    attempts,
    lease,
    perMinute,
    isUsedByCommands,
  }: SenderDependencies) {
    this.#database = database;
    this.#log = log;
    this.#channel = channel;
    this.#attempts = attempts;
    this.#lease = lease;
    this.#pace = new Pace(perMinute);
    this.#isUsedByCommands = isUsedByCommands;
  }

  /** Looks for messages soon: at the start, and after each commit that stored one. */
  wake(): void {
    if (this.#round === null) this.#look(soonMs);
    else this.#isWoken = true;
  }

  /** Waits a little for the message that is being sent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer?.timer);
    const timer = setTimeout(() => this.#closing.abort(), closingMs);
    await this.#round;
    clearTimeout(timer);
    await this.#lease?.release().catch((error: unknown) => {
      this.#log.warn('Another server sends the messages that wait only in half a minute', {
        error,
      });
    });
  }

  /** Sets the timer, unless one is set that passes earlier. */
  #look(inMs: number): void {
    if (this.#isClosed) return;
    const pauseMs = Math.min(inMs, longestPauseMs);
    const at = performance.now() + pauseMs;
    if (this.#timer !== null && this.#timer.at <= at) return;
    clearTimeout(this.#timer?.timer);
    this.#timer = { at, timer: setTimeout(() => this.#begin(), pauseMs).unref() };
  }

  #begin(): void {
    this.#timer = null;
    this.#isWoken = false;
    this.#round = this.#runOnce().finally(() => {
      this.#round = null;
      if (this.#isWoken) this.#look(soonMs);
    });
  }

  /** Never rejects. */
  async #runOnce(): Promise<void> {
    try {
      const pauseMs = await this.#sendDue();
      if (pauseMs !== null) this.#look(pauseMs);
      this.#isWell = true;
    } catch (error) {
      if (this.#isWell) {
        this.#log.warn('Messages that wait could not be read or stored; it is tried again', {
          error,
        });
      }
      this.#isWell = false;
      this.#look(afterErrorMs);
    }
  }

  /** Sends what is due; returns when to look again, in milliseconds, and null for not before the next message. */
  async #sendDue(): Promise<number | null> {
    while (!this.#isClosed) {
      const now = Date.now();
      const next = await nextMessage(this.#database.read, this.#channel);
      if (await this.#endsStop(next !== undefined)) continue;
      if (next === undefined) return this.#rest(await this.#idlePause(), now);
      const dueAt = next.next_at > now ? next.next_at : await this.#endOfStop(next.next_at);
      if (dueAt > now) return this.#rest(dueAt - now, now);
      if (!(await this.#holds(now))) return sharedLookMs;
      const waitMs = this.#pace.waitMs(now);
      if (waitMs > 0) return this.#lease === null ? waitMs : Math.min(waitMs, keepLeaseMs);
      await this.#try(next);
    }
    return null;
  }

  /** A new process tries a receiver again that wanted no more messages; returns whether to look once more. */
  async #endsStop(hasMessages: boolean): Promise<boolean> {
    const isDue = this.#isFirstLook && hasMessages;
    this.#isFirstLook = false;
    if (isDue) await this.#database.write((trx) => endStop(trx, this.#channel, Date.now()));
    return isDue;
  }

  async #idlePause(): Promise<number | null> {
    return this.#lease === null && (await this.#isUsedByCommands()) ? idleLookMs : null;
  }

  async #endOfStop(otherwise: number): Promise<number> {
    return (await findStopEnd(this.#database.read, this.#channel)) ?? otherwise;
  }

  async #holds(now: number): Promise<boolean> {
    return this.#lease === null || this.#lease.hold(now);
  }

  async #try(message: Parameters<Attempts['make']>[0]): Promise<void> {
    // An attempt may take longer than the lease.
    const renewal = setInterval(() => {
      void this.#lease?.hold(Date.now()).catch(() => false);
    }, keepLeaseMs);
    try {
      if (await this.#attempts.make(message, this.#closing.signal)) this.#pace.note(Date.now());
    } finally {
      clearInterval(renewal);
    }
  }

  /**
   * Frees the lease when nothing is due, unless the messages of the last minute count against the pace: another
   * server does not know of them.
   */
  async #rest(pauseMs: number | null, now: number): Promise<number | null> {
    if (this.#lease === null) return pauseMs;
    if (!this.#pace.isWarm(now)) {
      await this.#lease.release();
      return pauseMs;
    }
    await this.#lease.hold(now);
    return Math.min(pauseMs ?? sharedLookMs, sharedLookMs);
  }
}
