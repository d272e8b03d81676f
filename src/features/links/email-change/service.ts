// People change their own address: the new one has to be confirmed, and the old one is told.
import { type Email, parseEmail } from '../../../core/email.ts';
import { AppError, validationError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { fieldError } from '../../../core/field-faults.ts';
import { formatId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Limit } from '../../../io/bounded-limit.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import { stopFollowingEmail } from '../../federation/identities/service.ts';
import type { Mail } from '../../mail/service.ts';
import type { Reauthentication } from '../../sessions/reauthentication/service.ts';
import type { SessionPerson, Sessions } from '../../sessions/service.ts';
import { recipientOf } from '../../users/rules.ts';
import type { UserRow, Users } from '../../users/service.ts';
import type { LinkOwners, OwnerProof } from '../owners/service.ts';
import { linkLivesMs } from '../rules.ts';
import { forget as forgetLinks, type OneTimeLinks } from '../service.ts';
import type { ChangeEmailRequest } from './schema.ts';

interface EmailChangeDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly reauthentication: Reauthentication;
  readonly sessions: Sessions;
  readonly mail: Mail;
  readonly links: OneTimeLinks;
  readonly owners: LinkOwners;
  /** Mails with a link to one address, and requests of one account. */
  readonly mailsTo: Limit;
}

const kind = 'change_email';

export class EmailChange {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #reauthentication: Reauthentication;
  readonly #sessions: Sessions;
  readonly #mail: Mail;
  readonly #links: OneTimeLinks;
  readonly #owners: LinkOwners;
  readonly #mailsTo: Limit;

  constructor({
    database,
    audit,
    users,
    reauthentication,
    sessions,
    mail,
    links,
    owners,
    mailsTo,
  }: EmailChangeDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#reauthentication = reauthentication;
    this.#sessions = sessions;
    this.#mail = mail;
    this.#links = links;
    this.#owners = owners;
    this.#mailsTo = mailsTo;
  }

  /**
   * Sends a link to the new address, and tells the old one; the account keeps its address until the link is used.
   * Whether another account has the new address is not said here, only to the reader of its mails. Throws AppError
   * `validation_failed`, `wrong_current_password`, `no_local_password`, `mail_not_configured`, `invalid_token`,
   * `rate_limited`, `server_busy`.
   */
  async request(
    person: SessionPerson,
    request: ChangeEmailRequest,
    origin: ClientInfo,
  ): Promise<void> {
    const email = parseEmail(request.email);
    if ('problem' in email) throw validationError([fieldError('email', email)]);
    await this.#mail.require(this.#database.read);
    const password = request.currentPassword ?? null;
    if (password !== null) {
      await this.#reauthentication.check(person, { password, field: 'currentPassword' }, origin);
    }
    // Each request also mails the address that the account has, which may be another person's as long as nobody
    // confirmed it. No address has a space in it.
    await this.#mailsTo.consume(`change of ${formatId(person.userId)}`);
    await this.#mailsTo.consume(email.value.key);
    await this.#sessions.writeAs(person, async (trx) => {
      const user = await this.#users.findById(trx, person.userId);
      if (user === undefined) throw new AppError('invalid_token');
      await this.#send(trx, user, email.value);
      await this.#audit.record(trx, {
        ...ownAct('user.email_change_requested', user, origin),
        details: { email: email.value.address },
      });
    });
  }

  async #send(trx: WriteTransaction, user: UserRow, { address }: Email): Promise<void> {
    const {
      url: link,
      hash: linkHash,
      expiresAt,
    } = await this.#links.make(trx, {
      user,
      kind,
      email: address,
      isMailed: true,
      madeBy: null,
      lifeMs: linkLivesMs.change,
    });
    const to = recipientOf(user);
    await this.#mail.send(
      trx,
      { kind, link, expiresAt },
      { to: { ...to, email: address }, linkHash },
    );
    await this.#mail.send(
      trx,
      { kind: 'email_changing', newEmail: address, isDone: false },
      { to },
    );
  }

  /**
   * Gives the account the address of a link; the address counts as confirmed and follows no provider any more.
   * Throws AppError `link_invalid`, `user_exists`, and as `LinkOwners.require`.
   */
  async confirm(token: string, proof: OwnerProof): Promise<void> {
    const userId = await this.#links.require(token, kind, proof.origin);
    const requireOwner = await this.#owners.require(userId, proof);
    await this.#database.write(async (trx) => {
      await requireOwner(trx);
      const { user: before, email: newEmail } = await this.#links.take(trx, token, kind);
      const email = parseEmail(newEmail);
      if ('problem' in email) throw new AppError('link_invalid');
      const { address, key } = email.value;
      await this.#users.update(trx, before.id, { email: address, email_key: key, is_proven: 1 });
      await stopFollowingEmail(trx, before.id);
      // The other links were for the old address.
      await forgetLinks(trx, before.id);
      await this.#audit.record(trx, {
        ...ownAct('user.email_changed', { id: before.id, email: address }, proof.origin),
        details: { formerEmail: before.email },
      });
      const letter = { kind: 'email_changing', newEmail: address, isDone: true } as const;
      await this.#mail.send(trx, letter, { to: recipientOf(before) });
    });
  }
}
