// Ends what an account has open, and removes from it what another person may have put into it.
import type { Id } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { forget as forgetLinks } from '../../links/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import { noPassword } from '../../users/rules.ts';
import { noGroupRole, type UserRow, type Users } from '../../users/service.ts';
import {
  deleteIdentities,
  deleteIdentitiesSince,
  stopFollowingEmail,
} from '../identities/service.ts';

interface AccountSecurityDependencies {
  readonly users: Users;
  readonly sessions: Sessions;
}

interface ResetPassword {
  readonly hash: string;
  /** Whether the person must choose another one at the next sign-in, because it was chosen for them. */
  readonly isTemporary: boolean;
}

export class AccountSecurity {
  readonly #users: Users;
  readonly #sessions: Sessions;

  constructor({ users, sessions }: AccountSecurityDependencies) {
    this.#users = users;
    this.#sessions = sessions;
  }

  /**
   * Sets a new password and ends all that the account had open: sessions, access tokens, API tokens and links. Wrong
   * passwords are forgiven.
   */
  async resetPassword(
    trx: WriteTransaction,
    user: UserRow,
    { hash, isTemporary }: ResetPassword,
  ): Promise<void> {
    if (isTemporary) await this.#users.setTemporaryPassword(trx, user, hash);
    else await this.#users.setPassword(trx, user, hash);
    await this.#users.forgiveFailures(trx, user.id);
    await this.#sessions.revokeAccess(trx, user, 'password_reset');
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

/** After another address was set: it no longer follows a provider, and the links that were made before end. */
export async function leaveOldAddress(trx: WriteTransaction, userId: Id): Promise<void> {
  await stopFollowingEmail(trx, userId);
  await forgetLinks(trx, userId);
}

/** An account that another person may have entered. */
interface Entered {
  readonly userId: Id;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Whether it had a password then that was not reset since; changing that one takes the old password, so it stays. */
  readonly hadPassword: boolean;
}
