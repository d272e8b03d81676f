// Links with which people create their own account; what happens to one is decided in the transaction of the sign-up.
import type { Kysely } from 'kysely';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { Email } from '../../../core/email.ts';
import { formatId } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { type Audit, type AuditEntry, ownAct } from '../../audit/service.ts';
import { findGroups, groupsOfPerson, replaceMemberships } from '../../groups/service.ts';
import type { UserRow, Users } from '../../users/service.ts';
import {
  countOpen,
  countUse,
  deleteEndedInvitations,
  deleteInvitation,
  deleteInvitations,
  findByToken,
  findInvitation,
  insertInvitation,
  listInvitations,
  lockMaker,
} from './queries.ts';
import {
  groupIdsOf,
  isForOther,
  type MadeInvitation,
  opened,
  type OpenedInvitation,
  type Standing,
  standingOf,
} from './rules.ts';

export {
  countOpen,
  deleteInvitation,
  deleteInvitations as forgetAll,
  findInvitation,
  insertInvitation,
  listInvitations,
};

/** How long the list still shows an invitation that has ended. */
const shownAfterEndMs = 30 * 24 * 60 * 60 * 1000;

/** Deletes at most `limit` invitations that ended some time ago; returns how many. */
export function expire(db: Kysely<Schema>, now: number, limit: number): Promise<number> {
  return deleteEndedInvitations(db, now - shownAfterEndMs, limit);
}

/** What an invitation that can be used offers, by the hash of its token; null for any other token. */
export async function lookUp(
  db: Kysely<Schema>,
  tokenHash: Uint8Array,
  now: number,
): Promise<OpenedInvitation | null> {
  const invitation = await findByToken(db, tokenHash);
  if (invitation === undefined || standingOf(invitation, now) !== 'open') return null;
  return opened(invitation);
}

interface InvitationsDependencies {
  readonly audit: Audit;
  readonly users: Users;
}

/** An invitation that may be used. */
export interface OpenInvitation {
  readonly kind: 'open';
  readonly invitation: MadeInvitation;
}

/** The refusal of a use. Callers tell all reasons for which a link is dead alike. */
export interface RefusedInvitation {
  readonly kind: 'refused';
  readonly code: 'link_invalid' | 'invitation_for_other_address';
  /** Null for a token that no invitation has. */
  readonly invitation: MadeInvitation | null;
  readonly why: Standing | 'other_address' | 'unknown';
}

/** What may be done with the token of an invitation. */
export type Judgement = OpenInvitation | RefusedInvitation;

/** A token, and the address of the account that it is shown for; null when that is not known yet. */
interface Shown {
  readonly hash: Uint8Array;
  readonly email: Pick<Email, 'key'> | null;
}

interface Attempt {
  /** The address that was to become an account; null when it is none. */
  readonly email: string | null;
  readonly origin: ClientInfo;
}

export class Invitations {
  readonly #audit: Audit;
  readonly #users: Users;

  constructor({ audit, users }: InvitationsDependencies) {
    this.#audit = audit;
    this.#users = users;
  }

  /** Decides whether an invitation can be used for an account with this address, and changes nothing. */
  async judge(db: Kysely<Schema>, { hash, email }: Shown): Promise<Judgement> {
    const invitation = await findByToken(db, hash);
    if (invitation === undefined) return dead(null, 'unknown');
    const standing = standingOf(invitation, Date.now());
    if (standing !== 'open') return dead(invitation, standing);
    if (email === null || !isForOther(invitation, email)) return { kind: 'open', invitation };
    const code = 'invitation_for_other_address';
    return { kind: 'refused', code, invitation, why: 'other_address' };
  }

  /** Uses an invitation once, in the transaction that makes the account: what it returns has been counted. */
  async use(trx: WriteTransaction, shown: Shown): Promise<Judgement> {
    const judged = await this.judge(trx, shown);
    if (judged.kind === 'refused') return judged;
    const { invitation } = judged;
    if (invitation.made_by !== null) await lockMaker(trx, invitation.made_by);
    return (await countUse(trx, invitation.id)) ? judged : dead(invitation, 'used_up');
  }

  /** Gives a new account the groups of its invitation, and records the use. Returns the account. */
  async welcome(
    trx: WriteTransaction,
    user: UserRow,
    { invitation, origin }: { readonly invitation: MadeInvitation; readonly origin: ClientInfo },
  ): Promise<UserRow> {
    await this.#join(trx, user, invitation);
    const details = describe(invitation);
    await this.#audit.record(trx, { ...ownAct('invitation.used', user, origin), details });
    return (await this.#users.findById(trx, user.id)) ?? user;
  }

  /** Groups that were deleted since are left out; those that the account has already stay. */
  async #join(trx: WriteTransaction, user: UserRow, invitation: MadeInvitation): Promise<void> {
    const invited = await findGroups(trx, groupIdsOf(invitation));
    if (invited.length === 0) return;
    const own = (await groupsOfPerson(trx, user.id)).filter(({ source }) => source === 'local');
    const groups = new Map([...own, ...invited].map((group) => [formatId(group.id), group]));
    const joined = { userId: user.id, source: 'local', groups: [...groups.values()] } as const;
    await replaceMemberships(trx, joined);
  }

  /** Approves an account that waits for approval, because its owner came with an invitation. Returns the account. */
  async approve(
    trx: WriteTransaction,
    user: UserRow,
    use: { readonly invitation: MadeInvitation; readonly origin: ClientInfo },
  ): Promise<UserRow> {
    const { is_admin, is_mailed } = use.invitation;
    await this.#users.update(trx, user.id, {
      status: 'active',
      waits_until: null,
      waits_from: null,
      ...(is_admin === 1 ? { is_admin } : {}),
      ...(is_mailed === 1 ? { is_proven: is_mailed } : {}),
    });
    const approved = {
      ...ownAct('user.approved', user, use.origin),
      actor: makerOf(use.invitation),
    };
    await this.#audit.record(trx, { ...approved, details: describe(use.invitation) });
    return this.welcome(trx, user, use);
  }

  /** Records that an account which waited for approval went, because the owner of its address came with an invitation. */
  async noteReplaced(
    trx: WriteTransaction,
    user: UserRow,
    { invitation, origin }: { readonly invitation: MadeInvitation; readonly origin: ClientInfo },
  ): Promise<void> {
    const about = { actor: makerOf(invitation), target: user, origin, deleted: user };
    const entry = { event: 'user.deleted', outcome: 'success', ...about } as const;
    await this.#audit.record(trx, { ...entry, details: describe(invitation) });
  }

  /** Records a refused use. A token that no invitation has leaves only a log line, because anyone can invent one. */
  async noteRefusal(
    trx: WriteTransaction,
    { code, invitation, why }: RefusedInvitation,
    { email, origin }: Attempt,
  ): Promise<void> {
    const said = invitation === null ? {} : describe(invitation);
    const entry: AuditEntry = {
      event: 'invitation.refused',
      outcome: 'failure',
      actor: null,
      target: email === null ? null : { id: null, email },
      origin,
      details: { ...said, why, reason: code },
    };
    if (invitation === null) this.#audit.log(entry);
    else await this.#audit.record(trx, entry);
  }
}

function dead(invitation: MadeInvitation | null, why: RefusedInvitation['why']): RefusedInvitation {
  return { kind: 'refused', code: 'link_invalid', invitation, why };
}

function makerOf({ made_by: id, maker_email: email }: MadeInvitation) {
  return id === null || email === null ? null : { id, email };
}

/** How the audit log names an invitation. */
function describe({ id, is_admin, maker_email }: MadeInvitation) {
  return {
    invitation: formatId(id),
    isAdmin: is_admin === 1,
    ...(maker_email === null ? {} : { invitedBy: maker_email }),
  };
}
