import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { Users } from '../../users/service.ts';
import { readTicket, standingOf, writeTicket } from './rules.ts';
import type { PendingStatus } from './schema.ts';

const ticketLifeMs = 24 * 60 * 60 * 1000;

interface PendingTicketsDependencies {
  readonly database: Database;
  readonly users: Users;
  /** Signs the tickets, and nothing else. */
  readonly key: Uint8Array;
}

/**
 * Tickets with which the page of a person who waits for approval asks again, without storing the password and
 * without attempts to sign in. Nothing is stored: a ticket is signed, and the row of the user decides.
 */
export class PendingTickets {
  readonly #database: Database;
  readonly #users: Users;
  readonly #key: Uint8Array;

  constructor({ database, users, key }: PendingTicketsDependencies) {
    this.#database = database;
    this.#users = users;
    this.#key = key;
  }

  /** A ticket for a user who waits and has just proven who they are. */
  issue(userId: Id): string {
    return writeTicket({ userId, expiresAtMs: Date.now() + ticketLifeMs }, this.#key);
  }

  /** What a refusal carries besides its code: a ticket when the account waits for approval. */
  ticketFor(code: ErrorCode, userId: Id | null): { readonly pendingTicket?: string } {
    return code === 'account_pending' && userId !== null
      ? { pendingTicket: this.issue(userId) }
      : {};
  }

  /** Whether the holder of a ticket still waits. Throws AppError `invalid_pending_ticket`. */
  async ask(ticket: string): Promise<PendingStatus> {
    const content = readTicket(ticket, this.#key);
    if (content === null || content.expiresAtMs <= Date.now()) {
      throw new AppError('invalid_pending_ticket');
    }
    const user = await this.#users.findById(this.#database.read, content.userId);
    return { status: standingOf(user?.status ?? null) };
  }
}
