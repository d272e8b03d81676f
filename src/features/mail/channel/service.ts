// Sends the mails of the outbox: writes each in the language of its reader, and hands it over to the mail server.
import type { LetterSite } from '../../../core/letters/render.ts';
import type { Language } from '../../../core/languages.ts';
import { messageIdOf } from '../../../io/mail/message.ts';
import type { OutgoingMessage, SendResult } from '../../outbox/attempts/service.ts';
import type { MailDelivery } from '../delivery/service.ts';
import type { StoredMail } from '../service.ts';

interface MailChannelDependencies {
  readonly delivery: MailDelivery;
  readonly site: LetterSite;
  /** For people who chose no language. */
  readonly defaultLanguage: Language;
}

export class MailChannel {
  readonly #delivery: MailDelivery;
  readonly #site: LetterSite;
  readonly #defaultLanguage: Language;

  constructor({ delivery, site, defaultLanguage }: MailChannelDependencies) {
    this.#delivery = delivery;
    this.#site = site;
    this.#defaultLanguage = defaultLanguage;
  }

  /** Throws only when the settings cannot be read. */
  async send(
    { id, payload, createdAt }: OutgoingMessage,
    signal: AbortSignal,
  ): Promise<SendResult> {
    // What `Mail.send` stored, sealed since.
    const { to, letter } = payload as StoredMail;
    const { email, name } = to;
    const reader = { email, name, language: to.language ?? this.#defaultLanguage };
    // Loaded with the first mail.
    const { renderLetter } = await import('../../../core/letters/render.ts');
    const rendered = await renderLetter(letter, { to: reader, site: this.#site });
    const message = {
      ...rendered,
      // Without the name, which anyone may have chosen for an address that is not theirs.
      to: { address: email, name: null },
      messageId: messageIdOf(id, this.#site.appUrl),
      date: createdAt,
    };
    return this.#delivery.deliver(message, signal);
  }
}
