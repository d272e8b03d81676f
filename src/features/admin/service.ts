import type { SignupMode } from '../../config/config.ts';
import { AppError, validationError } from '../../core/errors.ts';
import { parsePage } from '../../core/page.ts';
import { isoTime } from '../../core/time.ts';
import { formatId, type Id, parseId } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { Provider } from '../../db/schema.ts';
import { type Actor, requireStillAdmin } from '../accounts/service.ts';
import type { Audit, AuditEntry } from '../audit/service.ts';
import type { Session, Sessions } from '../sessions/service.ts';
import {
  presentPolicy,
  presentRegistration,
  type RuntimeSetting,
  type Settings,
  type SettingState,
} from '../settings/service.ts';
import { showUser, type UserRow, type Users, waysIn } from '../users/service.ts';
import type { AuditQuery, ListedUser, Stats, UsersQuery } from './model.ts';
import {
  countActiveAdmins,
  countByStatus,
  countLiveSessions,
  countUsers,
  identitiesOf,
  pageOfUsers,
  searchUsers,
  usersById,
} from './queries.ts';

interface AdminDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly settings: Settings;
  readonly users: Users;
  readonly sessions: Sessions;
}

// As long as the longest address.
const maxSearchLength = 254;
// The queue itself never holds more than a thousand.
const maxPendingShown = 1000;

/** What an administrator looks at, and the settings he changes. */
export class Admin {
  readonly #the: AdminDependencies;

  constructor(dependencies: AdminDependencies) {
    this.#the = dependencies;
  }

  /** Throws AppError `server_busy`. */
  async stats(): Promise<Stats> {
    const { aside, read } = this.#the.database;
    const byStatus = await countByStatus(aside);
    const count = (status: UserRow['status']) => byStatus.get(status) ?? 0;
    return {
      totalUsers: count('active') + count('pending') + count('disabled'),
      activeUsers: count('active'),
      pendingUsers: count('pending'),
      disabledUsers: count('disabled'),
      adminUsers: await countActiveAdmins(read),
      activeSessions: await countLiveSessions(aside, Date.now()),
    };
  }

  /** One page of users, newest first. Throws AppError `validation_failed`, `server_busy`. */
  async users(query: UsersQuery) {
    const { aside, read } = this.#the.database;
    const page = parsePage(query);
    const { search, status = null } = query;
    const text = search?.trim() ?? '';
    if (text.length > maxSearchLength) {
      const message = `search must be at most ${maxSearchLength} characters`;
      throw validationError([{ field: 'search', message }]);
    }
    if (text === '') {
      const rows = await pageOfUsers(aside, status, page);
      return { users: await this.#listed(rows), total: await countUsers(aside, status), ...page };
    }
    const { ids, total } = await searchUsers(aside, { search: text, status }, page);
    return { users: await this.#listed(await usersById(read, ids)), total, ...page };
  }

  /** Everybody who waits for approval, who waits longest last. */
  async pending(): Promise<readonly ListedUser[]> {
    const page = { skip: 0, take: maxPendingShown };
    return this.#listed(await pageOfUsers(this.#the.database.read, 'pending', page));
  }

  async #listed(rows: readonly UserRow[]): Promise<ListedUser[]> {
    const ids = rows.map((row) => row.id);
    const providers = new Map<string, Provider[]>();
    for (const identity of await identitiesOf(this.#the.database.read, ids)) {
      const id = formatId(identity.user_id);
      providers.set(id, [...(providers.get(id) ?? []), identity.provider]);
    }
    return rows.map((row) => listed(row, providers.get(formatId(row.id)) ?? []));
  }

  /** The live sessions of a user. Throws AppError `user_not_found`. */
  async sessionsOf(id: Id): Promise<readonly Session[]> {
    const { users, sessions, database } = this.#the;
    if ((await users.findById(database.read, id)) === undefined)
      throw new AppError('user_not_found');
    return sessions.listOf(id, null);
  }

  async registration() {
    const { settings, database } = this.#the;
    return presentRegistration(await settings.registrationMode.get(database.read));
  }

  /** Throws AppError `setting_locked`. */
  async setRegistration(mode: SignupMode, by: NonNullable<Actor>) {
    const change = { value: mode, name: 'registration.mode' };
    return presentRegistration(await this.#set(this.#the.settings.registrationMode, change, by));
  }

  async passwordPolicy() {
    const { settings, database } = this.#the;
    return presentPolicy(await settings.strictPasswords.get(database.read));
  }

  /** Throws AppError `setting_locked`. */
  async setPasswordPolicy(strict: boolean, by: NonNullable<Actor>) {
    const change = { value: strict, name: 'password.strict' };
    return presentPolicy(await this.#set(this.#the.settings.strictPasswords, change, by));
  }

  async #set<T extends string | boolean>(
    setting: RuntimeSetting<T>,
    change: { readonly value: T; readonly name: string },
    by: NonNullable<Actor>,
  ): Promise<SettingState<T>> {
    const { database, audit } = this.#the;
    const line: AuditEntry = {
      event: 'setting.changed',
      outcome: 'success',
      actor: by,
      target: null,
      origin: by.origin,
      details: { setting: change.name, value: change.value },
    };
    const { isChanged, state } = await database.write(async (trx) => {
      await requireStillAdmin(trx, this.#the, by);
      const before = await setting.get(trx);
      await setting.set(trx, change.value, by.id);
      const after = await setting.get(trx);
      const differs = before.value !== after.value;
      if (differs) await audit.record(trx, line);
      return { isChanged: differs, state: after };
    });
    if (isChanged) audit.announce(line);
    return state;
  }

  /** One page of the audit log, newest first. Throws AppError `validation_failed`, `server_busy`. */
  auditLog(query: AuditQuery) {
    const { user, event = null } = query;
    const userId = user === undefined ? null : parseId(user);
    if (user !== undefined && userId === null) {
      throw validationError([{ field: 'user', message: 'user must be the id of a user' }]);
    }
    return this.#the.audit.page({ userId, event }, parsePage(query));
  }
}

function listed(row: UserRow, providers: readonly Provider[]): ListedUser {
  const password = { password_hash: row.password_hash, identity_provider: null };
  const identities = providers.map((provider) => ({
    password_hash: null,
    identity_provider: provider,
  }));
  const ways = waysIn([password, ...identities]);
  return {
    ...showUser(row),
    authMethod: ways[0] ?? null,
    identities: ways,
    lastLoginAt: row.last_login_at === null ? null : isoTime(row.last_login_at),
  };
}
