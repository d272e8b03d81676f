// What an administrator looks up may walk a whole table; everybody else's requests go on meanwhile.
import { Database } from 'bun:sqlite';
import { afterEach, expect, spyOn, test } from 'bun:test';
import { sqliteOnly } from '../support/on-postgres.ts';
import { addPerson, password } from '../support/people.ts';
import { rowsOf } from '../support/long-reads.ts';
import { createTestApp } from '../support/test-app.ts';
import { watchThreads } from '../support/threads.ts';
import { addAdmin } from './administrator.ts';
import { fileOf } from '../support/test-storage.ts';

const onFile = sqliteOnly('a server walks tables in processes of its own');

const longOnes = [
  '/api/admin/users',
  '/api/admin/users?skip=1&take=1',
  '/api/admin/users?status=active',
  '/api/admin/users?search=grace',
  '/api/admin/users?sort=name&role=user&provider=local',
  '/api/admin/users?format=csv',
  '/api/admin/stats',
  '/api/admin/audit',
  '/api/admin/audit?event=session.started',
  '/api/admin/audit?from=2026-01-01&outcome=failure',
  '/api/admin/audit?format=csv',
] as const;

const shortOnes = [
  '/api/auth/me',
  '/api/auth/sessions',
  '/api/admin/users/pending',
  '/api/admin/users/pending/count',
  '/api/admin/settings/registration',
  '/health/ready',
] as const;

onFile.describe('what an administrator looks up', () => {
  const prepared = spyOn(Database.prototype, 'prepare');
  afterEach(() => {
    prepared.mockRestore();
  });

  test('walks no table on the thread that answers everybody', async () => {
    await using app = await createTestApp();
    const { access_token } = await addAdmin(app);
    prepared.mockClear();
    for (const path of longOnes) mustSucceed(await app.get(path, access_token));
    const texts = new Set(prepared.mock.calls.map(([text]) => text));
    expect(texts.size).toBeGreaterThan(2);
    const connection = new Database(fileOf(app.services.config));
    for (const text of texts) {
      const plan = connection.query<{ detail: string }, []>(`explain query plan ${text}`).all();
      const scans = plan.filter((line) => /^SCAN (?!CONSTANT|instances)/.test(line.detail));
      expect([text, scans]).toEqual([text, []]);
    }
    connection.close();
  });
});

function mustSucceed({ status, text }: { readonly status: number; readonly text: string }): void {
  expect([status, text]).toEqual([200, text]);
}

onFile.test(
  'with too many walks waiting the next is refused, and everything else goes on',
  async () => {
    await using app = await createTestApp();
    using threads = watchThreads('aside-worker.ts');
    const { access_token } = await addAdmin(app);
    threads.hold();
    // One is under way and thirty-two wait.
    const walks = Array.from({ length: 33 }, () => rowsOf(app.database.aside, 'select 1'));
    for (const path of longOnes) {
      const refused = await app.get(path, access_token);
      expect(refused.status).toBe(503);
      expect(refused.body).toMatchObject({ code: 'server_busy' });
      expect(refused.headers.get('retry-after')).toBe('1');
    }
    mustSucceed(await app.get('/api/auth/me', access_token));
    threads.release();
    await Promise.all(walks);
    mustSucceed(await app.get('/api/admin/users', access_token));
  },
);

onFile.test(
  'a long read whose thread is lost fails with an unexpected error, and the next one succeeds',
  async () => {
    await using app = await createTestApp();
    using threads = watchThreads('aside-worker.ts');
    const { access_token } = await addAdmin(app);
    mustSucceed(await app.get('/api/admin/stats', access_token));
    threads.started[0]?.postMessage(null);
    const failed = await app.get('/api/admin/stats', access_token);
    expect(failed.status).toBe(500);
    expect(failed.body).toMatchObject({ code: 'internal_error', message: 'Internal server error' });
    expect(app.lines.join('\n')).toContain('The thread for long reads stopped');
    mustSucceed(await app.get('/api/admin/stats', access_token));
  },
);

test('short requests need no thread, so that no long read can delay them', async () => {
  await using app = await createTestApp();
  using threads = watchThreads('aside-worker.ts');
  const { access_token, refresh_token } = await addAdmin(app);
  await addPerson(app, { email: 'grace@example.com' });
  for (const path of shortOnes) mustSucceed(await app.get(path, access_token));
  mustSucceed(await app.post('/api/auth/login', { email: 'grace@example.com', password }));
  mustSucceed(await app.post('/api/auth/refresh', { refresh_token }));
  expect(threads.started).toEqual([]);
});
