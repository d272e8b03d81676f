import { AppError } from '../../../core/errors.ts';
import { type Id, sameId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import { linkLivesMs } from '../../links/rules.ts';
import type { MadeLink, OneTimeLinks } from '../../links/service.ts';
import type { Mail } from '../../mail/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Reauthentication } from '../../sessions/reauthentication/service.ts';
import { isAdministrator, languageOf } from '../../users/rules.ts';
import type { UserRow } from '../../users/service.ts';
import type { Accounts, Actor } from '../users/service.ts';

interface ResetLinksDependencies {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly connections: Connections;
  readonly reauthentication: Reauthentication;
  readonly oneTimeLinks: OneTimeLinks;
  readonly mail: Mail;
}

/** Links with which users choose a new password, made by administrators and at the command line. */
export class ResetLinks {
  readonly #database: Database;
  readonly #accounts: Accounts;
  readonly #connections: Connections;
  readonly #reauthentication: Reauthentication;
  readonly #links: OneTimeLinks;
  readonly #mail: Mail;

  constructor({
    database,
    accounts,
    connections,
    reauthentication,
    oneTimeLinks,
    mail,
  }: ResetLinksDependencies) {
    this.#database = database;
    this.#accounts = accounts;
    this.#connections = connections;
    this.#reauthentication = reauthentication;
    this.#links = oneTimeLinks;
    this.#mail = mail;
  }

  /**
   * Makes a link for a user, which takes the place of an earlier one; `sends` also mails it. The administrator sees
   * the link too, so its use does not prove that the address is the user's. Throws AppError `user_not_found`,
   * `own_password_reset`, `account_disabled`, `no_local_password`, `local_auth_disabled`, `mail_not_configured`,
   * `reauthentication_required`.
   */
  async make(id: Id, sends: boolean, by: Actor): Promise<MadeLink & { readonly user: UserRow }> {
    if (by !== null && sameId(by.id, id)) throw new AppError('own_password_reset');
    if (sends && !(await this.#mail.isConfigured(this.#database.read))) {
      throw new AppError('mail_not_configured');
    }
    return this.#accounts.change(by, async (trx) => {
      const user = await this.#accounts.get(trx, id);
      await this.#guardAdmin(user, by);
      await this.#requireUsable(trx, user);
      const link = await this.#links.make(trx, {
        user,
        kind: 'reset_password',
        email: user.email,
        isMailed: false,
        madeBy: by?.id ?? null,
        lifeMs: linkLivesMs.handedReset,
      });
      if (sends) await this.#send(trx, { user, link, by });
      const result = { ...link, user };
      return { event: 'user.reset_link_made', user, details: { sent: sends }, result };
    });
  }

  /** A link that would not work is not made. */
  async #requireUsable(trx: WriteTransaction, user: UserRow): Promise<void> {
    if (user.status === 'disabled') throw new AppError('account_disabled');
    if (!(await this.#connections.isLocalAuthDisabled(trx))) return;
    if (user.password_hash !== null) throw new AppError('local_auth_disabled');
    const message = 'This account has no password here, and signing in with a password is disabled';
    throw new AppError('no_local_password', { message, because: { reason: 'passwords_off' } });
  }

  async #send(
    trx: WriteTransaction,
    { user, link, by }: { readonly user: UserRow; readonly link: MadeLink; readonly by: Actor },
  ): Promise<void> {
    const { url, expiresAt, hash: linkHash } = link;
    const letter = {
      kind: 'reset_password',
      link: url,
      expiresAt,
      by: by?.caller.me.name ?? null,
    } as const;
    const to = { email: user.email, name: user.name, language: languageOf(user) };
    if (await this.#mail.send(trx, letter, { to, linkHash })) return;
    throw new AppError('mail_not_configured');
  }

  /** A stolen access token alone must not be enough to take over an administrator; the command line uses no token. */
  async #guardAdmin(user: UserRow, by: Actor): Promise<void> {
    if (by !== null && isAdministrator(user, 'anywhere')) {
      await this.#reauthentication.require(by.caller);
    }
  }
}
