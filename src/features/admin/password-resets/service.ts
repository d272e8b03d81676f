import { AppError, validationError } from '../../../core/errors.ts';
import { generatePassword } from '../../../core/tokens.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Accounts, Actor } from '../users/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { AccountSecurity } from '../../federation/account-security/service.ts';
import { deleteIdentities } from '../../federation/identities/service.ts';
import type { Reauthentication } from '../../sessions/reauthentication/service.ts';
import { isAdministrator, showUser } from '../../users/rules.ts';
import { noGroupRole, noteAdminGroup, type User, type UserRow } from '../../users/service.ts';

interface PasswordResetsDependencies {
  readonly database: Database;
  readonly credentials: Credentials;
  readonly accountSecurity: AccountSecurity;
  readonly reauthentication: Reauthentication;
  readonly accounts: Accounts;
}

interface PasswordReset {
  /** Null: one is generated. */
  readonly password: string | null;
  /** Whether the user's identities at providers are removed too. */
  readonly disconnects: boolean;
  /** Whether the person must choose another password at the next sign-in; absent: no. */
  readonly mustChange?: boolean;
}

/** The warning for an administrator who disconnects a user from the identity providers. */
export const disconnectWarning =
  'The identity providers are disconnected: the account goes to the next person who signs in with its e-mail address verified by a provider.';

/** Password resets by administrators, and by the operator at the command line. */
export class PasswordResets {
  readonly #database: Database;
  readonly #credentials: Credentials;
  readonly #accountSecurity: AccountSecurity;
  readonly #reauthentication: Reauthentication;
  readonly #accounts: Accounts;

  constructor({
    database,
    credentials,
    accountSecurity,
    reauthentication,
    accounts,
  }: PasswordResetsDependencies) {
    this.#database = database;
    this.#credentials = credentials;
    this.#accountSecurity = accountSecurity;
    this.#reauthentication = reauthentication;
    this.#accounts = accounts;
  }

  /**
   * Sets a new password and ends the user's sessions, access tokens and API token; on request it also removes the
   * identities. `generatedPassword` is to be shown once, and null when the password was given. Throws
   * AppError `validation_failed`, `user_not_found`, `own_password_reset`, `reauthentication_required`, `server_busy`.
   */
  async reset(
    id: Id,
    reset: PasswordReset,
    by: Actor,
  ): Promise<{ readonly user: User; readonly generatedPassword: string | null }> {
    const { password: given } = reset;
    if (by !== null && sameId(by.id, id)) throw new AppError('own_password_reset');
    await this.#guardAdmin(await this.#accounts.get(this.#database.read, id), by);
    const problems = await this.#credentials.problems(
      given,
      by === null ? 'password' : 'newPassword',
    );
    if (problems.length > 0) throw validationError(problems);
    const password = given ?? generatePassword();
    const hash = await this.#credentials.hash(password, by?.origin.area ?? null);
    const user = await this.#accounts.change(by, async (trx) => {
      const row = await this.#accounts.get(trx, id);
      // The user may have become an administrator while the password was being hashed.
      await this.#guardAdmin(row, by);
      const removed = await this.#resetIn(trx, row, { ...reset, hash });
      const details = removed === null ? {} : { details: { disconnected: removed } };
      const result = showUser(await this.#accounts.get(trx, id), 'anywhere');
      return { event: 'user.password_reset', user: row, ...details, result };
    });
    return { user, generatedPassword: given === null ? password : null };
  }

  /** Returns how many identities were removed; null when that was not requested. */
  async #resetIn(
    trx: WriteTransaction,
    user: UserRow,
    {
      hash,
      mustChange: isTemporary = false,
      disconnects,
    }: { readonly hash: string } & PasswordReset,
  ): Promise<number | null> {
    await this.#accountSecurity.resetPassword(trx, user, { hash, isTemporary });
    if (!disconnects) return null;
    // It is the role of the person at the provider, and the account may go to another.
    await noteAdminGroup(trx, user.id, noGroupRole);
    return deleteIdentities(trx, user.id, null);
  }

  /** A stolen access token alone must not be enough to take over an administrator; the command line uses no token. */
  async #guardAdmin(user: UserRow, by: Actor): Promise<void> {
    if (by !== null && isAdministrator(user, 'anywhere'))
      await this.#reauthentication.require(by.caller);
  }
}
