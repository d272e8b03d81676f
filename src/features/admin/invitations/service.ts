import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { sha256 } from '../../../core/tokens.ts';
import { formatId, type Id, newId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import { isReservedName } from '../../groups/rules.ts';
import { findGroups } from '../../groups/service.ts';
import { groupIdsOf, isUndecided, type MadeInvitation } from '../../links/invitations/rules.ts';
import {
  countOpen,
  deleteInvitation,
  findInvitation,
  insertInvitation,
  listInvitations,
} from '../../links/invitations/service.ts';
import { linkUrl, newToken } from '../../links/rules.ts';
import type { Mail } from '../../mail/service.ts';
import type { Reauthentication } from '../../sessions/reauthentication/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import { requireForToken } from '../users/rules.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import { type CheckedInvitation, checkInvitation, shownInvitation } from './rules.ts';
import {
  type CreatedInvitation,
  type CreateInvitationRequest,
  maxOpen,
  type ShownInvitation,
} from './schema.ts';

interface InvitationAdministrationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly reauthentication: Reauthentication;
  readonly mail: Mail;
  readonly appUrl: string;
}

/** How many invitations the list shows, those that ended included. */
const maxListed = 1000;

/** Invitations, as administrators make, see and revoke them. */
export class InvitationAdministration {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #reauthentication: Reauthentication;
  readonly #mail: Mail;
  readonly #appUrl: string;

  constructor({
    database,
    audit,
    users,
    sessions,
    reauthentication,
    mail,
    appUrl,
  }: InvitationAdministrationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#reauthentication = reauthentication;
    this.#mail = mail;
    this.#appUrl = appUrl;
  }

  /** The newest invitations, those that ended in the last 30 days included. Throws AppError `server_busy`. */
  async list(): Promise<readonly ShownInvitation[]> {
    const db = this.#database.aside;
    const invitations = await listInvitations(db, maxListed);
    const names = await namesOf(db, invitations);
    return invitations.map((invitation) => shownInvitation(invitation, names));
  }

  /**
   * Makes an invitation, and mails it when it has an address and this server sends mail. Throws AppError
   * `validation_failed`, `group_not_found`, `user_exists`, `too_many_invitations`, `insufficient_scope`,
   * `reauthentication_required`, `invalid_token`.
   */
  async create(request: CreateInvitationRequest, by: Actor): Promise<CreatedInvitation> {
    const invitation = checkInvitation(request);
    requireForToken(by, invitation);
    if (invitation.isAdmin) await this.#requireRecent(by);
    return this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      await this.#checkGroups(trx, invitation, by);
      await this.#checkAddress(trx, invitation);
      if ((await countOpen(trx, Date.now())) >= maxOpen) throw new AppError('too_many_invitations');
      const { id, url } = await this.#store(trx, invitation, by);
      const made = await requireInvitation(trx, id);
      await this.#audit.record(trx, entryOf('invitation.created', made, by));
      return { ...shownInvitation(made, await namesOf(trx, [made])), url };
    });
  }

  /** Other programs may take the members of some groups for their administrators. */
  async #checkGroups(
    trx: WriteTransaction,
    { groupIds }: CheckedInvitation,
    by: Actor,
  ): Promise<void> {
    const groups = await findGroups(trx, groupIds);
    if (groups.length < groupIds.length) throw new AppError('group_not_found');
    if (!groups.some(({ name }) => isReservedName(name))) return;
    requireForToken(by, { isAdmin: true });
    await this.#requireRecent(by);
  }

  /** An account that waits for approval can be invited: the invitation approves it. */
  async #checkAddress(trx: WriteTransaction, { email }: CheckedInvitation): Promise<void> {
    const holder = email === null ? undefined : await this.#users.findByEmail(trx, email);
    if (holder !== undefined && !isUndecided(holder)) throw new AppError('user_exists');
  }

  async #store(
    trx: WriteTransaction,
    { email, name, ...given }: CheckedInvitation,
    by: Actor,
  ): Promise<{ readonly id: Id; readonly url: string }> {
    const id = newId();
    const token = newToken();
    const now = Date.now();
    const expiresAt = now + given.lifeMs;
    const linkHash = sha256(token);
    const url = linkUrl(this.#appUrl, token);
    const letter = { link: url, expiresAt, by: await this.#nameOf(trx, by) };
    const isMailed =
      email !== null &&
      (await this.#mail.send(
        trx,
        { kind: 'invitation', ...letter },
        { to: { email: email.address, name, language: null }, linkHash },
      ));
    await insertInvitation(trx, {
      id,
      token_hash: linkHash,
      email: email?.address ?? null,
      email_key: email?.key ?? null,
      name,
      is_admin: given.isAdmin ? 1 : 0,
      group_ids: JSON.stringify(given.groupIds.map(formatId)),
      max_uses: given.maxUses,
      uses: 0,
      is_mailed: isMailed ? 1 : 0,
      made_by: by?.id ?? null,
      created_at: now,
      expires_at: expiresAt,
    });
    return { id, url };
  }

  async #nameOf(trx: WriteTransaction, by: Actor): Promise<string | null> {
    return by === null ? null : ((await this.#users.findById(trx, by.id))?.name ?? null);
  }

  /** Throws AppError `invitation_not_found`, `insufficient_scope`, `invalid_token`. */
  async revoke(id: Id, by: Actor): Promise<void> {
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const invitation = await requireInvitation(trx, id);
      requireForToken(by, { isAdmin: invitation.is_admin === 1 });
      await deleteInvitation(trx, id);
      await this.#audit.record(trx, entryOf('invitation.revoked', invitation, by));
    });
  }

  /** Requires a recent sign-in, except from the command line. Throws AppError `reauthentication_required`. */
  async #requireRecent(by: Actor): Promise<void> {
    if (by !== null) await this.#reauthentication.require(by.caller);
  }
}

async function requireInvitation(trx: WriteTransaction, id: Id): Promise<MadeInvitation> {
  const invitation = await findInvitation(trx, id);
  if (invitation === undefined) throw new AppError('invitation_not_found');
  return invitation;
}

/** The names of the groups of some invitations, by id. */
async function namesOf(
  db: Kysely<Schema>,
  invitations: readonly MadeInvitation[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(invitations.flatMap(groupIdsOf).map((id) => [formatId(id), id] as const));
  const groups = await findGroups(db, [...ids.values()]);
  return new Map(groups.map(({ id, name }) => [formatId(id), name]));
}

function entryOf(
  event: 'invitation.created' | 'invitation.revoked',
  { id, email, is_admin, max_uses }: MadeInvitation,
  by: Actor,
): AuditEntry {
  return {
    event,
    outcome: 'success',
    actor: by,
    target: email === null ? null : { id: null, email },
    origin: by?.origin ?? null,
    details: { invitation: formatId(id), isAdmin: is_admin === 1, maxUses: max_uses },
  };
}
