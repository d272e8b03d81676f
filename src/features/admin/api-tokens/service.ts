import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { ListedToken } from '../../api-tokens/named/schema.ts';
import { type NamedTokens, revokeOne } from '../../api-tokens/named/service.ts';
import { forget } from '../../api-tokens/service.ts';
import type { Accounts, Actor } from '../users/service.ts';

interface UserTokensDependencies {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly namedTokens: NamedTokens;
}

/** The API tokens of a user, as administrators see and revoke them. */
export class UserTokens {
  readonly #database: Database;
  readonly #accounts: Accounts;
  readonly #namedTokens: NamedTokens;

  constructor({ database, accounts, namedTokens }: UserTokensDependencies) {
    this.#database = database;
    this.#accounts = accounts;
    this.#namedTokens = namedTokens;
  }

  /** Newest first. Throws AppError `user_not_found`. */
  async list(userId: Id): Promise<readonly ListedToken[]> {
    await this.#accounts.get(this.#database.read, userId);
    return this.#namedTokens.list(userId);
  }

  /** Throws AppError `user_not_found`, `token_not_found`. */
  async revoke(userId: Id, tokenId: Id, by: Actor): Promise<void> {
    await this.#accounts.change(by, async (trx) => {
      const user = await this.#accounts.get(trx, userId);
      const details = await revokeOne(trx, userId, tokenId);
      return { event: 'api_token.revoked', user, details, result: null };
    });
  }

  /** Revokes every token of a user; returns how many there were. Throws AppError `user_not_found`. */
  revokeAll(userId: Id, by: Actor): Promise<number> {
    return this.#accounts.change(by, async (trx) => {
      const user = await this.#accounts.get(trx, userId);
      const count = await forget(trx, userId);
      const event = count === 0 ? null : 'api_token.all_revoked';
      return { event, user, details: { count }, result: count };
    });
  }
}
