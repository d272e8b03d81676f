// The only module that starts a session, whichever way the user authenticated.
import type { ClientInfo } from '../../../core/client-info.ts';
import { newRefreshToken, refreshTokenHash, sessionIdOf } from '../../../core/refresh-token.ts';
import type { Provider } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { UserRow, Users } from '../../users/service.ts';
import { refreshEnd } from '../rules.ts';
import type { OpenSession } from '../service.ts';
import { insertSession } from './queries.ts';

interface SessionStartDependencies {
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly refreshTtlSeconds: number;
}

/** A user who has authenticated, and at which provider; `local` for a password. */
interface SignIn {
  readonly user: UserRow;
  readonly provider: Provider;
  readonly origin: ClientInfo;
}

/** The next step of a sign-in. A step before the session, such as a second factor, would be another kind. */
type SignInStep = { readonly kind: 'session'; readonly session: OpenSession };

export class SessionStart {
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #refreshTtlSeconds: number;

  constructor({ audit, connections, users, refreshTtlSeconds }: SessionStartDependencies) {
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#refreshTtlSeconds = refreshTtlSeconds;
  }

  /** Continues a sign-in, in the transaction that has checked the account. */
  async start(trx: WriteTransaction, signIn: SignIn): Promise<SignInStep> {
    const { user, provider, origin } = signIn;
    await this.#users.noteLogin(trx, user);
    const details = provider === 'local' ? {} : { details: { provider } };
    await this.#audit.record(trx, { ...ownAct('session.started', user, origin), ...details });
    return { kind: 'session', session: await this.#open(trx, signIn) };
  }

  async #open(trx: WriteTransaction, { user, provider, origin }: SignIn): Promise<OpenSession> {
    const refreshToken = newRefreshToken();
    const now = Date.now();
    const end = { expires_at: await this.#endOf(trx, provider, now) };
    await insertSession(trx, {
      id: sessionIdOf(refreshToken),
      user_id: user.id,
      provider,
      refresh_hash: refreshTokenHash(refreshToken),
      refresh_expires_at: refreshEnd(end, now, this.#refreshTtlSeconds),
      rotated_at: null,
      user_agent: origin.userAgent,
      ip: origin.ip,
      created_at: now,
      last_used_at: now,
      ended_at: null,
      end_reason: null,
      ...end,
    });
    return { user, provider, refreshToken, authTimeMs: now };
  }

  /** When a session ends however it is used; null for no such end. Only OIDC_SESSION_TTL sets one. */
  async #endOf(trx: WriteTransaction, provider: Provider, now: number): Promise<number | null> {
    if (provider !== 'oidc') return null;
    const { options } = await this.#connections.oidc(trx);
    return options.sessionTtl === 0 ? null : now + options.sessionTtl * 1000;
  }
}
