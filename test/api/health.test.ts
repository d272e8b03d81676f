import { expect, test } from 'bun:test';
import { version } from '../../src/version.ts';
import { scenarios } from '../support/scenario.ts';
import { loseTable, missingTable } from '../support/storage-trouble.ts';
import { createTestApp } from '../support/test-app.ts';

scenarios('the health addresses', [
  {
    name: 'tell an app that this is the server it looks for',
    request: 'GET /api/health',
    status: 200,
    answer: { status: 'ok', app: 'anchor', version },
  },
  {
    name: 'tell that the process serves',
    request: 'GET /health/live',
    status: 200,
    answer: { status: 'ok' },
  },
  {
    name: 'tell that the database can be read',
    request: 'GET /health/ready',
    status: 200,
    answer: { status: 'ok', database: 'ok' },
  },
  {
    name: 'tell with 503 that the database cannot be read, and nothing about why',
    request: 'GET /health/ready',
    arrange: async (app) => {
      await loseTable(app.database, 'settings');
    },
    status: 503,
    answer: { status: 'unavailable', database: 'unavailable' },
    expectHeaders: { 'retry-after': '5' },
  },
  {
    name: 'go on telling that the process serves when the database is gone',
    request: 'GET /health/live',
    arrange: async (app) => {
      await loseTable(app.database, 'settings');
    },
    status: 200,
    answer: { status: 'ok' },
  },
  {
    name: 'may be asked with HEAD',
    request: 'HEAD /api/health',
    status: 200,
    after: async (_, answer) => {
      expect(answer.text).toBe('');
    },
  },
]);

test('why the server is not ready is logged once for each change, with the request that met it', async () => {
  await using app = await createTestApp({ LOG_FORMAT: 'json' });
  const ids: (string | null)[] = [];
  const ask = async (status: number) => {
    const answer = await app.get('/health/ready');
    expect(answer.status).toBe(status);
    ids.push(answer.headers.get('x-request-id'));
  };
  await ask(200);
  for (let round = 0; round < 2; round += 1) {
    await loseTable(app.database, 'settings');
    await ask(503);
    await ask(503);
    await app.database.migrations.schema.alterTable('settings_away').renameTo('settings').execute();
    await ask(200);
    await ask(200);
  }
  const lines = app.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message }) => String(message).includes('database can'));
  const failed = {
    level: 'error',
    message: 'The database cannot be read: the server is not ready',
    error: expect.stringMatching(missingTable('settings')),
  };
  const mended = { level: 'info', message: 'The database can be read again: the server is ready' };
  expect(lines).toMatchObject([
    { ...failed, requestId: ids[1] },
    { ...mended, requestId: ids[3] },
    { ...failed, requestId: ids[5] },
    { ...mended, requestId: ids[7] },
  ]);
});
