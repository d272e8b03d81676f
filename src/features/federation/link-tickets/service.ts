// Tickets of refused sign-ins: with one, a person asks for the link to an account, or confirms it, within minutes.
import type { Kysely } from 'kysely';
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import { base64url, hmacSha512, randomBytes, sameSecret, sha256 } from '../../../core/tokens.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { PendingTickets } from '../../local-login/pending/service.ts';
import type { UserRow } from '../../users/service.ts';
import type { Profile } from '../identities/rules.ts';
import {
  deleteExpiredTickets,
  deleteTickets,
  deleteTicketsOf,
  findTicket,
  putTicket,
  takeTicket,
} from './queries.ts';
import {
  type BrowserTicket,
  type LinkTicketRow,
  type NewTicket,
  type ShownTicket,
  toldBy,
} from './rules.ts';

export { deleteExpiredTickets as expire, deleteTickets as forgetAll, deleteTicketsOf as forget };

/** Long enough to remember a password; the cookie of the browser lives as long. */
const ticketLifeMs = 10 * 60_000;
const ticketBytes = 32;

export class LinkTickets {
  readonly #key: Uint8Array;

  /** The key has no other use. */
  constructor({ key }: { readonly key: Uint8Array }) {
    this.#key = key;
  }

  /** The ticket of a sign-in by its state: equal for repeated callbacks, unpredictable without the key. */
  ofFlow(state: string): NewTicket {
    return { ticket: this.#derived(`ticket of ${state}`), isBound: true };
  }

  /** A ticket for a program, which gets it as the direct answer to its request. */
  forProgram(): NewTicket {
    const ticket = base64url.encode(randomBytes(ticketBytes), { includePadding: false });
    return { ticket, isBound: false };
  }

  /** The ticket of a sign-in with the key for its browser. The key cannot be computed from the ticket. */
  forBrowser(state: string): BrowserTicket {
    const { ticket } = this.ofFlow(state);
    return { ticket, browserKey: this.#browserKeyOf(ticket) };
  }

  #browserKeyOf(ticket: string): string {
    return this.#derived(`browser of ${ticket}`);
  }

  #derived(text: string): string {
    const bytes = hmacSha512(this.#key, new TextEncoder().encode(text)).subarray(0, ticketBytes);
    return base64url.encode(bytes, { includePadding: false });
  }

  /** Stores the hash of a ticket, in the transaction that refuses the sign-in; false for a profile without an address. */
  async issue(
    trx: WriteTransaction,
    { ticket, isBound }: NewTicket,
    { user, profile }: { readonly user: Pick<UserRow, 'id'>; readonly profile: Profile },
  ): Promise<boolean> {
    const told = toldBy(profile);
    if (told === null) return false;
    const now = Date.now();
    await putTicket(trx, {
      ticket_hash: sha256(ticket),
      user_id: user.id,
      ...told,
      is_bound: isBound ? 1 : 0,
      created_at: now,
      expires_at: now + ticketLifeMs,
    });
    return true;
  }

  /** What a ticket is about, if this client may use it. Throws AppError `invalid_link_ticket`. */
  async find(db: Kysely<Schema>, shown: ShownTicket): Promise<LinkTicketRow> {
    const row = await findTicket(db, sha256(shown.ticket));
    if (row === undefined || row.expires_at <= Date.now() || !this.#mayUse(row, shown)) {
      throw new AppError('invalid_link_ticket');
    }
    return row;
  }

  /** The same, and uses the ticket up. Throws AppError `invalid_link_ticket`. */
  async take(trx: WriteTransaction, shown: ShownTicket): Promise<LinkTicketRow> {
    const row = await this.find(trx, shown);
    if (!(await takeTicket(trx, row.ticket_hash))) throw new AppError('invalid_link_ticket');
    return row;
  }

  /**
   * An attacker could lead another person's browser to a page with the attacker's ticket, and that person would link
   * the attacker's identity to their own account. So the ticket of a browser needs the key that only this one got,
   * and no browser may use the ticket of a program.
   */
  #mayUse({ is_bound }: LinkTicketRow, { ticket, browserKey, isBrowser }: ShownTicket): boolean {
    if (is_bound === 0) return !isBrowser;
    return browserKey !== null && sameSecret(browserKey, this.#browserKeyOf(ticket));
  }
}

interface RefusalTicketsDependencies {
  readonly pendingTickets: PendingTickets;
  readonly linkTickets: LinkTickets;
}

/** A refused sign-in. */
interface Refused {
  readonly code: ErrorCode;
  /** The account that it is about. */
  readonly user: UserRow | null;
  readonly profile: Profile;
  /** Absent where the person could not use one. */
  readonly linkTicket?: NewTicket | undefined;
}

/** What a refusal at a provider carries besides its code, so that the person can go on. */
export class RefusalTickets {
  readonly #pendingTickets: PendingTickets;
  readonly #linkTickets: LinkTickets;

  constructor({ pendingTickets, linkTickets }: RefusalTicketsDependencies) {
    this.#pendingTickets = pendingTickets;
    this.#linkTickets = linkTickets;
  }

  async give(
    trx: WriteTransaction,
    { code, user, profile, linkTicket }: Refused,
  ): Promise<{ readonly pendingTicket?: string; readonly linkTicket?: string }> {
    if (code !== 'account_exists') {
      return this.#pendingTickets.ticketFor(code, user?.id ?? null);
    }
    if (user === null || linkTicket === undefined) return {};
    const isIssued = await this.#linkTickets.issue(trx, linkTicket, { user, profile });
    return isIssued ? { linkTicket: linkTicket.ticket } : {};
  }
}
