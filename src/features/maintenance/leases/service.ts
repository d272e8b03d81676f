import type { Database } from '../../../db/port.ts';
import { releaseLease, takeLease } from './queries.ts';

interface LeaseDependencies {
  readonly database: Database;
  /** The work that only one holder does at a time. */
  readonly name: string;
  readonly holder: string;
  /** How long the work stays with a holder that no longer renews its lease, in milliseconds. */
  readonly lengthMs: number;
}

/** The right to do some work alone among the instances that use one database. */
export class Lease {
  readonly #database: Database;
  readonly #own: { readonly name: string; readonly holder: string };
  readonly #lengthMs: number;
  #heldUntil = 0;

  constructor({ database, name, holder, lengthMs }: LeaseDependencies) {
    this.#database = database;
    this.#own = { name, holder };
    this.#lengthMs = lengthMs;
  }

  /**
   * Takes or keeps the lease; false while another holder has it. Asks the database only when less than half of the
   * time is left, so that it may be called often.
   */
  async hold(now: number): Promise<boolean> {
    if (now < this.#heldUntil - this.#lengthMs / 2) return true;
    const held_until = now + this.#lengthMs;
    const isTaken = await this.#database.write((trx) =>
      takeLease(trx, { ...this.#own, held_until }, now),
    );
    this.#heldUntil = isTaken ? held_until : 0;
    return isTaken;
  }

  /** Frees the lease, so that another holder need not wait for its end. */
  async release(): Promise<void> {
    if (this.#heldUntil === 0) return;
    this.#heldUntil = 0;
    await this.#database.write((trx) => releaseLease(trx, this.#own));
  }
}
