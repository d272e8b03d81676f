import { AppError, validationError } from '../../core/errors.ts';
import { fieldError } from '../../core/field-faults.ts';
import { parseName } from '../../core/name.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { isSamePassword, passwordShapeProblem } from '../../core/password-policy.ts';
import { formatId } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { RateLimits } from '../../io/rate-limits.ts';
import { type Audit, type AuditEntry, ownAct } from '../audit/service.ts';
import { forgetPowerful } from '../links/service.ts';
import type { Connections } from '../providers/service.ts';
import type { Credentials } from '../passwords/service.ts';
import type { Person, SessionPerson, Sessions } from '../sessions/service.ts';
import { showUser } from '../users/rules.ts';
import type { User, UserRow, Users } from '../users/service.ts';
import { describeProfile, profileChange } from './rules.ts';
import type { ChangePasswordRequest, ProfileRequest } from './schema.ts';

interface AccountDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly changeLimit: RateLimits['changes'];
}

/** Changes that a signed-in user makes to their own account. */
export class Account {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessions: Sessions;
  readonly #changeLimit: RateLimits['changes'];

  constructor({
    database,
    audit,
    connections,
    users,
    credentials,
    sessions,
    changeLimit,
  }: AccountDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessions = sessions;
    this.#changeLimit = changeLimit;
  }

  /** Counts a change of the caller's own account, before it is made. Throws AppError `rate_limited`. */
  async countChange({ userId }: Person): Promise<void> {
    await this.#changeLimit.consume(formatId(userId));
  }

  /**
   * Changes the caller's password, ends all other sessions and gives this one a fresh access token.
   * Throws AppError `invalid_token`, `local_auth_disabled`, `no_local_password`, `wrong_current_password`,
   * `password_unchanged`, `validation_failed`, `rate_limited`, `server_busy`.
   */
  async changePassword(person: SessionPerson, request: ChangePasswordRequest, origin: ClientInfo) {
    await this.#connections.requireLocalAuth();
    const before = await this.#withPassword(person);
    await this.#check(person, before, { request, origin });
    const hash = await this.#credentials.hash(request.newPassword, origin.area);
    const after = await this.#replacePassword({ person, before, hash, origin });
    return this.#sessions.issueAccessToken({ ...person, ...after });
  }

  async #withPassword(
    person: SessionPerson,
  ): Promise<UserRow & { readonly password_hash: string }> {
    const user = await this.#users.findById(this.#database.read, person.userId);
    if (user === undefined) throw new AppError('invalid_token');
    if (user.password_hash === null) throw new AppError('no_local_password');
    return { ...user, password_hash: user.password_hash };
  }

  async #check(
    { sessionId }: SessionPerson,
    user: UserRow & { readonly password_hash: string },
    { request, origin }: { readonly request: ChangePasswordRequest; readonly origin: ClientInfo },
  ): Promise<void> {
    const { currentPassword, newPassword } = request;
    const shape = passwordShapeProblem(currentPassword, 'currentPassword');
    const problems = [
      ...(shape === null ? [] : [fieldError('currentPassword', shape)]),
      ...(await this.#credentials.problems(newPassword, 'newPassword')),
    ];
    if (problems.length > 0) throw validationError(problems);
    const attempt = { sessionId, password: currentPassword, hash: user.password_hash, origin };
    if (!(await this.#credentials.verifyCurrent(attempt))) {
      const line: AuditEntry = {
        ...ownAct('password.change_failed', user, origin),
        outcome: 'failure',
        details: { reason: 'wrong_current_password' },
      };
      await this.#database.write((trx) => this.#audit.record(trx, line));
      throw new AppError('wrong_current_password');
    }
    if (isSamePassword(newPassword, currentPassword)) throw new AppError('password_unchanged');
  }

  async #replacePassword(change: {
    readonly person: SessionPerson;
    readonly before: UserRow;
    readonly hash: string;
    readonly origin: ClientInfo;
  }): Promise<{ readonly user: UserRow; readonly authTimeMs: number }> {
    const { person, before, hash, origin } = change;
    const line = ownAct('password.changed', before, origin);
    return this.#sessions.writeAs(person, async (trx) => {
      const user = await this.#users.findById(trx, before.id);
      // An access token that was revoked while the new password was being hashed must not be exchanged for a new one.
      if (user?.token_version !== person.tokenVersion) throw new AppError('invalid_token');
      await this.#users.setPassword(trx, user, hash);
      await this.#sessions.endAllBut(trx, person, 'password_changed');
      await forgetPowerful(trx, user.id);
      await this.#audit.record(trx, line);
      const authTimeMs = await this.#sessions.noteAuthenticated(trx, person);
      const token_version = user.token_version + 1;
      return { user: { ...user, token_version, must_change_password: 0 }, authTimeMs };
    });
  }

  /**
   * Changes the caller's name, which from then on no longer follows an identity provider, and language. Throws
   * AppError `invalid_token`, `validation_failed`.
   */
  async changeProfile(person: Person, request: ProfileRequest, origin: ClientInfo): Promise<User> {
    const given = request.name ?? null;
    const name = given === null ? null : parseName(given);
    if (name !== null && 'problem' in name) {
      throw validationError([fieldError('name', name)]);
    }
    const user = await this.#sessions.writeAs(person, async (trx) => {
      const before = await this.#users.findById(trx, person.userId);
      if (before === undefined) throw new AppError('invalid_token');
      const change = profileChange(before, { name: name?.value, language: request.language });
      if (change === null) return before;
      await this.#users.update(trx, person.userId, change);
      const details = describeProfile(before, change);
      if (details !== null) {
        await this.#audit.record(trx, { ...ownAct('profile.changed', before, origin), details });
      }
      return this.#users.findById(trx, person.userId);
    });
    if (user === undefined) throw new AppError('invalid_token');
    return showUser(user, person.provider);
  }
}
