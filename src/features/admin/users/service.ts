import { AppError } from '../../../core/errors.ts';
import { generatePassword } from '../../../core/tokens.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { ProfileImages } from '../../account/picture/service.ts';
import type { Audit } from '../../audit/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Reauthentication } from '../../sessions/reauthentication/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { RuntimeSettings } from '../../settings/service.ts';
import { isAdministrator } from '../../users/rules.ts';
import { leaveOldAddress } from '../../federation/account-security/service.ts';
import {
  checkDetails,
  lockAdmins,
  type User,
  type UserRow,
  type Users,
} from '../../users/service.ts';
import { keepAnAdmin, refuseByGroup } from '../administrators/service.ts';
import {
  activeAccount,
  type Actor,
  actorOf,
  type ChangeEffects,
  type ChangeOutcome,
  checkChange,
  type CreatedAccount,
  describeChange,
  effectsOf,
  entryOf,
  type NewAccount,
  raisesAdmin,
  type RequestedChange,
  requireForToken,
  requireStatusOnly,
  shownUser,
  targetOf,
  waitsNoMore,
} from './rules.ts';

export { type Actor, actorOf };

/** Refuses, inside the transaction, a caller who has lost the role or the session. Throws AppError `invalid_token`. */
export async function requireStillAdmin(
  trx: WriteTransaction,
  { users, sessions }: { readonly users: Users; readonly sessions: Sessions },
  by: Actor,
): Promise<void> {
  if (by === null) return;
  await lockAdmins(trx);
  const row = await users.findById(trx, by.id);
  const isAdmin = row !== undefined && isAdministrator(row, by.caller.provider);
  if (!isAdmin || row.status !== 'active') throw new AppError('invalid_token');
  await sessions.requireLive(trx, by.caller);
}

interface AccountsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly reauthentication: Reauthentication;
  readonly settings: RuntimeSettings;
  readonly images: ProfileImages;
  readonly connections: Connections;
}

/** Changes of accounts by administrators, and by the operator at the command line. */
export class Accounts {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessions: Sessions;
  readonly #reauthentication: Reauthentication;
  readonly #settings: RuntimeSettings;
  readonly #images: ProfileImages;
  readonly #connections: Connections;

  constructor({
    database,
    audit,
    users,
    credentials,
    sessions,
    reauthentication,
    settings,
    images,
    connections,
  }: AccountsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessions = sessions;
    this.#reauthentication = reauthentication;
    this.#settings = settings;
    this.#images = images;
    this.#connections = connections;
  }

  /**
   * Creates an active account with a verified address; the first account of the server is an administrator.
   * Throws AppError `validation_failed`, `user_exists`, `server_busy`, `reauthentication_required`, `insufficient_scope`.
   */
  async create(account: NewAccount, by: Actor): Promise<CreatedAccount> {
    requireForToken(by, account);
    const details = checkDetails(account, await this.#credentials.problems(account.password));
    if (account.isAdmin) await this.#requireRecent(by);
    if (await this.#users.findByEmail(this.#database.read, details.email))
      throw new AppError('user_exists');
    const password = account.password ?? generatePassword();
    const passwordHash = await this.#credentials.hash(password, by?.origin.area ?? null);
    const made = await this.change(by, async (trx) => {
      const isFirst = await this.#settings.claimFirstUser(trx, by?.origin.requestId ?? '');
      const chosen = activeAccount(account, isFirst);
      const user = await this.#users.create(trx, { ...details, ...chosen, passwordHash });
      return { event: 'user.created', user, result: { user: shownUser(user), isFirst } };
    });
    return { ...made, generatedPassword: account.password === null ? password : null };
  }

  /**
   * Changes address, name, role or status; the server keeps at least one active administrator.
   * Throws AppError `user_not_found`, `user_exists`, `validation_failed`, `own_admin_status`,
   * `last_admin_demoted`, `last_admin_disabled`, `admin_by_group`, `reauthentication_required`, `insufficient_scope`.
   */
  async update(id: Id, request: RequestedChange, by: Actor): Promise<User> {
    const change = checkChange(request);
    requireStatusOnly(by, change);
    return this.change(by, async (trx) => {
      const user = targetOf(by, await this.get(trx, id));
      if (change.isAdmin === false) await refuseByGroup(trx, user, this.#connections);
      const effects = effectsOf(user, change);
      const isOwn = by !== null && sameId(by.id, id);
      if (isOwn && effects.changesRole) throw new AppError('own_admin_status');
      await this.#guardAdmins(trx, user, effects);
      if (raisesAdmin(user, effects)) await this.#requireRecent(by);
      if (effects.fields.length === 0) return { event: null, user, result: shownUser(user) };
      await this.#users.update(trx, id, effects.columns);
      if (effects.columns.email !== undefined) await leaveOldAddress(trx, id);
      if (effects.isDisabled) await this.#sessions.revokeAccess(trx, user, 'access_withdrawn');
      else if (effects.losesAccess) await this.#sessions.endAll(trx, id, 'access_withdrawn');
      const after = await this.get(trx, id);
      const details = describeChange(user, effects);
      return { event: 'user.updated', user: after, details, result: shownUser(after) };
    });
  }

  async #guardAdmins(trx: WriteTransaction, user: UserRow, effects: ChangeEffects): Promise<void> {
    if (effects.losesAdmin) await keepAnAdmin(trx, user, 'last_admin_demoted');
    if (effects.losesAccess) await keepAnAdmin(trx, user, 'last_admin_disabled');
  }

  /** Makes a user an active administrator; `isNew` is false if they were one. Throws AppError `user_not_found`. */
  async makeAdmin(id: Id, by: Actor): Promise<{ readonly user: User; readonly isNew: boolean }> {
    const before = await this.get(this.#database.read, id);
    const isNew = before.is_admin === 0 || before.status !== 'active';
    return { user: await this.update(id, { isAdmin: true, status: 'active' }, by), isNew };
  }

  /** Deletes an account and its data. Throws AppError `user_not_found`, `last_admin_deleted`. */
  async remove(id: Id, by: Actor): Promise<void> {
    await this.change(by, async (trx) => {
      const user = targetOf(by, await this.get(trx, id));
      await keepAnAdmin(trx, user, 'last_admin_deleted');
      await this.#delete(trx, user, by);
      return { event: 'user.deleted', user, result: null };
    });
  }

  /** Approves a waiting registration. Throws AppError `user_not_found`, `user_not_pending`. */
  approve(id: Id, by: Actor): Promise<User> {
    return this.change(by, async (trx) => {
      const user = await this.#getPending(trx, id, by);
      await this.#users.update(trx, id, { status: 'active', is_proven: 1, ...waitsNoMore });
      return { event: 'user.approved', user, result: shownUser(await this.get(trx, id)) };
    });
  }

  /** Rejects and deletes a waiting registration. Throws AppError `user_not_found`, `user_not_pending`. */
  async reject(id: Id, by: Actor): Promise<void> {
    await this.change(by, async (trx) => {
      const user = await this.#getPending(trx, id, by);
      await this.#delete(trx, user, by);
      return { event: 'user.rejected', user, result: null };
    });
  }

  async #delete(trx: WriteTransaction, user: UserRow, by: Actor): Promise<void> {
    await this.#users.delete(trx, user.id);
    await this.#images.forget(trx, user, by?.origin.requestId ?? '');
  }

  /** Requires a recent sign-in, except from the command line. Throws AppError `reauthentication_required`. */
  async #requireRecent(by: Actor): Promise<void> {
    if (by !== null) await this.#reauthentication.require(by.caller);
  }

  /** Resets the count of wrong passwords of an account. Throws AppError `user_not_found`. */
  unlock(id: Id, by: Actor): Promise<User> {
    return this.change(by, async (trx) => {
      const user = targetOf(by, await this.get(trx, id));
      await this.#users.forgiveFailures(trx, id);
      return { event: 'user.unlocked', user, result: shownUser(user) };
    });
  }

  /** Ends every session of a user. Throws AppError `user_not_found`. */
  async endSessions(id: Id, by: Actor): Promise<void> {
    await this.change(by, async (trx) => {
      const user = targetOf(by, await this.get(trx, id));
      await this.#sessions.endAll(trx, id, 'ended_by_administrator');
      return { event: 'user.sessions_ended', user, result: null };
    });
  }

  /** Throws AppError `user_not_found`. */
  async get(db: Parameters<Users['findById']>[0], id: Id): Promise<UserRow> {
    const user = await this.#users.findById(db, id);
    if (user === undefined) throw new AppError('user_not_found');
    return user;
  }

  async #getPending(trx: WriteTransaction, id: Id, by: Actor): Promise<UserRow> {
    const user = targetOf(by, await this.get(trx, id));
    if (user.status !== 'pending') throw new AppError('user_not_pending');
    return user;
  }

  /** Makes one change, with its audit entry in the same transaction and its log line after the commit. */
  async change<T>(
    by: Actor,
    work: (trx: WriteTransaction) => Promise<ChangeOutcome<T>>,
  ): Promise<T> {
    return this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const outcome = await work(trx);
      if (outcome.event !== null) {
        await this.#audit.record(trx, entryOf(by, outcome.event, outcome));
      }
      return outcome.result;
    });
  }
}
