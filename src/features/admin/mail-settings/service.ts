import { AppError } from '../../../core/errors.ts';
import { formatId, newId } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { RateLimits } from '../../../io/rate-limits.ts';
import type { Language } from '../../../core/languages.ts';
import type { LetterSite, RenderedLetter } from '../../../core/letters/render.ts';
import type { Delivery } from '../../../core/mail-results.ts';
import { messageIdOf } from '../../../io/mail/message.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import type { MailDelivery } from '../../mail/delivery/service.ts';
import type { MailSettings } from '../../mail/settings/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import { differences, settingChanged } from '../providers/rules.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import {
  auditedMail,
  checkMailChange,
  parseRecipient,
  presentMail,
  requirePrivateCleartext,
} from './rules.ts';
import type { MailChangeRequest, MailSettingsAnswer, MailTest } from './schema.ts';

interface MailAdministrationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly settings: MailSettings;
  readonly delivery: MailDelivery;
  readonly testLimit: RateLimits['mailTests'];
  /** Whether accounts need a confirmed address, and so a server that mails links. */
  readonly requireVerifiedEmail: boolean;
  readonly site: LetterSite;
  /** For who chose no language. */
  readonly defaultLanguage: Language;
}

/** The settings of mail, as administrators see, change and test them. */
export class MailAdministration {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #settings: MailSettings;
  readonly #delivery: MailDelivery;
  readonly #testLimit: RateLimits['mailTests'];
  readonly #requireVerifiedEmail: boolean;
  readonly #site: LetterSite;
  readonly #defaultLanguage: Language;

  constructor({
    database,
    audit,
    users,
    sessions,
    settings,
    delivery,
    testLimit,
    requireVerifiedEmail,
    site,
    defaultLanguage,
  }: MailAdministrationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#settings = settings;
    this.#delivery = delivery;
    this.#testLimit = testLimit;
    this.#requireVerifiedEmail = requireVerifiedEmail;
    this.#site = site;
    this.#defaultLanguage = defaultLanguage;
  }

  async settings(): Promise<MailSettingsAnswer> {
    return presentMail(await this.#settings.state(this.#database.read));
  }

  /** Throws AppError `validation_failed`, `setting_locked`, `mail_required`. */
  async change(body: MailChangeRequest, by: NonNullable<Actor>): Promise<MailSettingsAnswer> {
    const change = checkMailChange(body);
    return this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const before = await this.#settings.state(trx);
      await this.#settings.change(trx, change, by.id);
      const after = await this.#settings.state(trx);
      requirePrivateCleartext(after);
      if (this.#requireVerifiedEmail && after.server === null) throw new AppError('mail_required');
      const details = differences(auditedMail(before), auditedMail(after));
      if (details !== null) {
        const line = { ...settingChanged(by), details: { setting: 'mail', ...details } };
        await this.#audit.record(trx, line);
      }
      return presentMail(after);
    });
  }

  /**
   * Sends a mail now and tells how that ended, in our own words. Throws AppError `validation_failed`, `rate_limited`,
   * `mail_settings_missing`.
   */
  async test(to: string, by: Actor): Promise<MailTest> {
    if (by !== null) await this.#testLimit.consume(formatId(by.id));
    const address = parseRecipient(to);
    const server = await this.#settings.server(this.#database.read);
    if (server === null) throw new AppError('mail_settings_missing');
    const delivery = await this.#delivery.deliver({
      ...(await this.#testLetter(address, by)),
      to: { address, name: null },
      messageId: messageIdOf(formatId(newId()), this.#site.appUrl),
      date: Date.now(),
    });
    const { host, port } = server;
    await this.#noteTest(by, delivery, { host, port: String(port), to: address });
    const { code, status, message } = delivery;
    return { ok: code === 'delivered', code, params: { host, port }, status, message };
  }

  async #testLetter(email: string, by: Actor): Promise<RenderedLetter> {
    const language = by?.caller.me.language ?? this.#defaultLanguage;
    // Loaded with the first mail.
    const { renderLetter } = await import('../../../core/letters/render.ts');
    const to = { email, name: null, language };
    return renderLetter({ kind: 'test' }, { to, site: this.#site });
  }

  /** A test connects to an address that an administrator chose, so the audit log records it. */
  async #noteTest(
    by: Actor,
    { code }: Delivery,
    details: Readonly<Record<'host' | 'port' | 'to', string>>,
  ): Promise<void> {
    const line: AuditEntry = {
      event: 'mail.tested',
      outcome: 'success',
      actor: by,
      target: null,
      origin: by?.origin ?? null,
      details: { ...details, ok: code === 'delivered', code },
    };
    await this.#database.write((trx) => this.#audit.record(trx, line));
  }
}
