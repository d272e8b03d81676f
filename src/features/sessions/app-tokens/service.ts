import { AppError } from '../../../core/errors.ts';
import type { Database } from '../../../db/port.ts';
import { type AccessTokens, appTokenSeconds } from '../../../io/access-tokens.ts';
import type { Users } from '../../users/service.ts';
import { rightsOf } from '../rules.ts';
import type { SessionPerson } from '../service.ts';
import type { AppToken } from './schema.ts';

interface AppTokensDependencies {
  readonly database: Database;
  readonly users: Users;
  readonly accessTokens: AccessTokens;
  /** The programs that may get a token of their own. */
  readonly audiences: readonly string[];
}

/** Tokens for other programs: each is accepted by one of them, and by nothing here. */
export class AppTokens {
  readonly #database: Database;
  readonly #users: Users;
  readonly #accessTokens: AccessTokens;
  readonly #audiences: ReadonlySet<string>;

  constructor({ database, users, accessTokens, audiences }: AppTokensDependencies) {
    this.#database = database;
    this.#users = users;
    this.#accessTokens = accessTokens;
    this.#audiences = new Set(audiences);
  }

  /**
   * A token that shows who the caller is to one program. Throws AppError `asymmetric_keys_required`,
   * `unknown_audience`, `invalid_token`.
   */
  async issue({ userId, provider }: SessionPerson, audience: string): Promise<AppToken> {
    // A program that could verify it would have the secret, and could make tokens for every user.
    if (this.#accessTokens.algorithm === 'HS256') throw new AppError('asymmetric_keys_required');
    if (!this.#audiences.has(audience)) throw new AppError('unknown_audience');
    const user = await this.#users.findById(this.#database.read, userId);
    // The account may have been disabled since the request was let in.
    if (user?.status !== 'active') throw new AppError('invalid_token');
    const token = await this.#accessTokens.signForApp(
      { user, ...rightsOf({ user, provider }) },
      audience,
    );
    return { token, token_type: 'Bearer', expires_in: appTokenSeconds };
  }
}
