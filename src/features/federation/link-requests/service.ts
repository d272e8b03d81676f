// Links identities that may not be linked to an account by the address alone, once the person has asked for it.
import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { type Id, newId, sameId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Audit } from '../../audit/service.ts';
import type { UserRow, Users } from '../../users/service.ts';
import type { Identity } from '../arrival/service.ts';
import {
  deleteSubject,
  forgetUnlinked,
  identitiesOfUser,
  type IdentityRow,
  rememberUnlinked,
  storeIdentity,
} from '../identities/service.ts';
import { profileIn, type ShownTicket, type ToldIdentity } from '../link-tickets/rules.ts';
import type { LinkTickets } from '../link-tickets/service.ts';
import { endGroupRole } from '../linking/service.ts';
import {
  askingRules,
  isAbout,
  type LinkRequestRow,
  maxWaiting,
  replacedBy,
  requestLifeMs,
  shownAsked,
} from './rules.ts';
import {
  countWaiting,
  deleteExpiredRequests,
  deleteRequest,
  deleteRequestOfSubject,
  deleteRequestsOf,
  findRequest,
  insertRequest,
  liveRequests,
  markRefused,
  requestOfSubject,
} from './queries.ts';
import type { Asked } from './schema.ts';

export {
  countWaiting,
  deleteExpiredRequests as expire,
  deleteRequestsOf as forget,
  findRequest,
  liveRequests,
  markRefused,
};

interface LinkRequestsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly identity: Identity;
  readonly linkTickets: LinkTickets;
}

/** An identity that is to be linked, and when its person last signed in at the provider. */
type Claim = ToldIdentity & { readonly user_id: Id; readonly last_used_at: number };

export class LinkRequests {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #identity: Identity;
  readonly #linkTickets: LinkTickets;

  constructor({ database, audit, users, identity, linkTickets }: LinkRequestsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#identity = identity;
    this.#linkTickets = linkTickets;
  }

  /**
   * Asks the administrators for the link that a ticket is about; one question of each identity waits at a time.
   * Throws AppError `invalid_link_ticket`, `link_request_outdated`, `too_many_link_requests`.
   */
  ask(shown: ShownTicket, origin: ClientInfo): Promise<Asked> {
    return this.#database.write(async (trx) => {
      const taken = await this.#linkTickets.take(trx, shown);
      const { ticket_hash: _, is_bound: __, created_at: ___, ...ticket } = taken;
      await this.requireCurrent(trx, ticket);
      const now = Date.now();
      const known = await requestOfSubject(trx, ticket);
      if (known !== undefined && stands(known, ticket.user_id, now)) return shownAsked(known);
      if (known !== undefined) await deleteRequest(trx, known.id);
      if ((await countWaiting(trx, now)) >= maxWaiting) {
        throw new AppError('too_many_link_requests');
      }
      const times = { asked_at: now, expires_at: now + requestLifeMs, refused_at: null };
      const request = { ...ticket, id: newId(), ...times };
      await insertRequest(trx, request);
      await this.#record(trx, request, origin);
      return shownAsked(request);
    });
  }

  async #record(trx: WriteTransaction, request: LinkRequestRow, origin: ClientInfo): Promise<void> {
    const target = (await this.#users.findById(trx, request.user_id)) ?? null;
    const entry = { event: 'link_request.made', outcome: 'success', actor: null } as const;
    await this.#audit.record(trx, { ...entry, target, origin, details: detailsOf(request) });
  }

  /** Whether a sign-in with the identity would still be refused because of this account, as it was before. */
  async isCurrent(db: Kysely<Schema>, told: Omit<Claim, 'last_used_at'>): Promise<boolean> {
    const decision = await this.#identity.decide(profileIn(told), askingRules, db);
    return isAbout(decision, told.user_id);
  }

  /** Throws AppError `link_request_outdated`. */
  async requireCurrent(db: Kysely<Schema>, told: Omit<Claim, 'last_used_at'>): Promise<void> {
    if (!(await this.isCurrent(db, told))) throw new AppError('link_request_outdated');
  }

  /**
   * Links the identity, in the transaction that decided it, and returns the identities of the same issuer that the
   * account loses for it. The address counts as verified only after the next sign-in at the provider says so. Throws
   * AppError `link_request_outdated`, `last_admin_demoted`.
   */
  async link(trx: WriteTransaction, user: UserRow, claim: Claim): Promise<readonly IdentityRow[]> {
    await this.requireCurrent(trx, claim);
    const replaced = replacedBy(claim, await identitiesOfUser(trx, user.id));
    if (replaced.length > 0) {
      if (claim.provider === 'oidc') await endGroupRole(trx, user);
      for (const old of replaced) await deleteSubject(trx, user.id, old);
      await rememberUnlinked(trx, replaced, Date.now());
    }
    const { provider, issuer, subject, email, last_used_at } = claim;
    const times = { created_at: Date.now(), last_used_at };
    const identity = { user_id: user.id, provider, issuer, subject, email, ...times };
    if (!(await storeIdentity(trx, { ...identity, email_verified: 0, email_follows: 0 }))) {
      throw new AppError('link_request_outdated');
    }
    await forgetUnlinked(trx, claim);
    await deleteRequestOfSubject(trx, claim);
    return replaced;
  }
}

/** Whether a request answers the same question now: one that was refused does, whichever account it is about. */
function stands(request: LinkRequestRow, userId: Id, now: number): boolean {
  if (request.expires_at <= now) return false;
  return request.refused_at !== null || sameId(request.user_id, userId);
}

/** What the audit log says about a request. */
export function detailsOf({ provider, issuer, subject, email, email_verified }: ToldIdentity) {
  return { provider, issuer, subject, address: email, addressVerified: email_verified === 1 };
}
