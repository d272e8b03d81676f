// The messages that wait to be sent: mails and webhook calls. They are written in the transaction of what they tell.
import { seal } from '../../core/seal.ts';
import { newId } from '../../core/uuid.ts';
import type { Channel } from '../../db/message-tables.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { insertMessage } from './queries.ts';

interface OutboxDependencies {
  /** Encrypts the messages, because they may hold a link that opens an account. */
  readonly key: Uint8Array;
}

/** A message as a feature hands it over. */
export interface NewMessage {
  readonly channel: Channel;
  /** Which mail or event it is. */
  readonly kind: string;
  /** What the channel needs to send it; kept as JSON. */
  readonly payload: unknown;
  /** From then on it is dropped, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The hash of the one-time link or invitation in it: when that is gone, the message is dropped. */
  readonly linkHash?: Uint8Array;
}

export class Outbox {
  readonly #key: Uint8Array;

  constructor({ key }: OutboxDependencies) {
    this.#key = key;
  }

  /** Stores a message in the transaction of what it tells; it is sent after the commit. */
  async put(trx: WriteTransaction, message: NewMessage): Promise<void> {
    const id = newId();
    const now = Date.now();
    await insertMessage(trx, {
      id,
      channel: message.channel,
      kind: message.kind,
      sealed_payload: seal(this.#key, JSON.stringify(message.payload), id),
      link_hash: message.linkHash ?? null,
      attempts: 0,
      next_at: now,
      created_at: now,
      expires_at: message.expiresAt,
      last_error: null,
    });
  }
}
