import { AppError } from '../../../core/errors.ts';
import { isoTime } from '../../../core/time.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import { countFailedSignIns } from '../../audit/service.ts';
import { identitiesOfUser, isProven } from '../../federation/identities/service.ts';
import { groupsOfPerson } from '../../groups/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { SessionList } from '../../sessions/list/service.ts';
import type { Users } from '../../users/service.ts';
import { listed } from '../settings/rules.ts';
import { groupRole, latest, shownIdentity, shownMembership } from './rules.ts';
import type { UserDetails } from './schema.ts';

interface UserPageDependencies {
  readonly database: Database;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessionList: SessionList;
}

const failuresOfMs = 24 * 60 * 60 * 1000;

/** What the page of one user shows to administrators. */
export class UserPage {
  readonly #database: Database;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #sessionList: SessionList;

  constructor({ database, connections, users, credentials, sessionList }: UserPageDependencies) {
    this.#database = database;
    this.#connections = connections;
    this.#users = users;
    this.#credentials = credentials;
    this.#sessionList = sessionList;
  }

  /** `asking` is the session of the caller, if any. Throws AppError `user_not_found`, `server_busy`. */
  async of(id: Id, asking: Id | null): Promise<UserDetails> {
    const { read, aside } = this.#database;
    const user = await this.#users.findById(read, id);
    if (user === undefined) throw new AppError('user_not_found');
    const identities = await identitiesOfUser(read, id);
    const memberships = await groupsOfPerson(read, id);
    const connected = {
      oidc: await this.#connections.oidc(),
      ready: await this.#connections.ready(),
    };
    const sessions = await this.#sessionList.of(id, asking);
    const used = sessions.map(({ lastUsedAt }) => Date.parse(lastUsedAt));
    const blockedUntil = await this.#credentials.blockedUntil(user);
    const providers = identities.map(({ provider }) => provider);
    return {
      ...listed(user, providers),
      emailVerified: await isProven(read, user),
      hasPassword: user.password_hash !== null,
      linkedProviders: identities.map((row) => shownIdentity(row, connected)),
      activeSessions: sessions.length,
      lastActiveAt: latest([user.last_login_at, ...used]),
      memberships: memberships.map(shownMembership),
      adminByGroup: groupRole(user, connected.oidc.providerName),
      waitsUntil: timeOrNull(user.waits_until),
      failedSignIns: await countFailedSignIns(aside, id, Date.now() - failuresOfMs),
      blockedUntil: timeOrNull(blockedUntil),
    };
  }
}

function timeOrNull(time: number | null): string | null {
  return time === null ? null : isoTime(time);
}
