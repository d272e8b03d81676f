// Removes from an account what another person may have put into it.
import type { Id } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Sessions } from '../../sessions/service.ts';
import { noPassword } from '../../users/rules.ts';
import { noGroupRole, type UserRow, type Users } from '../../users/service.ts';
import { deleteIdentities, deleteIdentitiesSince } from '../identities/service.ts';

interface AccountSecurityDependencies {
  readonly users: Users;
  readonly sessions: Sessions;
}

export class AccountSecurity {
  readonly #users: Users;
  readonly #sessions: Sessions;

  constructor({ users, sessions }: AccountSecurityDependencies) {
    this.#users = users;
    this.#sessions = sessions;
  }

  /**
   * Removes password, sessions, API token, identities and the role by a group of an account whose address was never
   * verified: another person may have created them, and must lose access when the owner of the address signs in.
   */
  async secure(trx: WriteTransaction, user: UserRow): Promise<UserRow> {
    const change = { ...noPassword, token_version: user.token_version + 1, ...noGroupRole };
    await this.#users.update(trx, user.id, change);
    await this.#sessions.revokeAccess(trx, user, 'account_secured');
    await deleteIdentities(trx, user.id, null);
    return { ...user, ...change };
  }

  /**
   * Removes the sessions, API tokens and identities that were made since a time, the first password, and the role by
   * a group, which the next sign-in decides anew.
   */
  async secureSince(
    trx: WriteTransaction,
    { userId, since, hadPassword }: Entered,
    reason: string,
  ): Promise<void> {
    await this.#sessions.revokeAccess(trx, { id: userId, since }, reason);
    await deleteIdentitiesSince(trx, userId, since);
    const user = await this.#users.findById(trx, userId);
    if (user === undefined) return;
    const password = hadPassword || user.password_hash === null ? {} : noPassword;
    const role = user.admin_group === null ? {} : noGroupRole;
    const lost = { ...password, ...role };
    if (Object.keys(lost).length === 0) return;
    await this.#users.update(trx, userId, { ...lost, token_version: user.token_version + 1 });
  }
}

/** An account that another person may have entered. */
interface Entered {
  readonly userId: Id;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Whether it had a password then; changing that one takes the old password, so it stays. */
  readonly hadPassword: boolean;
}
