// An instance moves from SQLite to PostgreSQL and back with everything, its sessions too.
import { afterAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQL } from 'bun';
import { grace, type Inhabited, namesIn, onFullDisk } from '../backup/copies.ts';
import { run } from '../../src/cli/run.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import { endProcesses, runProgram } from '../support/process.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import {
  contentsOfFile,
  contentsOfServer,
  stopped,
  tablesOf,
  withoutMove,
  withoutSigningKey,
} from './moves.ts';
import { newDatabase } from '../support/postgres-databases.ts';

afterAll(endProcesses);

/** What Grace's tokens of before open now, and her picture; returns the tokens that follow. */
async function useTokens(app: TestApp, { access, refresh, api }: Inhabited['tokens']) {
  const me = await app.get('/api/auth/me', access);
  expect(me.body).toMatchObject({
    email: grace,
    language: 'fr',
    authIdentities: ['local', 'github'],
  });
  expect((await app.get('/api/auth/me', api)).status).toBe(200);
  const { profileImage } = me.body as { profileImage: string };
  const picture = await app.get(profileImage);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  const renewed = await app.post('/api/auth/refresh', { refresh_token: refresh });
  expect(renewed.status).toBe(200);
  const body = renewed.body as { access_token: string; refresh_token: string };
  return { access: body.access_token, refresh: body.refresh_token, api };
}

test('everything goes to PostgreSQL and back, and sessions go on', async () => {
  using it = await stopped();
  const before = await it.contents();
  for (const [table, rows] of Object.entries(before)) {
    expect([table, rows]).not.toEqual([table, []]);
  }
  const url = await newDatabase();
  writeFileSync(it.path('address'), `${url}\n`);
  const there = await it.command(`move --to-file ${it.path('address')}`);
  expect(there.err).toEqual([]);
  expect(there.out).toContain('  sessions: 2');
  expect(there.out).toContain('  pictures: 1');
  expect(withoutMove(await contentsOfServer(url))).toEqual(before);

  const onServer = { DATA_DIR: it.dataDir, DATABASE_URL: url };
  const app = await createTestApp(onServer);
  const next = await useTokens(app, it.tokens);
  await app[Symbol.asyncDispose]();
  const between = withoutSigningKey(await contentsOfServer(url));
  const fresh = it.path('fresh');
  const back = await it.command(`move --to ${fresh}`, onServer);
  expect(back.err).toEqual([]);
  const after = await contentsOfFile(join(fresh, 'anchor.db'));
  const { audit_log: moves = [], ...others } = after;
  const { audit_log: earlier = [], ...same } = between;
  expect(others).toEqual(same);
  expect(moves).toHaveLength(earlier.length + 1);
  expect(moves).toEqual(expect.arrayContaining([...earlier]));
  await using last = await createTestApp({ DATA_DIR: fresh, DATABASE_URL: `${fresh}/anchor.db` });
  await useTokens(last, next);
});

test('a start and every command on the old database say where the instance went', async () => {
  using it = await stopped();
  const url = await newDatabase();
  await it.command(`move --to ${url}`);
  const fresh = it.path('fresh');
  await it.command(`move --to ${fresh}`, { DATABASE_URL: url });
  const { hostname, port, pathname } = new URL(url);
  const onServer = { DATABASE_URL: url };
  const gone = `This instance has moved to the directory ${fresh}`;
  for (const line of [
    'user list',
    'serve',
    `backup ${it.path('copy')}`,
    `move --to ${it.path('x')}`,
  ]) {
    const { exitCode, err } = await it.command(line, onServer);
    expect([line, exitCode, err.join()]).toEqual([line, 1, expect.stringContaining(gone)]);
  }
  const first = await it.command('user list');
  expect(first.err.join()).toContain(
    `This instance has moved to the PostgreSQL database ${hostname}:${port}${pathname}`,
  );
});

test('what PostgreSQL cannot store is replaced, and the output says so', async () => {
  using it = await stopped();
  const app = await it.start();
  await app.database.write((trx) =>
    trx.updateTable('users').set({ name: 'A\0da\0' }).where('email', '=', grace).execute(),
  );
  await app[Symbol.asyncDispose]();
  const url = await newDatabase();
  const { err, out } = await it.command(`move --to ${url}`);
  expect(err).toEqual([]);
  expect(out).toContain('U+0000, which PostgreSQL cannot store, became U+FFFD in users.name (2)');
  await using sql = new SQL(url, { max: 1 });
  const [row] = await sql`select name from users where email = ${grace}`;
  expect(row).toEqual({ name: 'A\uFFFDda\uFFFD' });
});

describe('a move that fails', () => {
  test('because the target is killed leaves the old place as it was, and the new one empty', async () => {
    using it = await stopped();
    const before = await it.contents();
    await using cluster = await startCluster();
    const url = await newDatabase({ server: cluster.url });
    const pid = await cluster.pid();
    const err: string[] = [];
    const exitCode = await run(['move', '--to', url], {
      out: (line) => {
        if (line.startsWith('  users:')) killNow(pid);
      },
      err: (line) => err.push(line),
      sources: { env: { DATA_DIR: it.dataDir } },
      readLine: () => Promise.resolve(null),
    });
    // Which of the two depends on whether the server could still report its end.
    const end = /stopped answering \(.+nothing was changed there|is starting or stopping/;
    expect([exitCode, err.join()]).toEqual([1, expect.stringMatching(end)]);
    await cluster.start();
    expect(await tablesOf(url)).toEqual([]);
    expect(await it.contents()).toEqual(before);
    {
      await using app = await it.start();
      await useTokens(app, it.tokens);
    }
    expect((await it.command(`move --to ${url}`)).exitCode).toBe(0);
  });

  test('because the disk is full leaves the database as it was, and no directory', async () => {
    using it = await stopped();
    const url = await newDatabase();
    await it.command(`move --to ${url}`);
    const before = withoutSigningKey(await contentsOfServer(url));
    const env = { DATA_DIR: it.dataDir, DATABASE_URL: url };
    const done = await runProgram(['move', '--to', it.path('fresh')], { command: onFullDisk, env });
    expect(done.exitCode).toBe(1);
    expect(done.err).toContain(`Nothing was copied to ${it.path('fresh')} (disk I/O error)`);
    expect(namesIn(it.path('.'))).toEqual(['data']);
    expect(withoutSigningKey(await contentsOfServer(url))).toEqual(before);
    expect((await it.command(`move --to ${it.path('fresh')}`, env)).exitCode).toBe(0);
  });
});

/** Ends a cluster as a crash would; returns when no process of it is left to answer. */
function killNow(pid: number): void {
  process.kill(pid, 'SIGQUIT');
  while (isAlive(pid)) Bun.sleepSync(5);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
