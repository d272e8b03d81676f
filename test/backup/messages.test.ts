// What becomes of waiting messages in a backup, and when the server moves.
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { backedUp, commandOn, inhabited } from './copies.ts';
import { addPerson } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import { temporaryDirectory } from '../support/test-database.ts';
import { fakeChannel, isEmpty, messages, put, until } from '../outbox/channel.ts';

test('a restored server sends nothing again that waited when the backup was made', async () => {
  await using it = await inhabited();
  await put(it.app);
  await until(async () => (await messages(it.app))[0]?.last_error !== null);
  const { backup, fresh, command } = await backedUp(it);
  expect((await command(`restore ${backup}`)).exitCode).toBe(0);
  const mail = fakeChannel();
  await using app = await createTestApp({ DATA_DIR: fresh }, { mail: mail.send });
  expect(await isEmpty(app)()).toBe(true);
  await put(app, { kind: 'new' });
  await mail.reached(1);
  expect(mail.attempts.map(({ kind }) => kind)).toEqual(['new']);
});

test('a server that has moved sends what waited, once', async () => {
  using place = temporaryDirectory();
  const [from, to] = [join(place.path, 'old'), join(place.path, 'new')];
  await using old = new AsyncDisposableStack();
  const app = old.use(await createTestApp({ DATA_DIR: from }));
  await addPerson(app);
  app.services.dataDir.markInitialized();
  await put(app, { payload: { text: 'Moved' } });
  await until(async () => (await messages(app))[0]?.last_error !== null);
  await app.database.write((trx) => trx.updateTable('outbox').set({ next_at: 1 }).execute());
  await old.disposeAsync();
  expect((await commandOn(from)(`move --to ${to}`)).err).toEqual([]);
  const mail = fakeChannel();
  await using moved = await createTestApp({ DATA_DIR: to }, { mail: mail.send });
  await mail.reached(1);
  await until(isEmpty(moved));
  expect(mail.attempts).toMatchObject([{ payload: { text: 'Moved' } }]);
});
