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

/** With what a user signed in at a provider, so that the provider can end the session. */
export interface ProviderSession {
  readonly issuer: string;
  readonly subject: string;
  /** The provider's name of its own session; null when it named none. */
  readonly sid: string | null;
}

/** A user who has authenticated, and at which provider; `local` for a password. */
interface SignIn {
  readonly user: UserRow;
  readonly provider: Provider;
  readonly origin: ClientInfo;
  /** Null without a provider. */
  readonly providerSession: ProviderSession | null;
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
    const details = provider === 'local' ? {} : { details: { provider } };
    // Before the time and the session are stored, so that what follows the event knows whether it is the first.
    await this.#audit.record(trx, { ...ownAct('session.started', user, origin), ...details });
    await this.#users.noteLogin(trx, user);
    return { kind: 'session', session: await this.#open(trx, signIn) };
  }

  async #open(trx: WriteTransaction, signIn: SignIn): Promise<OpenSession> {
    const { user, provider, origin, providerSession } = signIn;
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
      ...providerColumns(providerSession),
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

interface ProviderColumns {
  readonly provider_issuer: string | null;
  readonly provider_subject: string | null;
  readonly provider_sid: string | null;
}

/** The columns of a row that remembers the provider's session. */
export function providerColumns(session: ProviderSession | null): ProviderColumns {
  return {
    provider_issuer: session?.issuer ?? null,
    provider_subject: session?.subject ?? null,
    provider_sid: session?.sid ?? null,
  };
}

/** The provider's session in a row; null without one, and for rows of before it was stored. */
export function providerSessionIn(row: ProviderColumns): ProviderSession | null {
  const { provider_issuer: issuer, provider_subject: subject, provider_sid: sid } = row;
  return issuer === null || subject === null ? null : { issuer, subject, sid };
}
