import { afterEach, expect, jest, test } from 'bun:test';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

afterEach(() => {
  jest.useRealTimers();
});

const hourMs = 3_600_000;

const sessions = async ({ database }: TestApp) =>
  (await database.read.selectFrom('sessions').selectAll().execute()).length;

test('a server runs the cleanup by itself, an hour after its start', async () => {
  jest.useFakeTimers();
  await using app = await createTestApp();
  await addSignedIn(app);
  const expired = { refresh_expires_at: Date.now() - 1000, last_used_at: 0 };
  await app.database.write((trx) => trx.updateTable('sessions').set(expired).execute());
  jest.advanceTimersByTime(hourMs - 1);
  await app.database.write(() => Promise.resolve());
  expect(await sessions(app)).toBe(1);
  jest.advanceTimersByTime(1);
  jest.useRealTimers();
  while ((await sessions(app)) > 0) await Bun.sleep(1);
});

test('a cleanup that fails while the server stops does not keep it from stopping', async () => {
  await using app = await createTestApp();
  const { housekeeping } = app.services;
  const { schema } = app.database.migrations;
  await schema.alterTable('sessions').renameTo('elsewhere').execute();
  const round = housekeeping.run().then(
    () => 'done',
    () => 'failed',
  );
  await housekeeping.close();
  expect(await round).toBe('failed');
  await schema.alterTable('elsewhere').renameTo('sessions').execute();
});
