// One attempt to send one message, and what becomes of the message then.
import type { Selectable } from 'kysely';
import type { DropReason } from '../../../core/drop-reasons.ts';
import { formatId } from '../../../core/uuid.ts';
import type { Channel, OutboxTable } from '../../../db/message-tables.ts';
import type { Database } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Audit } from '../../audit/service.ts';
import type { Outbox } from '../service.ts';
import {
  deleteUnsent,
  markStopped,
  prepareClaim,
  prepareDeleteDelivered,
  prepareNoteAttempt,
} from './queries.ts';
import {
  dropReason,
  dueAfterAttempt,
  isUsedUp,
  type OutgoingMessage,
  type Send,
  type SendResult,
} from './rules.ts';

export type { OutgoingMessage, Send, SendResult };

interface AttemptsDependencies {
  readonly database: Database;
  readonly log: Log;
  readonly audit: Audit;
  readonly outbox: Outbox;
  readonly channel: Channel;
  readonly send: Send;
  /** Whether the link still works whose token has this hash: otherwise its message is dropped. */
  readonly isLive: (tokenHash: Uint8Array) => Promise<boolean>;
}

type Message = Selectable<OutboxTable>;

/** More than a whole mail takes, whose steps have limits of their own. */
const attemptMs = 90_000;

export class Attempts {
  readonly #database: Database;
  readonly #log: Log;
  readonly #audit: Audit;
  readonly #outbox: Outbox;
  readonly #channel: Channel;
  readonly #send: Send;
  readonly #isLive: AttemptsDependencies['isLive'];
  readonly #claim: ReturnType<typeof prepareClaim>;
  readonly #noteAttempt: ReturnType<typeof prepareNoteAttempt>;
  readonly #deleteDelivered: ReturnType<typeof prepareDeleteDelivered>;

  constructor({ database, log, audit, outbox, channel, send, isLive }: AttemptsDependencies) {
    this.#database = database;
    this.#log = log;
    this.#audit = audit;
    this.#outbox = outbox;
    this.#channel = channel;
    this.#send = send;
    this.#isLive = isLive;
    this.#claim = prepareClaim(database.read);
    this.#noteAttempt = prepareNoteAttempt(database.read);
    this.#deleteDelivered = prepareDeleteDelivered(database.read);
  }

  /** Sends a message that is due, or drops it; returns whether it was tried. It gives up when `closing` says so. */
  async make(message: Message, closing: AbortSignal): Promise<boolean> {
    const now = Date.now();
    if (message.link_hash !== null && !(await this.#isLive(message.link_hash))) {
      await this.#database.write((trx) => deleteUnsent(trx, message));
      return false;
    }
    const reason = dropReason(message, now);
    if (reason !== null) {
      await this.#drop(message, reason, message.last_error);
      return false;
    }
    // Before the attempt, so that a message which ends the process is not tried for ever.
    const { id, attempts } = message;
    const nextAt = dueAfterAttempt(message, now);
    const claimed = await this.#database.change(this.#claim, { id, attempts, nextAt });
    if (claimed.length === 0) return false;
    const tried = { ...message, attempts: attempts + 1 };
    const result = await this.#sent(tried, closing);
    await this.#settle(tried, result, nextAt);
    return true;
  }

  /** Null when the server stops before the end. */
  async #sent(message: Message, closing: AbortSignal): Promise<SendResult | null> {
    const stop = new AbortController();
    const over = Promise.withResolvers<SendResult | null>();
    const giveUp = (result: SendResult | null) => {
      over.resolve(result);
      stop.abort();
    };
    const onClosing = () => giveUp(null);
    closing.addEventListener('abort', onClosing);
    const timer = setTimeout(() => giveUp(tooSlow), attemptMs);
    try {
      const payload = this.#outbox.payloadOf(message);
      const { id, kind, created_at: createdAt } = message;
      const outgoing = { id: formatId(id), kind, payload, createdAt };
      return await Promise.race([this.#send(outgoing, stop.signal), over.promise]);
    } catch (error) {
      this.#log.error('A message could not be made ready to be sent', { error });
      return notReady;
    } finally {
      clearTimeout(timer);
      closing.removeEventListener('abort', onClosing);
    }
  }

  async #settle(message: Message, result: SendResult | null, nextAt: number): Promise<void> {
    const { id, attempts } = message;
    if (result === null) {
      // The attempt was cut off by the end of this server, and the next one makes it again at once.
      const undone = { after: attempts - 1, nextAt: message.next_at, error: message.last_error };
      await this.#database.change(this.#noteAttempt, { id, attempts, ...undone });
      return;
    }
    if (result.outcome === 'delivered') {
      await this.#database.change(this.#deleteDelivered, { id });
      return;
    }
    const { outcome, message: error } = result;
    if (outcome === 'stopped') return this.#stop(message, error);
    if (outcome === 'refused') return this.#drop(message, 'message_refused', error);
    if (isUsedUp(this.#channel, attempts)) return this.#drop(message, 'attempts_used_up', error);
    await this.#database.change(this.#noteAttempt, {
      id,
      attempts,
      after: attempts,
      nextAt,
      error,
    });
    this.#log.warn(failures[this.#channel], { event: message.kind, error });
  }

  async #drop(message: Message, reason: DropReason, error: string | null): Promise<void> {
    const { kind } = message;
    const details = { channel: this.#channel, kind, reason, ...(error === null ? {} : { error }) };
    await this.#database.write(async (trx) => {
      if (!(await deleteUnsent(trx, message))) return;
      const entry = { ...ownWork, event: 'message.dropped', details } as const;
      await this.#audit.record(trx, entry, error ?? undefined);
    });
  }

  async #stop(message: Message, error: string): Promise<void> {
    const { kind } = message;
    const details = { channel: this.#channel, kind, reason: 'receiver_gone', error } as const;
    await this.#database.write(async (trx) => {
      if (!(await markStopped(trx, message))) return;
      await this.#audit.record(trx, { ...ownWork, event: 'webhook.stopped', details }, error);
    });
  }
}

const failures: Readonly<Record<Channel, string>> = {
  mail: 'A mail could not be sent, and is tried again',
  webhook: 'The webhook could not be called, and is tried again',
  task: 'A request for a mail could not be worked on, and is tried again',
};

const tooSlow: SendResult = { outcome: 'try_again', message: 'It took too long.' };
const notReady: SendResult = {
  outcome: 'try_again',
  message: 'The message could not be made ready; the log of the server says why.',
};

/** No person acts and no account is concerned: the message is in its details. */
const ownWork = { outcome: 'failure', actor: null, target: null, origin: null } as const;
