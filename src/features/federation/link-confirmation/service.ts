// Links an identity when the person shows the password of the account; that is a sign-in with the password.
import { AppError, validationError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { passwordShapeProblem } from '../../../core/password-policy.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import { refusedSignIn } from '../../local-login/rules.ts';
import type { SignedIn } from '../../local-login/schema.ts';
import type { PendingTickets } from '../../local-login/pending/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { OpenSession, Sessions } from '../../sessions/service.ts';
import type { SessionStart } from '../../sessions/start/service.ts';
import { showUser } from '../../users/rules.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import type { LinkRequests } from '../link-requests/service.ts';
import type { LinkTicketRow, ShownTicket } from '../link-tickets/rules.ts';
import type { LinkTickets } from '../link-tickets/service.ts';

interface LinkConfirmationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly sessionStart: SessionStart;
  readonly pendingTickets: PendingTickets;
  readonly linkTickets: LinkTickets;
  readonly linkRequests: LinkRequests;
}

interface Confirmation {
  readonly shown: ShownTicket;
  readonly origin: ClientInfo;
}

type PasswordRefusal = 'invalid_credentials' | 'account_pending' | 'account_disabled';

export class LinkConfirmation {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessions: Sessions;
  readonly #sessionStart: SessionStart;
  readonly #pendingTickets: PendingTickets;
  readonly #linkTickets: LinkTickets;
  readonly #linkRequests: LinkRequests;

  constructor({
    database,
    audit,
    connections,
    users,
    credentials,
    sessions,
    sessionStart,
    pendingTickets,
    linkTickets,
    linkRequests,
  }: LinkConfirmationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessions = sessions;
    this.#sessionStart = sessionStart;
    this.#pendingTickets = pendingTickets;
    this.#linkTickets = linkTickets;
    this.#linkRequests = linkRequests;
  }

  /**
   * Links the identity of a ticket and signs in. A wrong password counts as at a sign-in, an account without one gets
   * the same response in equal time, and the ticket stays valid for another attempt. Throws AppError
   * `invalid_link_ticket`, `invalid_credentials`, `account_pending`, `account_disabled`, `rate_limited`,
   * `local_auth_disabled`, `link_request_outdated`, `last_admin_demoted`, `validation_failed`, `server_busy`.
   */
  async confirm(shown: ShownTicket, password: string, origin: ClientInfo): Promise<SignedIn> {
    using place = this.#credentials.admit(origin);
    await this.#connections.requireLocalAuth();
    const problem = passwordShapeProblem(password);
    if (problem !== null) throw validationError([fieldError('password', problem)]);
    const ticket = await this.#linkTickets.find(this.#database.read, shown);
    const user = await this.#users.findById(this.#database.read, ticket.user_id);
    if (user === undefined) throw new AppError('invalid_link_ticket');
    const { matches } = await this.#credentials.verify({
      emailKey: user.email_key,
      password,
      origin,
      place,
      find: () => Promise.resolve(user),
    });
    if (!matches) return this.#refuse('invalid_credentials', { user, ticket }, origin);
    const outcome = await this.#database.write((trx) => this.#link(trx, user, { shown, origin }));
    if (typeof outcome === 'string') return this.#refuse(outcome, { user, ticket }, origin);
    return {
      ...(await this.#sessions.issueTokens(outcome)),
      user: showUser(outcome.user, outcome.provider),
    };
  }

  /** Records a refused sign-in, then throws the refusal. */
  async #refuse(
    code: PasswordRefusal,
    { user, ticket }: { readonly user: UserRow; readonly ticket: LinkTicketRow },
    origin: ClientInfo,
  ): Promise<never> {
    const details = { linking: ticket.provider };
    const line = refusedSignIn(code, { target: user, origin, details });
    await this.#database.write((trx) => this.#audit.record(trx, line));
    throw new AppError(code, this.#pendingTickets.ticketFor(code, user.id));
  }

  async #link(
    trx: WriteTransaction,
    checked: UserRow,
    { shown, origin }: Confirmation,
  ): Promise<OpenSession | PasswordRefusal> {
    const user = await this.#users.findById(trx, checked.id);
    // The password may have been changed or removed while it was being checked.
    if (user === undefined || user.password_hash !== checked.password_hash) {
      return 'invalid_credentials';
    }
    const refusal = statusRefusal(user);
    if (refusal !== null) return refusal;
    const ticket = await this.#linkTickets.take(trx, shown);
    const claim = { ...ticket, last_used_at: ticket.created_at };
    const replaced = await this.#linkRequests.link(trx, user, claim);
    const details = { provider: ticket.provider, byPassword: true, replaced: replaced.length > 0 };
    await this.#audit.record(trx, { ...ownAct('identity.linked', user, origin), details });
    const after = (await this.#users.findById(trx, user.id)) ?? user;
    const signIn = { user: after, provider: 'local', origin, providerSession: null } as const;
    return (await this.#sessionStart.start(trx, signIn)).session;
  }
}
