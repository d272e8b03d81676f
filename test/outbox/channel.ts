// A channel that answers as a test says, and remembers what was sent.
import type {
  OutgoingMessage,
  Send,
  SendResult,
} from '../../src/features/outbox/attempts/service.ts';
import type { Channel, OutboxTable } from '../../src/db/message-tables.ts';
import type { NewMessage } from '../../src/features/outbox/service.ts';
import type { TestApp } from '../support/test-app.ts';

export interface FakeChannel {
  readonly send: Send;
  /** Every attempt so far. */
  readonly attempts: readonly OutgoingMessage[];
  /** Resolves when there were so many attempts. */
  reached(count: number): Promise<void>;
}

type Answer = (message: OutgoingMessage, signal: AbortSignal) => SendResult | Promise<SendResult>;

export const delivered: SendResult = { outcome: 'delivered' };
export const later = { outcome: 'try_again', message: 'The mail server is busy.' } as const;
export const refused = { outcome: 'refused', message: 'There is no such address.' } as const;

export function fakeChannel(answer: Answer = () => delivered): FakeChannel {
  const attempts: OutgoingMessage[] = [];
  return {
    attempts,
    send: async (message, signal) => {
      attempts.push(message);
      return answer(message, signal);
    },
    reached: (count) => until(() => attempts.length >= count),
  };
}

/** Waits for what is true in a while; the time limit of the test ends it. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await Bun.sleep(5);
}

/** Stores a message, by default a mail that is worth sending for an hour. */
export function put(app: TestApp, message: Partial<NewMessage> = {}): Promise<void> {
  return app.database.write((trx) =>
    app.services.outbox.put(trx, {
      channel: 'mail',
      kind: 'test',
      payload: { text: 'Hello' },
      expiresAt: Date.now() + 3_600_000,
      ...message,
    }),
  );
}

export function messages(app: TestApp, channel: Channel = 'mail') {
  return app.database.read
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', channel)
    .orderBy('id')
    .execute();
}

export function isEmpty(app: TestApp): () => Promise<boolean> {
  return async () =>
    (await app.database.read.selectFrom('outbox').select('id').execute()).length === 0;
}

/** Changes the rows of a test, and has the server look at them. */
export async function change(app: TestApp, values: Partial<OutboxTable>): Promise<void> {
  await app.database.write((trx) => trx.updateTable('outbox').set(values).execute());
  app.services.lookForMessages();
}
