import { afterEach, expect, jest, test } from 'bun:test';
import { addPerson, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const hourMs = 3_600_000;

afterEach(() => {
  jest.useRealTimers();
});

test('a server tidies up by itself, an hour after its start', async () => {
  jest.useFakeTimers();
  await using app = await createTestApp();
  await startSession(app, await addPerson(app));
  const refresh_expires_at = Date.now() - 1;
  await app.database.write((trx) =>
    trx.updateTable('sessions').set({ refresh_expires_at }).execute(),
  );
  jest.advanceTimersByTime(hourMs - 1);
  await app.database.write(() => Promise.resolve());
  expect(await sessionsIn(app)).toBe(1);
  jest.advanceTimersByTime(1);
  jest.useRealTimers();
  while ((await sessionsIn(app)) > 0) await Bun.sleep(1);
});

async function sessionsIn(app: TestApp): Promise<number> {
  return (await app.database.read.selectFrom('sessions').select('id').execute()).length;
}
