// Hands mails over to the mail server of the settings in force.
import type { Database } from '../../../db/port.ts';
import { type Delivery, deliveryOf } from '../../../core/mail-results.ts';
import type { MailMessage } from '../../../io/mail/message.ts';
import type { MailTransport } from '../../../io/mail/transport.ts';
import type { MailSettings } from '../settings/service.ts';

interface MailDeliveryDependencies {
  readonly database: Database;
  readonly settings: MailSettings;
  readonly transport: MailTransport;
}

export class MailDelivery {
  readonly #database: Database;
  readonly #settings: MailSettings;
  readonly #transport: MailTransport;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<Delivery>>();

  constructor({ database, settings, transport }: MailDeliveryDependencies) {
    this.#database = database;
    this.#settings = settings;
    this.#transport = transport;
  }

  /**
   * Delivers one mail, with the settings of this moment. Its end is a plain value, also when nothing is set up; throws
   * only when the settings cannot be read. `signal` ends it early, as a server that is too slow.
   */
  async deliver(message: MailMessage, signal?: AbortSignal): Promise<Delivery> {
    const server = await this.#settings.server(this.#database.read);
    if (server === null) return deliveryOf('not_configured', { host: '', port: 0 });
    const closing = this.#closing.signal;
    const end = signal === undefined ? closing : AbortSignal.any([closing, signal]);
    const running = this.#transport.deliver(message, server, end);
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  /** Ends deliveries that still run, so that no connection stays open; they may be tried again. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }
}
