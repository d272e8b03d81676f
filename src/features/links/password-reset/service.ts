import type { ClientInfo } from '../../../core/client-info.ts';
import { validationError } from '../../../core/errors.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Audit } from '../../audit/service.ts';
import type { AccountSecurity } from '../../federation/account-security/service.ts';
import { isProven } from '../../federation/identities/service.ts';
import type { Credentials } from '../../passwords/service.ts';
import type { UserRow, Users } from '../../users/service.ts';
import type { OneTimeLinks, TakenLink } from '../service.ts';
import type { ResetByLinkRequest } from './schema.ts';

interface PasswordResetLinksDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly accountSecurity: AccountSecurity;
  readonly oneTimeLinks: OneTimeLinks;
}

/** New passwords that people choose with a link, because they do not know the old one. */
export class PasswordResetLinks {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #credentials: Credentials;
  readonly #accountSecurity: AccountSecurity;
  readonly #links: OneTimeLinks;

  constructor({
    database,
    audit,
    users,
    credentials,
    accountSecurity,
    oneTimeLinks,
  }: PasswordResetLinksDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#credentials = credentials;
    this.#accountSecurity = accountSecurity;
    this.#links = oneTimeLinks;
  }

  /**
   * Sets the new password and ends all that the account had open. It starts no session: the person signs in with the
   * new password. A password that the policy refuses does not use the link up. Throws AppError
   * `link_invalid`, `validation_failed`, `rate_limited`, `server_busy`.
   */
  async reset({ token, newPassword }: ResetByLinkRequest, origin: ClientInfo): Promise<void> {
    const problems = await this.#credentials.problems(newPassword, 'newPassword');
    if (problems.length > 0) throw validationError(problems);
    await this.#links.require(token, 'reset_password', origin);
    const hash = await this.#credentials.hash(newPassword, origin.area);
    await this.#database.write(async (trx) => {
      const link = await this.#links.take(trx, token, 'reset_password');
      const user = link.isMailed ? await this.#claim(trx, link) : link.user;
      await this.#accountSecurity.resetPassword(trx, user, { hash, isTemporary: false });
      const how = link.isMailed ? 'mailed_link' : 'handed_link';
      await this.#audit.record(trx, {
        event: 'user.password_reset',
        outcome: 'success',
        actor: null,
        target: user,
        origin,
        details: { how },
      });
    });
  }

  /**
   * The person who used a mailed link owns the address. If that was never proven before, another person may have
   * registered it and put identities and tokens into the account, which therefore go.
   */
  async #claim(trx: WriteTransaction, { user }: TakenLink): Promise<UserRow> {
    if (user.is_proven === 1) return user;
    const secured = (await isProven(trx, user))
      ? user
      : await this.#accountSecurity.secure(trx, user);
    await this.#users.update(trx, user.id, { is_proven: 1 });
    return secured;
  }
}
