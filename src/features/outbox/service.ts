// The messages that wait to be sent: mails and webhook calls. They are written in the transaction of what they tell.
import type { Kysely } from 'kysely';
import { seal, unseal } from '../../core/seal.ts';
import { newId } from '../../core/uuid.ts';
import { afterCommit } from '../../db/effects.ts';
import type { Channel, OutboxTable } from '../../db/message-tables.ts';
import type { WriteTransaction } from '../../db/port.ts';
import type { Schema } from '../../db/schema.ts';
import {
  countMessages,
  deleteMessages,
  findLastError,
  insertMessages,
  makeDue,
} from './queries.ts';
import { stoppedError } from './rules.ts';

/** Deletes all messages: those of a backup were sent, or are too old when it is restored. */
export const forgetAll: (db: Kysely<Schema>) => Promise<void> = deleteMessages;

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

/** What waits in a channel. */
export interface Backlog {
  readonly waiting: number;
  /** When the oldest was stored, in milliseconds since 1970; null when none waits. */
  readonly oldestAt: number | null;
  /** Why the newest one that failed could not be sent; null when none failed so far. */
  readonly lastError: string | null;
  /** Whether nothing is sent until an administrator tries again or the server is restarted. */
  readonly isStopped: boolean;
}

const rowsAtOnce = 50;

type Listener = (channel: Channel) => void;

export class Outbox {
  readonly #key: Uint8Array;
  #listener: Listener = () => undefined;

  constructor({ key }: OutboxDependencies) {
    this.#key = key;
  }

  /** Has `listener` called after each commit that stored a message, in a server; a command sends none itself. */
  notify(listener: Listener): void {
    this.#listener = listener;
  }

  /** Stores a message in the transaction of what it tells; it is sent after the commit. */
  put(trx: WriteTransaction, message: NewMessage): Promise<void> {
    return this.putAll(trx, [message]);
  }

  /** Stores several messages. */
  async putAll(trx: WriteTransaction, messages: readonly NewMessage[]): Promise<void> {
    const now = Date.now();
    const rows = messages.map((message) => this.#rowOf(message, now));
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await insertMessages(trx, rows.slice(at, at + rowsAtOnce));
    }
    for (const channel of new Set(rows.map((row) => row.channel))) this.#tellAfter(trx, channel);
  }

  #rowOf(message: NewMessage, now: number) {
    const id = newId();
    return {
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
    };
  }

  /** What the channel needs to send a stored message. Throws when it was sealed with another key. */
  payloadOf({ id, sealed_payload: sealed }: Pick<OutboxTable, 'id' | 'sealed_payload'>): unknown {
    return JSON.parse(unseal(this.#key, sealed, id));
  }

  /** What waits in a channel. */
  async backlog(db: Kysely<Schema>, channel: Channel): Promise<Backlog> {
    const { waiting, oldest_at: oldestAt } = await countMessages(db, channel);
    const lastError = await findLastError(db, channel);
    return { waiting, oldestAt, lastError, isStopped: lastError === stoppedError };
  }

  /** Has the messages of a channel sent now, with all their attempts before them; returns how many. */
  async tryAgain(trx: WriteTransaction, channel: Channel): Promise<number> {
    this.#tellAfter(trx, channel);
    return makeDue(trx, channel, Date.now());
  }

  #tellAfter(trx: WriteTransaction, channel: Channel): void {
    afterCommit(trx, () => {
      this.#listener(channel);
    });
  }
}
