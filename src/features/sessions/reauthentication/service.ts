import { AppError, validationError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { passwordShapeProblem } from '../../../core/password-policy.ts';
import type { Database } from '../../../db/port.ts';
import type { Provider } from '../../../db/schema.ts';
import { type Audit, type AuditEntry, ownAct } from '../../audit/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { SessionPerson, Sessions, TokenPerson } from '../service.ts';
import type { UserRow, Users } from '../../users/service.ts';

interface ReauthenticationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
}

/** What tells when a caller last authenticated; the user of an API token did not. */
type Recency = Pick<SessionPerson, 'authTimeMs' | 'me' | 'token'> | Pick<TokenPerson, 'token'>;

/** The password that a caller shows, and the field of the request that has it. */
interface GivenPassword {
  readonly password: string;
  readonly field: string;
}

const recentMs = 10 * 60_000;

/** Requires a recent authentication of a signed-in user, and lets them authenticate again. */
export class Reauthentication {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessions: Sessions;

  constructor({
    database,
    audit,
    connections,
    users,
    credentials,
    sessions,
  }: ReauthenticationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessions = sessions;
  }

  /**
   * Refuses a caller who has not authenticated recently, so that a stolen access token cannot be used to gain
   * lasting access. Throws AppError `reauthentication_required`, or `session_required` for an API token.
   */
  async require(person: Recency): Promise<void> {
    if (person.token !== null) throw new AppError('session_required');
    const { authTimeMs, me } = person;
    // The absolute difference, so that after a clock was set back an old sign-in does not count as recent.
    if (Math.abs(Date.now() - authTimeMs) <= recentMs) return;
    const { takesPasswords, providers } = await this.#connections.signInMethods();
    const open = new Set<Provider>(providers.map(({ provider }) => provider));
    if (takesPasswords) open.add('local');
    const methods = me.authIdentities
      .filter((way) => open.has(way))
      .map((way) => (way === 'local' ? 'password' : way));
    throw new AppError('reauthentication_required', { methods });
  }

  /**
   * Checks the caller's password and gives the session a fresh access token whose `auth_time` is now.
   * Throws AppError `invalid_token`, `local_auth_disabled`, `no_local_password`, `wrong_current_password`,
   * `validation_failed`, `rate_limited`, `server_busy`.
   */
  async confirm(person: SessionPerson, password: string, origin: ClientInfo) {
    await this.#connections.requireLocalAuth();
    const checked = await this.check(person, { password, field: 'password' }, origin);
    const line = ownAct('session.reauthenticated', checked, origin);
    const { user, authTimeMs } = await this.#sessions.writeAs(person, async (trx) => {
      const row = await this.#users.findById(trx, person.userId);
      // The password may have been changed while it was being checked.
      if (row?.password_hash !== checked.password_hash) throw new AppError('invalid_token');
      if (row.token_version !== person.tokenVersion) throw new AppError('invalid_token');
      await this.#audit.record(trx, line);
      return { user: row, authTimeMs: await this.#sessions.noteAuthenticated(trx, person) };
    });
    return this.#sessions.issueAccessToken({ ...person, user, authTimeMs });
  }

  /**
   * The account of the caller, after its password was verified. Throws AppError `invalid_token`, `no_local_password`,
   * `wrong_current_password`, `validation_failed`, `rate_limited`, `server_busy`.
   */
  async check(
    person: SessionPerson,
    { password, field }: GivenPassword,
    origin: ClientInfo,
  ): Promise<UserRow> {
    const user = await this.#users.findById(this.#database.read, person.userId);
    if (user === undefined) throw new AppError('invalid_token');
    if (user.password_hash === null) {
      const message = 'This account has no password here. Please sign in at your provider again.';
      throw new AppError('no_local_password', {
        message,
        because: { reason: 'sign_in_at_provider' },
      });
    }
    const shape = passwordShapeProblem(password, field);
    if (shape !== null) throw validationError([fieldError(field, shape)]);
    const attempt = { sessionId: person.sessionId, password, hash: user.password_hash, origin };
    if (await this.#credentials.verifyCurrent(attempt)) return user;
    return this.#refuse(user, origin);
  }

  /** Records a wrong password, then throws the refusal. */
  async #refuse(user: UserRow, origin: ClientInfo): Promise<never> {
    const code = 'wrong_current_password';
    const line: AuditEntry = {
      ...ownAct('session.reauthentication_failed', user, origin),
      outcome: 'failure',
      details: { reason: code },
    };
    await this.#database.write((trx) => this.#audit.record(trx, line));
    throw new AppError(code);
  }
}
