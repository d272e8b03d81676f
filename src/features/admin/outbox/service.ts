import { isoTime } from '../../../core/time.ts';
import type { Channel } from '../../../db/message-tables.ts';
import type { Database } from '../../../db/port.ts';
import type { Audit } from '../../audit/service.ts';
import type { Mail } from '../../mail/service.ts';
import type { Outbox } from '../../outbox/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import type { OutboxChannel, OutboxState } from './schema.ts';

interface OutboxAdministrationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly outbox: Outbox;
  readonly mail: Mail;
  readonly hasWebhook: boolean;
}

/** The messages that wait to be sent, as administrators see them. */
export class OutboxAdministration {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #outbox: Outbox;
  readonly #mail: Mail;
  readonly #hasWebhook: boolean;

  constructor({
    database,
    audit,
    users,
    sessions,
    outbox,
    mail,
    hasWebhook,
  }: OutboxAdministrationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#outbox = outbox;
    this.#mail = mail;
    this.#hasWebhook = hasWebhook;
  }

  async state(): Promise<OutboxState> {
    const isMailConfigured = await this.#mail.isConfigured(this.#database.read);
    return {
      mail: await this.#channel('mail', isMailConfigured),
      webhook: await this.#channel('webhook', this.#hasWebhook),
    };
  }

  async #channel(channel: Channel, isConfigured: boolean): Promise<OutboxChannel> {
    const backlog = await this.#outbox.backlog(this.#database.read, channel);
    const oldestAt = backlog.oldestAt === null ? null : isoTime(backlog.oldestAt);
    return { isConfigured, ...backlog, oldestAt };
  }

  /** Has all messages sent now, with all their attempts before them. Throws AppError `invalid_token`. */
  async tryAgain(by: Actor): Promise<OutboxState> {
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      let waiting = 0;
      for (const channel of channels) waiting += await this.#outbox.tryAgain(trx, channel);
      if (waiting === 0) return;
      await this.#audit.record(trx, {
        event: 'message.retried',
        outcome: 'success',
        actor: by,
        target: null,
        origin: by?.origin ?? null,
        details: { waiting },
      });
    });
    return this.state();
  }
}

const channels: readonly Channel[] = ['mail', 'webhook', 'task'];
