// What a restart must not change, and what a damaged instance must not become.
import { describe, expect, test } from 'bun:test';
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../../src/core/startup-error.ts';
import { addSignedIn, applicant, signedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { fileOf, usesPostgres } from '../support/test-storage.ts';

test('everybody stays signed in over a restart', async () => {
  await using app = await createTestApp();
  const joined = signedIn(await app.post('/api/auth/register', applicant()));
  await app.restart();
  expect((await app.get('/api/auth/me', joined.access_token)).status).toBe(200);
  const renewed = await app.post('/api/auth/refresh', { refresh_token: joined.refresh_token });
  expect(renewed.status).toBe(200);
});

test('who was signed out stays signed out over a restart', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app);
  await app.post('/api/auth/logout', undefined, own.access_token);
  await app.restart();
  expect((await app.get('/api/auth/me', own.access_token)).status).toBe(401);
  const renewed = await app.post('/api/auth/refresh', { refresh_token: own.refresh_token });
  expect(renewed.status).toBe(401);
});

test('the first user stays the only one by that rule over a restart', async () => {
  await using app = await createTestApp();
  await app.post('/api/auth/register', applicant());
  await app.restart();
  const second = await app.post('/api/auth/register', applicant({ email: 'ada@example.com' }));
  expect(signedIn(second).user.isAdmin).toBe(false);
});

type Loss = readonly [string, (app: TestApp) => void, RegExp];

/** A lost database of a server has tests of its own (test/postgres/begin.test.ts). */
const lostFiles: readonly Loss[] = [
  ['a missing database', (app) => rmSync(databaseFile(app)), /database .* is missing or empty/],
  [
    'an empty database',
    (app) => truncateSync(databaseFile(app)),
    /database .* is missing or empty/,
  ],
  [
    'a fresh database in the place of the old one',
    (app) => {
      for (const end of ['', '-wal', '-shm']) rmSync(databaseFile(app) + end, { force: true });
      writeFileSync(databaseFile(app), '');
    },
    /database .* is missing or empty/,
  ],
];

const losses: readonly Loss[] = [
  ...(usesPostgres ? [] : lostFiles),
  [
    'a missing secret',
    (app) => rmSync(secretFile(app)),
    /secret file .* is missing|has no secret\.key/,
  ],
  ['an empty secret', (app) => truncateSync(secretFile(app)), /secret file .* is empty or damaged/],
  [
    'a truncated secret',
    (app) => truncateSync(secretFile(app), 10),
    /secret file .* is empty or damaged/,
  ],
];

function databaseFile(app: TestApp): string {
  return fileOf(app.services.config);
}

function secretFile(app: TestApp): string {
  return join(app.services.config.storage.dataDir, 'secret.key');
}

describe('a server that has had users does not start with', () => {
  test.each([...losses])(
    '%s, so that no stranger becomes its administrator',
    async (_, lose, sentence) => {
      await using app = await createTestApp();
      await app.post('/api/auth/register', applicant());
      await app.services.close();
      lose(app);
      const failure = await app.restart().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(StartupError);
      expect((failure as StartupError).message).toMatch(sentence);
      expect((failure as StartupError).cure).not.toBe('');
    },
  );
});
