// Back-channel logout: the OpenID provider says that a user signed out there (OpenID Connect Back-Channel Logout 1.0).
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { formatId, type Id } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import { failureFields } from '../../../openid/failure-fields.ts';
import type { ProviderLogout as Logout } from '../../../openid/logout-token.ts';
import type { Audit } from '../../audit/service.ts';
import { endAtProvider } from '../../sessions/at-provider/service.ts';
import type { Users } from '../../users/service.ts';
import { findIdentity } from '../identities/service.ts';
import { forgetAtProvider } from '../login-codes/service.ts';
import { rememberLogoutToken } from '../logout-tokens/service.ts';
import type { Oidc } from '../oidc/service.ts';

interface ProviderLogoutDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly oidc: Pick<Oidc, 'client'>;
  readonly log: Log;
}

const provider = 'oidc';

export class ProviderLogout {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #oidc: Pick<Oidc, 'client'>;
  readonly #log: Log;

  constructor({ database, audit, users, oidc, log }: ProviderLogoutDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#oidc = oidc;
    this.#log = log;
  }

  /**
   * Ends the sessions that a logout token names. Throws AppError `invalid_logout_token` for a token that is not
   * valid, was used before or cannot be checked, and `oidc_not_enabled`.
   */
  async receive(token: string, origin: ClientInfo): Promise<void> {
    const logout = await this.#verified(token, origin);
    const isNew = await this.#database.write((trx) => this.#end(trx, logout, origin));
    if (!isNew) throw new AppError('invalid_logout_token');
  }

  /** The standard knows one answer to every token that is refused; the log has the reason. */
  async #verified(token: string, origin: ClientInfo): Promise<Logout> {
    try {
      return await (await this.#oidc.client()).fromLogoutToken(token);
    } catch (error) {
      const fields = failureFields(error, { provider, origin });
      if (fields === null || fields.code === 'oidc_not_enabled') throw error;
      this.#log.warn('A logout token was refused', fields);
      throw new AppError('invalid_logout_token', { cause: error });
    }
  }

  /** False when the token was used before. */
  async #end(trx: WriteTransaction, logout: Logout, origin: ClientInfo): Promise<boolean> {
    if (!(await rememberLogoutToken(trx, logout))) return false;
    const userId = await this.#accountOf(trx, logout);
    await forgetAtProvider(trx, { ...logout, userId });
    const owners = await endAtProvider(trx, { ...logout, userId });
    for (const [, [owner, ...more]] of Map.groupBy(owners, formatId)) {
      if (owner === undefined) continue;
      await this.#record(trx, { owner, sessions: more.length + 1, origin });
    }
    return true;
  }

  async #accountOf(
    trx: WriteTransaction,
    { issuer, subject }: Pick<Logout, 'issuer' | 'subject'>,
  ): Promise<Id | null> {
    if (subject === null) return null;
    return (await findIdentity(trx, { provider, issuer, subject }))?.user_id ?? null;
  }

  async #record(
    trx: WriteTransaction,
    {
      owner,
      sessions,
      origin,
    }: { readonly owner: Id; readonly sessions: number; readonly origin: ClientInfo },
  ): Promise<void> {
    const target = await this.#users.findById(trx, owner);
    if (target === undefined) return;
    const happening = { event: 'session.ended_by_provider', actor: null, target, origin } as const;
    await this.#audit.record(trx, {
      ...happening,
      outcome: 'success',
      details: { provider, sessions },
    });
  }
}
