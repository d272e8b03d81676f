import { expect, setDefaultTimeout, test } from 'bun:test';
import { createTestApp } from '../support/test-app.ts';
import { newDatabase } from '../support/postgres-databases.ts';

setDefaultTimeout(120_000);

test('a server is not ready while requests wait too long for a connection', async () => {
  await using app = await createTestApp({ DATABASE_URL: await newDatabase() });
  const over = Promise.withResolvers<void>();
  const progress = { isOver: false };
  // More changes than there are connections; each is refused after some seconds and made again.
  const hold = async () => {
    while (!progress.isOver) await app.database.write(() => over.promise).catch(() => undefined);
  };
  const held = Array.from({ length: 8 }, hold);
  const reason = 'Requests wait too long for a connection';
  while (!app.lines.some((line) => line.includes(reason))) {
    const { status } = await app.get('/health/ready');
    if (status === 503) expect((await app.get('/health/live')).status).toBe(200);
    await Bun.sleep(10);
  }
  progress.isOver = true;
  over.resolve();
  await Promise.all(held);
  while ((await app.get('/health/ready')).status !== 200) await Bun.sleep(10);
});
