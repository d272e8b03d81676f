// Confirms that a person reads the mails of their address.
import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import { StartupError } from '../../../core/startup-error.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Limit } from '../../../io/bounded-limit.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { Mail } from '../../mail/service.ts';
import type { SessionPerson, Sessions } from '../../sessions/service.ts';
import { recipientOf } from '../../users/rules.ts';
import type { UserRow, Users } from '../../users/service.ts';
import type { LinkOwners, OwnerProof } from '../owners/service.ts';
import { linkLivesMs } from '../rules.ts';
import { madeAt, type OneTimeLinks } from '../service.ts';

interface VerificationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly mail: Mail;
  readonly links: OneTimeLinks;
  readonly owners: LinkOwners;
  /** Mails with a link to one address. */
  readonly mailsTo: Limit;
}

/** How often a refused sign-in sends another link. */
const pauseMs = 5 * 60_000;

export class Verification {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #mail: Mail;
  readonly #links: OneTimeLinks;
  readonly #owners: LinkOwners;
  readonly #mailsTo: Limit;

  constructor({
    database,
    audit,
    users,
    sessions,
    mail,
    links,
    owners,
    mailsTo,
  }: VerificationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#mail = mail;
    this.#links = links;
    this.#owners = owners;
    this.#mailsTo = mailsTo;
  }

  /** Whether this server sends mail. */
  canSend(): Promise<boolean> {
    return this.#mail.isConfigured(this.#database.read);
  }

  /**
   * Sends the caller a link that confirms their address. Throws AppError `email_verified`, `mail_not_configured`,
   * `invalid_token`, `rate_limited`.
   */
  async request(person: SessionPerson): Promise<void> {
    await this.#mail.require(this.#database.read);
    const user = unverified(await this.#users.findById(this.#database.read, person.userId));
    await this.#mailsTo.consume(user.email_key);
    await this.#sessions.writeAs(person, async (trx) =>
      this.send(trx, unverified(await this.#users.findById(trx, person.userId))),
    );
  }

  /** Sends a link in the transaction of what makes it necessary, such as a registration; nothing while mail is off. */
  async send(trx: WriteTransaction, user: UserRow): Promise<void> {
    if (!(await this.#mail.isConfigured(trx))) return;
    const {
      url: link,
      hash: linkHash,
      expiresAt,
    } = await this.#links.make(trx, {
      user,
      kind: 'verify_email',
      email: user.email,
      isMailed: true,
      madeBy: null,
      lifeMs: linkLivesMs.verification,
    });
    const letter = { kind: 'verify_email', link, expiresAt } as const;
    await this.#mail.send(trx, letter, { to: recipientOf(user), linkHash });
  }

  /** Sends another link after a refused sign-in, unless the latest is younger than five minutes. */
  async sendAgain(trx: WriteTransaction, user: UserRow): Promise<void> {
    const latest = await madeAt(trx, user.id, 'verify_email');
    if (latest === undefined || Math.abs(Date.now() - latest) >= pauseMs)
      await this.send(trx, user);
  }

  /**
   * Confirms the address of a link. Throws AppError `link_invalid` and as `LinkOwners.require`.
   */
  async confirm(token: string, proof: OwnerProof): Promise<void> {
    const kind = 'verify_email';
    const userId = await this.#links.require(token, kind, proof.origin);
    const requireOwner = await this.#owners.require(userId, proof);
    await this.#database.write(async (trx) => {
      await requireOwner(trx);
      const { user } = await this.#links.take(trx, token, kind);
      await this.#users.update(trx, user.id, { is_proven: 1 });
      await this.#audit.record(trx, ownAct('user.email_verified', user, proof.origin));
    });
  }
}

/** Throws AppError `invalid_token`, `email_verified`. */
function unverified(user: UserRow | undefined): UserRow {
  if (user === undefined) throw new AppError('invalid_token');
  if (user.is_proven === 1) throw new AppError('email_verified');
  return user;
}

/** People without a confirmed address could never sign in on a server that sends no mail. Throws StartupError. */
export async function requireMail(mail: Mail, db: Kysely<Schema>): Promise<void> {
  if (await mail.isConfigured(db)) return;
  throw new StartupError(
    'REQUIRE_VERIFIED_EMAIL is set, but this server sends no mail',
    'set SMTP_HOST and SMTP_FROM, or unset it until mail is set up in the panel',
  );
}
