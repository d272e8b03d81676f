// Links an identity when the person shows the password of the account; that is a sign-in with the password.
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { Database } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { SignedIn } from '../../local-login/schema.ts';
import type { Local } from '../../local-login/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import { mustChangePassword } from '../../users/rules.ts';
import type { Users } from '../../users/service.ts';
import type { LinkRequests } from '../link-requests/service.ts';
import type { ShownTicket } from '../link-tickets/rules.ts';
import type { LinkTickets } from '../link-tickets/service.ts';

interface LinkConfirmationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly local: Local;
  readonly sessions: Sessions;
  readonly linkTickets: LinkTickets;
  readonly linkRequests: LinkRequests;
}

export class LinkConfirmation {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #local: Local;
  readonly #sessions: Sessions;
  readonly #linkTickets: LinkTickets;
  readonly #linkRequests: LinkRequests;

  constructor({
    database,
    audit,
    users,
    local,
    sessions,
    linkTickets,
    linkRequests,
  }: LinkConfirmationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#local = local;
    this.#sessions = sessions;
    this.#linkTickets = linkTickets;
    this.#linkRequests = linkRequests;
  }

  /**
   * Links the identity of a ticket and signs in. An account without a password gets the same response as a wrong
   * password, in equal time, and the ticket stays valid for another attempt. Throws AppError `invalid_link_ticket`,
   * `link_request_outdated`, `last_admin_demoted`, `password_change_required` and as `Local.confirm`.
   */
  async confirm(shown: ShownTicket, password: string, origin: ClientInfo): Promise<SignedIn> {
    const { read } = this.#database;
    const { user_id, provider } = await this.#linkTickets.find(read, shown);
    const account = await this.#users.findById(read, user_id);
    if (account === undefined) throw new AppError('invalid_link_ticket');
    return this.#local.confirm(account, password, {
      origin,
      details: { linking: provider },
      work: async (trx, user) => {
        // The administrator who made the password knows it too, and what they link with it would outlast it.
        if (mustChangePassword(user, 'local')) throw new AppError('password_change_required');
        const ticket = await this.#linkTickets.take(trx, shown);
        const claim = { ...ticket, last_used_at: ticket.created_at };
        const replaced = (await this.#linkRequests.link(trx, user, claim)).length > 0;
        // Another person may hold the sessions that the former identity started.
        if (replaced) await this.#sessions.endAll(trx, user.id, 'identity_replaced');
        const details = { provider, byPassword: true, replaced };
        await this.#audit.record(trx, { ...ownAct('identity.linked', user, origin), details });
      },
    });
  }
}
