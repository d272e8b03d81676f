// The mails that the server sends. A mail is stored in the transaction of what it tells, and sent from the outbox.
import type { Kysely } from 'kysely';
import { AppError } from '../../core/errors.ts';
import type { Language } from '../../core/languages.ts';
import type { Letter } from '../../core/letters/letter.ts';
import type { WriteTransaction } from '../../db/port.ts';
import type { Schema } from '../../db/schema.ts';
import type { Outbox } from '../outbox/service.ts';

/** Who gets a mail. */
export interface Recipient {
  readonly email: string;
  /** Null before the person has an account. */
  readonly name: string | null;
  /** Null for the language of the instance. */
  readonly language: Language | null;
}

/** What is stored of a mail until it is sent. */
export interface StoredMail {
  readonly to: Recipient;
  readonly letter: Letter;
}

interface MailDependencies {
  readonly outbox: Outbox;
  /** Whether the settings say how mails are sent. */
  readonly isConfigured: (db: Kysely<Schema>) => Promise<boolean>;
}

/** How long a mail without a link is worth sending. */
const worthSendingMs = 24 * 60 * 60 * 1000;

export class Mail {
  readonly #outbox: Outbox;
  /** Whether this server sends mail. */
  readonly isConfigured: (db: Kysely<Schema>) => Promise<boolean>;

  constructor({ outbox, isConfigured }: MailDependencies) {
    this.#outbox = outbox;
    this.isConfigured = isConfigured;
  }

  /** Throws AppError `mail_not_configured`. */
  async require(db: Kysely<Schema>): Promise<void> {
    if (!(await this.isConfigured(db))) throw new AppError('mail_not_configured');
  }

  /**
   * Stores a mail in the transaction of what it tells; false when this server sends no mail. `linkHash` is the hash
   * of the token in its link: without that link the mail is not sent any more.
   */
  async send(
    trx: WriteTransaction,
    letter: Letter,
    { to, linkHash }: { readonly to: Recipient; readonly linkHash?: Uint8Array },
  ): Promise<boolean> {
    if (!(await this.isConfigured(trx))) return false;
    const payload: StoredMail = { to, letter };
    const hasEnd = letter.kind !== 'token_expires' && 'expiresAt' in letter;
    await this.#outbox.put(trx, {
      channel: 'mail',
      kind: letter.kind,
      payload,
      expiresAt: hasEnd ? letter.expiresAt : Date.now() + worthSendingMs,
      ...(linkHash === undefined ? {} : { linkHash }),
    });
    return true;
  }
}
