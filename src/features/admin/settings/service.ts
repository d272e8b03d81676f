import type { SignupMode } from '../../../config/config.ts';
import { AppError, validationError } from '../../../core/errors.ts';
import { maxExportRows, maxTake, parsePage } from '../../../core/page.ts';
import { refuseControlCharacters } from '../../../core/query-text.ts';
import { parseTimeRange } from '../../../core/time-range.ts';
import { formatId, type Id, parseId } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { Provider } from '../../../db/schema.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import type { Audit, AuditEntry, AuditFilter } from '../../audit/service.ts';
import { countWaiting } from '../../federation/link-requests/service.ts';
import type { Session } from '../../sessions/schema.ts';
import type { SessionList } from '../../sessions/list/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import { presentPolicy, presentRegistration } from '../../settings/rules.ts';
import type { RuntimeSetting, RuntimeSettings, SettingState } from '../../settings/service.ts';
import { countActiveAdmins, type UserRow, type Users } from '../../users/service.ts';
import type { AuditQuery, ListedUser, PendingCount, Stats, UsersQuery } from './schema.ts';
import { orderOf, type UserFilter } from './rules.ts';
import {
  allUserIds,
  countByStatus,
  countLiveSessions,
  countUsers,
  identitiesOf,
  pageOfUsers,
  runningInstances,
  searchUsers,
  usersById,
} from './queries.ts';
import { idBytes, inOrder, listed, shownInstance, unpacked } from './rules.ts';

interface AdminDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly settings: RuntimeSettings;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly sessionList: SessionList;
}

// The length of the longest e-mail address.
const maxSearchLength = 254;
// At most this many registrations can wait for approval.
const maxPendingShown = 1000;

/** The lists that administrators read, and the settings that they change. */
export class Admin {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #settings: RuntimeSettings;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #sessionList: SessionList;

  constructor({ database, audit, settings, users, sessions, sessionList }: AdminDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#settings = settings;
    this.#users = users;
    this.#sessions = sessions;
    this.#sessionList = sessionList;
  }

  /** Throws AppError `server_busy`. */
  async stats(): Promise<Stats> {
    const { aside, read } = this.#database;
    const byStatus = await countByStatus(aside);
    const count = (status: UserRow['status']) => byStatus.get(status) ?? 0;
    return {
      totalUsers: count('active') + count('pending') + count('disabled'),
      activeUsers: count('active'),
      pendingUsers: count('pending'),
      linkRequests: await countWaiting(read, Date.now()),
      disabledUsers: count('disabled'),
      adminUsers: await countActiveAdmins(read),
      activeSessions: await countLiveSessions(aside, Date.now()),
      instances: (await runningInstances(read)).map(shownInstance),
    };
  }

  /** One page of users. Throws AppError `validation_failed`, `server_busy`. */
  async users(query: UsersQuery) {
    const { aside } = this.#database;
    const page = parsePage(query);
    const [filter, order] = [filterOf(query), orderOf(query)];
    const { status, ...others } = filter;
    const isPlain = Object.values(others).every((value) => value === null);
    if (isPlain && order.by === 'createdAt') {
      const rows = await pageOfUsers(aside, status, { ...page, direction: order.direction });
      return { users: await this.#listed(rows), total: await countUsers(aside, status), ...page };
    }
    const { ids, total } = await searchUsers(aside, { filter, order }, page);
    return { users: await this.#listed(await this.#rows(ids)), total, ...page };
  }

  /** All users that match, in pages, up to one more than a file may have. Throws AppError `validation_failed`, `server_busy`. */
  async *allUsers(query: UsersQuery): AsyncGenerator<readonly ListedUser[]> {
    const { aside } = this.#database;
    parsePage(query);
    const asked = { filter: filterOf(query), order: orderOf(query) };
    const ids = await allUserIds(aside, asked, maxExportRows + 1);
    const pageBytes = maxTake * idBytes;
    for (let at = 0; at < ids.length; at += pageBytes) {
      const page = unpacked(ids.subarray(at, at + pageBytes));
      yield await this.#listed(await this.#rows(page));
    }
  }

  /** Records that an administrator took a file away, and what it was narrowed to. */
  async recordExport(
    event: 'users.exported' | 'audit.exported',
    query: UsersQuery | AuditQuery,
    by: NonNullable<Actor>,
  ): Promise<void> {
    const { format: _, skip: __, take: ___, ...filters } = query;
    const about = { event, outcome: 'success', actor: by, target: null } as const;
    const line: AuditEntry = { ...about, origin: by.origin, details: filters };
    await this.#database.write((trx) => this.#audit.record(trx, line));
  }

  /** All registrations that wait for approval, newest first. */
  async pending(): Promise<readonly ListedUser[]> {
    const page = { skip: 0, take: maxPendingShown };
    return this.#listed(await pageOfUsers(this.#database.read, 'pending', page));
  }

  /** How many people wait for a decision; counted in indexes, because the panel asks again and again. */
  async pendingCount(): Promise<PendingCount> {
    const { read } = this.#database;
    return {
      count: await countUsers(read, 'pending'),
      linkRequests: await countWaiting(read, Date.now()),
    };
  }

  async #rows(ids: readonly Id[]): Promise<readonly UserRow[]> {
    return inOrder(await usersById(this.#database.read, ids), ids);
  }

  async #listed(rows: readonly UserRow[]): Promise<ListedUser[]> {
    const ids = rows.map((row) => row.id);
    const providers = new Map<string, Provider[]>();
    for (const identity of await identitiesOf(this.#database.read, ids)) {
      const id = formatId(identity.user_id);
      providers.set(id, [...(providers.get(id) ?? []), identity.provider]);
    }
    return rows.map((row) => listed(row, providers.get(formatId(row.id)) ?? []));
  }

  /** The active sessions of a user, for an administrator. Throws AppError `user_not_found`. */
  async sessionsOf(id: Id, asking: Id | null): Promise<readonly Session[]> {
    if ((await this.#users.findById(this.#database.read, id)) === undefined)
      throw new AppError('user_not_found');
    return this.#sessionList.of(id, asking);
  }

  async registration() {
    return presentRegistration(await this.#settings.registrationMode.get(this.#database.read));
  }

  /** Throws AppError `setting_locked`. */
  async setRegistration(mode: SignupMode, by: NonNullable<Actor>) {
    const change = { value: mode, name: 'registration.mode' };
    return presentRegistration(await this.#set(this.#settings.registrationMode, change, by));
  }

  async passwordPolicy() {
    return presentPolicy(await this.#settings.strictPasswords.get(this.#database.read));
  }

  /** Throws AppError `setting_locked`. */
  async setPasswordPolicy(strict: boolean, by: NonNullable<Actor>) {
    const change = { value: strict, name: 'password.strict' };
    return presentPolicy(await this.#set(this.#settings.strictPasswords, change, by));
  }

  async #set<T extends string | boolean>(
    setting: RuntimeSetting<T>,
    change: { readonly value: T; readonly name: string },
    by: NonNullable<Actor>,
  ): Promise<SettingState<T>> {
    const line: AuditEntry = {
      event: 'setting.changed',
      outcome: 'success',
      actor: by,
      target: null,
      origin: by.origin,
      details: { setting: change.name, value: change.value },
    };
    return this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const before = await setting.get(trx);
      await setting.set(trx, change.value, by.id);
      const after = await setting.get(trx);
      if (before.value !== after.value) await this.#audit.record(trx, line);
      return after;
    });
  }

  /** One page of the audit log, newest first. Throws AppError `validation_failed`, `server_busy`. */
  auditLog(query: AuditQuery) {
    return this.#audit.page(entryFilterOf(query), parsePage(query));
  }

  /** All entries that match, newest first, in pages, up to one more than a file may have. Throws as `auditLog`. */
  auditEntries(query: AuditQuery) {
    parsePage(query);
    return this.#audit.entries(entryFilterOf(query), maxExportRows + 1);
  }
}

function filterOf({ search, status, role, provider, group }: UsersQuery): UserFilter {
  refuseControlCharacters({ search, group });
  const text = search?.trim() ?? '';
  if (text.length > maxSearchLength) {
    const message = `search must be at most ${maxSearchLength} characters`;
    const params = { max: maxSearchLength };
    throw validationError([{ field: 'search', message, code: 'too_long', params }]);
  }
  return {
    search: text === '' ? null : text,
    status: status ?? null,
    role: role ?? null,
    provider: provider ?? null,
    group: group === '' ? null : (group ?? null),
  };
}

function entryFilterOf(query: AuditQuery): AuditFilter {
  const { user, event = null, outcome = null } = query;
  refuseControlCharacters({ event: query.event });
  const userId = user === undefined ? null : parseId(user);
  if (user !== undefined && userId === null) {
    const message = 'user must be the id of a user';
    throw validationError([{ field: 'user', message, code: 'not_id' }]);
  }
  return { userId, event, outcome, ...parseTimeRange(query) };
}
