// When the machine or the program fails: strangers learn nothing, the operator everything.
import { Database } from 'bun:sqlite';
import { truncateSync } from 'node:fs';
import { describe, expect, test, setDefaultTimeout } from 'bun:test';
import { CompiledQuery } from 'kysely';
import { sqliteOnly } from '../support/on-postgres.ts';
import { addPerson, addSignedIn, applicant, password } from '../support/people.ts';
import { loseTable, missingTable, refuseChanges } from '../support/storage-trouble.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { fileOf, usesPostgres } from '../support/test-storage.ts';

const onFile = sqliteOnly('the disk of a server is full for everything on it');

async function pragma(app: TestApp, text: string): Promise<void> {
  await app.database.migrations.executeQuery(CompiledQuery.raw(`pragma ${text}`));
}

function logged(app: TestApp): readonly Record<string, unknown>[] {
  return app.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Reads of one turn of the event loop share what they see of the database. */
const nextTurn = () => Bun.sleep(1);

/**
 * Moves the write-ahead log into the file. A snapshot that a read still holds would keep the log, and with it what the
 * connections remember of the file, which would still answer.
 */
async function emptyLog(app: TestApp): Promise<void> {
  const checkpoint = CompiledQuery.raw('pragma wal_checkpoint(truncate)');
  for (let isBusy = true; isBusy;) {
    await nextTurn();
    const { rows } = await app.database.migrations.executeQuery<{ busy: number }>(checkpoint);
    isBusy = rows[0]?.busy !== 0;
  }
}

describe('a bug', () => {
  test('is answered with 500 and nothing about it', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    await loseTable(app.database, 'identities');
    await nextTurn();
    const answer = await app.get('/api/auth/me', bearer);
    expect(answer.body).toEqual({
      statusCode: 500,
      error: 'Internal Server Error',
      message: 'Internal server error',
      code: 'internal_error',
      requestId: answer.headers.get('x-request-id'),
    });
  });

  test('is in the log with its request id, method, path and cause', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    await loseTable(app.database, 'identities');
    await nextTurn();
    const answer = await app.get('/api/auth/me?code=canary-query', bearer);
    const errors = logged(app).filter((line) => line['level'] === 'error');
    expect(errors).toMatchObject([
      {
        requestId: answer.headers.get('x-request-id'),
        method: 'GET',
        path: '/api/auth/me',
        code: 'internal_error',
        error: expect.stringMatching(missingTable('identities')),
      },
    ]);
    expect(app.lines.join('\n')).not.toContain('canary-query');
    expect(app.lines.join('\n')).not.toContain(bearer);
  });

  test('in one request leaves the next ones alone', async () => {
    await using app = await createTestApp();
    await loseTable(app.database, 'sessions');
    await addPerson(app, { email: 'grace@example.com' });
    const json = { email: 'grace@example.com', password };
    expect((await app.post('/api/auth/login', json)).status).toBe(500);
    expect((await app.get('/api/auth/registration-mode')).status).toBe(200);
    const wrong = await app.post('/api/auth/login', { ...json, password: 'wrong password' });
    expect(wrong.status).toBe(401);
  });
});

/** Ways a disk refuses; each answers how to make it well again. */
// A lock of another program is waited for: five seconds for each group of changes. So these wait side by side.
setDefaultTimeout(300_000);

type Trouble = readonly [string, (app: TestApp) => Promise<() => Promise<void>>];

const held: Trouble = [
  'is held by another program',
  async (app) => {
    await pragma(app, 'busy_timeout = 0');
    const other = new Database(fileOf(app.services.config));
    other.run('begin immediate');
    return async () => {
      other.close();
    };
  },
];

// Programs cannot hold up a whole PostgreSQL server.
const troubles: readonly Trouble[] = [
  ['has become read-only', (app) => refuseChanges(app.database)],
  ...(usesPostgres ? [] : [held]),
];

/** A sign-in at a provider begins with a GET that remembers it. */
const github = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };

describe.each(troubles)('while the database %s', (_, spoil) => {
  test.concurrent('changes are refused with 503 and nothing is half done', async () => {
    await using app = await createTestApp(github);
    await addPerson(app, { email: 'grace@example.com' });
    const { refresh_token, access_token } = await addSignedIn(app);
    const repair = await spoil(app);
    const before = await app.snapshot();
    const answers = await Promise.all([
      app.post('/api/auth/login', { email: 'grace@example.com', password }),
      app.post('/api/auth/login', { email: 'grace@example.com', password: 'wrong password' }),
      app.post('/api/auth/register', applicant({ email: 'new@example.com' })),
      app.post('/api/auth/refresh', { refresh_token }),
      app.post('/api/auth/logout', undefined, access_token),
      app.send({ method: 'DELETE', path: '/api/auth/sessions', bearer: access_token }),
      app.get('/api/auth/oauth/github'),
      app.get('/api/auth/oauth/github/start'),
      app.get('/api/auth/link/github', access_token),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
      expect(Number(answer.headers.get('retry-after'))).toBePositive();
      expect(answer.text).not.toMatch(/sqlite|postgres|database|read-?only|locked/i);
    }
    expect(await app.snapshot()).toEqual(before);
    await repair();
  });

  test.concurrent('reading goes on, and everything again when it is over', async () => {
    await using app = await createTestApp();
    const { refresh_token, access_token } = await addSignedIn(app);
    const repair = await spoil(app);
    expect((await app.get('/api/auth/me', access_token)).status).toBe(200);
    expect((await app.get('/api/auth/sessions', access_token)).status).toBe(200);
    expect((await app.get('/health/ready')).status).toBe(200);
    expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(503);
    await repair();
    expect((await app.post('/api/auth/refresh', { refresh_token })).status).toBe(200);
  });
});

onFile.test('while the database cannot be read, reading is refused with 503', async () => {
  await using app = await createTestApp();
  const { access_token } = await addSignedIn(app, { isAdmin: true });
  const file = fileOf(app.services.config);
  await emptyLog(app);
  truncateSync(file, 4096);
  for (const path of ['/api/auth/me', '/api/auth/sessions', '/api/admin/stats']) {
    const answer = await app.get(path, access_token);
    expect({ path, answer }).toMatchObject({
      path,
      answer: { status: 503, body: { code: 'storage_unavailable' } },
    });
  }
  expect((await app.get('/health/ready')).status).toBe(503);
  expect((await app.get('/health/live')).status).toBe(200);
});

onFile.describe('when the disk is full', () => {
  test('a sign-in succeeds or is refused, never half, and space heals it', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email: 'grace@example.com' });
    const signIn = () => app.post('/api/auth/login', { email: 'grace@example.com', password });
    await pragma(app, 'max_page_count = 1');
    let before = await app.snapshot();
    let answer = await signIn();
    for (let round = 0; round < 200 && answer.status === 200; round++) {
      before = await app.snapshot();
      answer = await signIn();
    }
    expect(answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
    expect(await app.snapshot()).toEqual(before);
    await pragma(app, 'max_page_count = 1000000');
    expect((await signIn()).status).toBe(200);
  });
});

test('no secret of any request is ever in the log', async () => {
  await using app = await createTestApp({ LOG_LEVEL: 'debug', SETUP_TOKEN: 'canary-setup' });
  const secrets = new Set(['canary-setup', 'canary-password', 'canary-query', 'canary-bearer']);
  const collect = (body: unknown) => {
    const { access_token, refresh_token } = body as Record<string, string | undefined>;
    for (const token of [access_token, refresh_token]) if (token) secrets.add(token);
    return { access_token: access_token ?? '', refresh_token: refresh_token ?? '' };
  };
  const person = applicant({ password: 'canary-password', setupToken: 'canary-setup' });
  const joined = collect((await app.post('/api/auth/register', person)).body);
  const login = { email: 'grace@example.com', password: 'canary-password' };
  const next = collect((await app.post('/api/auth/login?code=canary-query', login)).body);
  await app.post('/api/auth/login', { ...login, password: 'canary-password-wrong' });
  await app.post('/api/auth/login', { email: ['canary-password'], password: 'canary-password' });
  const renewed = collect(
    (await app.post('/api/auth/refresh', { refresh_token: next.refresh_token })).body,
  );
  await app.post('/api/auth/refresh', { refresh_token: renewed.refresh_token });
  await app.post('/api/auth/refresh', { refresh_token: next.refresh_token });
  await app.get('/api/auth/me?access_token=canary-query', 'canary-bearer');
  await app.post('/api/auth/logout', { refreshToken: joined.refresh_token }, joined.access_token);
  await loseTable(app.database, 'identities');
  await app.get('/api/auth/me', joined.access_token);
  await loseTable(app.database, 'sessions');
  await app.post('/api/auth/login', login);
  await app.post('/api/auth/refresh', { refresh_token: renewed.refresh_token });
  const hashes = await app.database.read.selectFrom('users').select('password_hash').execute();
  for (const { password_hash } of hashes) secrets.add(String(password_hash));
  const log = app.lines.join('\n');
  expect(log).toContain('internal_error');
  expect(log).toContain('"status":401');
  expect([...secrets].filter((secret) => log.includes(secret))).toEqual([]);
});
