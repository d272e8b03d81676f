// What administrators decide about accounts at providers that may not be linked by the address alone.
import { AppError } from '../../../core/errors.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Audit } from '../../audit/service.ts';
import { identitiesOfUser, isProven } from '../../federation/identities/service.ts';
import type { LinkRequestRow } from '../../federation/link-requests/rules.ts';
import {
  detailsOf,
  findRequest,
  type LinkRequests,
  liveRequests,
  markRefused,
} from '../../federation/link-requests/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import { shownRequest } from './rules.ts';
import type { LinkRequest } from './schema.ts';

interface LinkDecisionsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly linkRequests: LinkRequests;
}

type Administrator = NonNullable<Actor>;

type Decision = 'link_request.granted' | 'link_request.refused';

export class LinkDecisions {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #linkRequests: LinkRequests;

  constructor({
    database,
    audit,
    connections,
    users,
    sessions,
    linkRequests,
  }: LinkDecisionsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#sessions = sessions;
    this.#linkRequests = linkRequests;
  }

  /** The requests that have not ended, those that wait first and the oldest first, as `reader` may decide about them. */
  async list(reader: Id): Promise<readonly LinkRequest[]> {
    const { read } = this.#database;
    const connected = {
      oidc: await this.#connections.oidc(),
      ready: await this.#connections.ready(),
    };
    const shown: LinkRequest[] = [];
    for (const row of await liveRequests(read, Date.now())) {
      const user = await this.#users.findById(read, row.user_id);
      if (user === undefined) continue;
      const facts = {
        user,
        identities: await identitiesOfUser(read, user.id),
        isProven: await isProven(read, user),
        isCurrent: await this.#linkRequests.isCurrent(read, row),
        connected,
        reader,
      };
      shown.push(shownRequest(row, facts));
    }
    return shown.toSorted((a, b) => Number(a.refusedAt !== null) - Number(b.refusedAt !== null));
  }

  /**
   * Links the identity to the account, after deciding everything again. It starts no session, and the person signs in
   * at the provider as usual. Administrators cannot decide about their own account, which they can link themselves.
   * Throws AppError `link_request_not_found`, `link_request_refused`, `link_request_outdated`, `own_link_request`,
   * `last_admin_demoted`, `invalid_token`.
   */
  async grant(id: Id, evenIfRefused: boolean, by: Administrator): Promise<void> {
    await this.#decide(by, async (trx) => {
      const request = await live(trx, id);
      if (request.refused_at !== null && !evenIfRefused) {
        throw new AppError('link_request_refused');
      }
      if (sameId(request.user_id, by.id)) throw new AppError('own_link_request');
      const user = await this.#users.findById(trx, request.user_id);
      if (user === undefined || statusRefusal(user) !== null) {
        throw new AppError('link_request_outdated');
      }
      const claim = { ...request, last_used_at: request.asked_at };
      const replaced = await this.#linkRequests.link(trx, user, claim);
      // Another person may hold the sessions that the former identity started.
      if (replaced.length > 0) await this.#sessions.endAll(trx, user.id, 'identity_replaced');
      return { event: 'link_request.granted', request, target: user };
    });
  }

  /** Refuses; the person cannot ask again until the request expires. Throws AppError as `grant`. */
  async refuse(id: Id, by: Administrator): Promise<void> {
    await this.#decide(by, async (trx) => {
      const request = await live(trx, id);
      if (!(await markRefused(trx, id, Date.now()))) throw new AppError('link_request_refused');
      const target = (await this.#users.findById(trx, request.user_id)) ?? null;
      return { event: 'link_request.refused', request, target };
    });
  }

  async #decide(
    by: Administrator,
    work: (trx: WriteTransaction) => Promise<{
      readonly event: Decision;
      readonly request: LinkRequestRow;
      readonly target: UserRow | null;
    }>,
  ): Promise<void> {
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const { event, request, target } = await work(trx);
      const entry = { event, outcome: 'success', actor: by, target, origin: by.origin } as const;
      await this.#audit.record(trx, { ...entry, details: detailsOf(request) });
    });
  }
}

/** Throws AppError `link_request_not_found`. */
async function live(trx: WriteTransaction, id: Id): Promise<LinkRequestRow> {
  const request = await findRequest(trx, id);
  if (request === undefined || request.expires_at <= Date.now()) {
    throw new AppError('link_request_not_found');
  }
  return request;
}
