// Several servers on one database send each message once between them.
import { expect, setDefaultTimeout, test } from 'bun:test';
import { fakeChannel, isEmpty, later, messages, put, until } from '../outbox/channel.ts';
import { newDatabase } from '../support/postgres-databases.ts';
import { createTestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import type { Channels } from '../../src/services-messages.ts';

setDefaultTimeout(120_000);

/** A database, and servers on it: a new one looks for messages at its start. */
async function createPlace() {
  const parts = new AsyncDisposableStack();
  const directory = parts.use(temporaryDirectory());
  const env = { DATA_DIR: directory.path, DATABASE_URL: await newDatabase() };
  return {
    start: async (channels: Partial<Channels>) => parts.use(await createTestApp(env, channels)),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

test('while both live, each message is sent once, wherever it was stored', async () => {
  const [first, second] = [fakeChannel(), fakeChannel()];
  await using place = await createPlace();
  const one = await place.start({ webhook: first.send });
  const other = await place.start({ webhook: second.send });
  const all = Array.from({ length: 50 }, (_, index) =>
    put(index % 2 === 0 ? one : other, { channel: 'webhook', payload: { index } }),
  );
  await Promise.all(all);
  await until(isEmpty(one));
  const sent = [...first.attempts, ...second.attempts].map(({ id }) => id);
  expect(sent).toHaveLength(50);
  expect(new Set(sent).size).toBe(50);
});

test('a message that is stored at one server is sent by the other, which counts the mails of the minute', async () => {
  const [first, second] = [fakeChannel(), fakeChannel()];
  await using place = await createPlace();
  const one = await place.start({ mail: first.send });
  await put(one);
  await first.reached(1);
  await until(isEmpty(one));
  const other = await place.start({ mail: second.send });
  await put(other);
  await first.reached(2);
  await until(isEmpty(one));
  expect(second.attempts).toEqual([]);
});

const lease = { name: 'sending webhook', holder: 'another server' };

test('what a server that was killed has left is sent by another', async () => {
  const webhook = fakeChannel();
  await using app = await createTestApp(
    { DATABASE_URL: await newDatabase() },
    { webhook: webhook.send },
  );
  const { database } = app;
  const held_until = Date.now() + 3_600_000;
  await database.write((trx) =>
    trx
      .insertInto('leases')
      .values({ ...lease, held_until })
      .execute(),
  );
  await put(app, { channel: 'webhook' });
  await Bun.sleep(300);
  expect(webhook.attempts).toEqual([]);
  await database.write((trx) => trx.updateTable('leases').set({ held_until: 1 }).execute());
  await webhook.reached(1);
  await until(isEmpty(app));
});

test('a server that stops hands the sending over at once', async () => {
  const [first, second] = [fakeChannel(() => later), fakeChannel()];
  await using place = await createPlace();
  const one = await place.start({ mail: first.send });
  await put(one);
  await until(async () => (await messages(one))[0]?.last_error !== null);
  const other = await place.start({ mail: second.send });
  await one.services.close();
  await other.database.write((trx) => other.services.outbox.tryAgain(trx, 'mail'));
  await second.reached(1);
  await until(isEmpty(other));
});
