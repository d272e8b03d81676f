import { AppError } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import type { Database, WriteTransaction } from '../../db/port.ts';
import type { Audit, AuditEntry } from '../audit/service.ts';
import type { Connections } from '../providers/service.ts';
import type { Credentials } from '../passwords/service.ts';
import type { PendingTickets } from './pending/service.ts';
import type { Joining } from './joining/service.ts';
import type { Verification } from '../links/verification/service.ts';
import type { Sessions } from '../sessions/service.ts';
import type { SessionStart } from '../sessions/start/service.ts';
import { isBootstrapped, type RuntimeSettings } from '../settings/service.ts';
import { showUser } from '../users/rules.ts';
import { statusRefusal, type UserRow, type Users } from '../users/service.ts';
import { checkCredentials, checkPassword, refusedSignIn } from './rules.ts';
import {
  confirmFirst,
  type LoginRequest,
  type Pending,
  type RegisterRequest,
  type RegistrationState,
  type SignedIn,
  type Unconfirmed,
} from './schema.ts';

interface LocalDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly settings: RuntimeSettings;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly sessionStart: SessionStart;
  readonly pendingTickets: PendingTickets;
  readonly joining: Joining;
  readonly verification: Verification;
  /** Whether an account needs a confirmed address to sign in with its password. */
  readonly requireVerifiedEmail: boolean;
}

/** What is done with a password beside the sign-in. */
interface Confirmation {
  readonly origin: ClientInfo;
  /** What the entry of a refused one says beside the reason. */
  readonly details?: Readonly<Record<string, string>>;
  /** Runs in the transaction of the sign-in, before it; throwing rolls it back. */
  readonly work?: (trx: WriteTransaction, user: UserRow) => Promise<void>;
}

type LoginRefusal =
  'invalid_credentials' | 'account_pending' | 'account_disabled' | 'email_not_verified';

/** Registration and sign-in with e-mail and password. */
export class Local {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #settings: RuntimeSettings;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessions: Sessions;
  readonly #sessionStart: SessionStart;
  readonly #pendingTickets: PendingTickets;
  readonly #joining: Joining;
  readonly #verification: Verification;
  readonly #requireVerifiedEmail: boolean;

  constructor({
    database,
    audit,
    settings,
    connections,
    users,
    credentials,
    sessions,
    sessionStart,
    pendingTickets,
    joining,
    verification,
    requireVerifiedEmail,
  }: LocalDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#settings = settings;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessions = sessions;
    this.#sessionStart = sessionStart;
    this.#pendingTickets = pendingTickets;
    this.#joining = joining;
    this.#verification = verification;
    this.#requireVerifiedEmail = requireVerifiedEmail;
  }

  /** The registration mode in force, and whether the server has a user. */
  async registrationMode(): Promise<RegistrationState> {
    const needsFirstUser = !(await isBootstrapped(this.#database.read));
    const { value: mode } = await this.#settings.registrationMode.get(this.#database.read);
    return {
      mode,
      needsFirstUser,
      setupTokenRequired: needsFirstUser && this.#joining.needsSetupToken,
      sendsMail: await this.#verification.canSend(),
    };
  }

  /**
   * Creates an account and signs it in, unless it must wait for approval or confirm its address. Throws as
   * `Joining.join`.
   */
  async register(
    request: RegisterRequest,
    origin: ClientInfo,
  ): Promise<SignedIn | Pending | Unconfirmed> {
    const joined = await this.#joining.join(request, { origin, opensSession: true });
    const user = showUser(joined.user, 'local');
    if (joined.session === null && joined.user.status === 'active') {
      return { user, message: confirmFirst };
    }
    if (joined.session === null) {
      return {
        user,
        message: 'Registration successful. Your account is pending approval.',
        pendingTicket: this.#pendingTickets.issue(joined.user.id),
      };
    }
    return { ...(await this.#sessions.issueTokens(joined.session)), user };
  }

  /** Creates an account without a session. Throws as `register`. */
  async join(request: RegisterRequest, origin: ClientInfo): Promise<void> {
    await this.#joining.join(request, { origin, opensSession: false });
  }

  /**
   * Signs in. An unknown address, a wrong password and an account without one get the same response in equal time.
   * Throws AppError `invalid_credentials`, `account_pending`, `account_disabled`, `email_not_verified`,
   * `rate_limited`, `local_auth_disabled`, `validation_failed`, `server_busy`.
   */
  async login(request: LoginRequest, origin: ClientInfo): Promise<SignedIn> {
    using place = this.#credentials.admit(origin);
    await this.#logging(origin, () => this.#connections.requireLocalAuth());
    const email = checkCredentials(request);
    const { account: user, matches } = await this.#credentials.verify({
      emailKey: email.key,
      password: request.password,
      origin,
      place,
      find: () => this.#users.findByEmail(this.#database.read, email),
    });
    if (user === undefined || !matches) {
      const target = { id: user?.id ?? null, email: email.address };
      return this.#refuseLogin('invalid_credentials', target, { origin });
    }
    return this.#signIn(user, { origin });
  }

  /**
   * Signs in the owner of an account who confirms something with its password; a wrong one counts as at `login`, which
   * says what it throws beside the errors of `work`.
   */
  async confirm(account: UserRow, password: string, by: Confirmation): Promise<SignedIn> {
    using place = this.#credentials.admit(by.origin);
    await this.#connections.requireLocalAuth();
    checkPassword(password);
    const { account: user, matches } = await this.#credentials.verify({
      emailKey: account.email_key,
      password,
      origin: by.origin,
      place,
      find: () => this.#users.findById(this.#database.read, account.id),
    });
    if (user === undefined || !matches) {
      return this.#refuseLogin('invalid_credentials', account, by);
    }
    return this.#signIn(user, by);
  }

  /** Records a refused sign-in, then throws the refusal. */
  async #refuseLogin(
    code: LoginRefusal,
    target: AuditEntry['target'],
    { origin, details }: Confirmation,
  ): Promise<never> {
    const line = refusedSignIn(code, { target, origin, details });
    await this.#database.write((trx) => this.#audit.record(trx, line));
    throw new AppError(code, this.#pendingTickets.ticketFor(code, target?.id ?? null));
  }

  /** Runs a step of a sign-in, and logs a refusal that happens before the password is checked. */
  async #logging<T>(origin: ClientInfo, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      const code = error instanceof AppError ? error.code : null;
      if (code === 'local_auth_disabled') {
        this.#audit.log(refusedSignIn(code, { target: null, origin }));
      }
      throw error;
    }
  }

  async #signIn(checked: UserRow, by: Confirmation): Promise<SignedIn> {
    const { origin, work } = by;
    const session = await this.#database.write(async (trx) => {
      const user = await this.#users.findById(trx, checked.id);
      // The password may have been changed or removed while it was being checked.
      if (user === undefined || user.password_hash !== checked.password_hash) {
        return 'invalid_credentials';
      }
      const refusal = statusRefusal(user);
      if (refusal !== null) return refusal;
      if (this.#requireVerifiedEmail && user.is_proven === 0) {
        await this.#verification.sendAgain(trx, user);
        return 'email_not_verified';
      }
      await work?.(trx, user);
      const current = work === undefined ? user : await this.#users.findById(trx, user.id);
      const signIn = { user: current ?? user, provider: 'local', origin } as const;
      return (await this.#sessionStart.start(trx, { ...signIn, providerSession: null })).session;
    });
    if (typeof session === 'string') return this.#refuseLogin(session, checked, by);
    return {
      ...(await this.#sessions.issueTokens(session)),
      user: showUser(session.user, session.provider),
    };
  }
}
