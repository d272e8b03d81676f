// Links that change an account also need its owner: its session or its password.
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import { type Audit, type AuditEntry, ownAct } from '../../audit/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { SessionPerson, Sessions } from '../../sessions/service.ts';
import type { UserRow, Users } from '../../users/service.ts';

interface LinkOwnersDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
}

/** With what a caller shows that an account is theirs. */
export interface OwnerProof {
  readonly bearer: string | null;
  readonly password: string | null;
  readonly origin: ClientInfo;
}

/** The check that a caller owns an account; to be made again inside the transaction that relies on it. */
export type OwnerCheck = (trx: WriteTransaction) => Promise<void>;

/** The reader of an address and the owner of the account are not always the same person. */
export class LinkOwners {
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
  }: LinkOwnersDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessions = sessions;
  }

  /**
   * Requires a live session of the account, or its password, whose guesses count as those of a sign-in. Throws
   * AppError `link_owner_required`, `invalid_token`, `password_change_required`, `wrong_current_password`,
   * `local_auth_disabled`, `rate_limited`, `server_busy`.
   */
  async require(userId: Id, { bearer, password, origin }: OwnerProof): Promise<OwnerCheck> {
    if (bearer !== null) {
      const person = await this.#sessions.authenticate(bearer);
      if (person.mustChangePassword) throw new AppError('password_change_required');
      if (sameId(person.userId, userId)) return this.#stillSignedIn(person);
    }
    if (password === null) throw new AppError('link_owner_required');
    return this.#checkPassword(userId, password, origin);
  }

  #stillSignedIn(person: SessionPerson): OwnerCheck {
    return (trx) => this.#sessions.requireLive(trx, person);
  }

  async #checkPassword(userId: Id, password: string, origin: ClientInfo): Promise<OwnerCheck> {
    using place = this.#credentials.admit(origin);
    await this.#connections.requireLocalAuth();
    const user = await this.#users.findById(this.#database.read, userId);
    if (user === undefined) throw new AppError('link_invalid');
    const { matches } = await this.#credentials.verify({
      emailKey: user.email_key,
      password,
      origin,
      place,
      find: () => Promise.resolve(user),
    });
    if (!matches) return this.#refuse(user, origin);
    return async (trx) => {
      // The password may have been changed while it was being checked.
      const row = await this.#users.findById(trx, userId);
      if (row?.password_hash !== user.password_hash) throw new AppError('wrong_current_password');
    };
  }

  /** Records a wrong password, then throws the refusal. */
  async #refuse(user: UserRow, origin: ClientInfo): Promise<never> {
    const code = 'wrong_current_password';
    const line: AuditEntry = {
      ...ownAct('session.reauthentication_failed', user, origin),
      actor: null,
      outcome: 'failure',
      details: { reason: code },
    };
    await this.#database.write((trx) => this.#audit.record(trx, line));
    throw new AppError(code);
  }
}
