// What "move" says; between two directories, which needs no server.
import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, directory, startServer } from '../support/process.ts';
import { createTestApp } from '../support/test-app.ts';
import { commandOn, newDataDir, sql } from './instance.ts';
import { transcript, words } from './transcript.ts';

afterAll(endProcesses);

/** A stopped instance with one account, and commands on it. */
async function instance() {
  const dataDir = newDataDir();
  const command = commandOn(dataDir);
  const email = 'ada@example.com';
  const args = ['--email', email, '--name', 'Ada Lovelace', '--new-instance'];
  const made = await command('user create', { args });
  if (made.exitCode !== 0) throw new Error(made.err.join());
  return { dataDir, command, target: join(directory(), 'new') };
}

const seeHelp = 'see "anchor-auth move --help"';

describe('the arguments of "move"', () => {
  test.each([
    ['move', `"move" needs --to PLACE or --to-file FILE; ${seeHelp}`],
    ['move --to a --to-file b', `"move" takes one place; ${seeHelp}`],
    [
      'move --to mysql://root:hunter2@db/auth',
      `--to takes postgres://… or the path of a new directory; ${seeHelp}`,
    ],
    ['move elsewhere', `"move" takes no argument; got 1; ${seeHelp}`],
  ])('%s', async (line, problem) => {
    expect(await transcript(words(line))).toEqual({
      exitCode: 2,
      out: [],
      err: [`anchor-auth: ${problem}`],
    });
  });

  test('are refused without the password', async () => {
    const { err } = await transcript(words('move --to postgres://anchor:hunter2@/auth'));
    expect(err.join()).toContain('--to takes the address of a PostgreSQL server');
    expect(err.join()).not.toContain('hunter2');
  });

  test('may name a file that must be there', async () => {
    const { exitCode, err } = await transcript(words('move --to-file /nowhere/address'));
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: [
        'anchor-auth: The file /nowhere/address of --to-file cannot be read (ENOENT); name a file with the address in its first line',
      ],
    });
  });
});

const duration = / in \d+\.\d s;/;

test('a move says what it copied and what to do next, and the old place where it went', async () => {
  const { dataDir, command, target } = await instance();
  const { exitCode, out, err } = await command(`move --to ${target}`);
  expect(err).toEqual([]);
  expect(exitCode).toBe(0);
  expect(out.map((line) => line.replace(duration, ' in N s;'))).toEqual([
    '  audit_log: 1',
    '  groups: 0',
    '  notice_times: 0',
    '  outbox: 0',
    '  provider_moves: 0',
    '  signing_keys: 0',
    '  used_id_tokens: 0',
    '  used_logout_tokens: 0',
    '  users: 1',
    '  api_tokens: 0',
    '  group_members: 0',
    '  identities: 0',
    '  invitations: 0',
    '  link_requests: 0',
    '  link_tickets: 0',
    '  moved_identities: 0',
    '  named_tokens: 0',
    '  one_time_links: 0',
    '  sessions: 0',
    '  exchange_codes: 0',
    '  settings: 2',
    '  sign_in_flows: 0',
    '  unlinked_subjects: 0',
    '  pictures: 0',
    `Moved 1 account from ${dataDir} to ${target}, in N s; all copies are compared`,
    `Now unset DATABASE_URL and SECRET_KEY, set DATA_DIR to ${target} and start the server.`,
    'The key is in that directory. The old database is kept, and refuses to start.',
  ]);
  const gone = `This instance has moved to the directory ${target}; set DATABASE_URL or DATA_DIR to that place; "anchor-auth move" brings it to another one from there`;
  for (const line of ['user list', 'serve', `backup ${target}-2`, `move --to ${target}-3`]) {
    expect(await command(line)).toEqual({ exitCode: 1, out: [], err: [`anchor-auth: ${gone}`] });
  }
  const check = await command('config check');
  expect(check.exitCode).toBe(1);
  expect(check.err).toEqual(['1 problem:', `  ${gone}`, '']);
  const there = await commandOn(target)('user list');
  expect(there.out.join()).toContain('ada@example.com');
});

test('either of the two marks keeps the old place from starting', async () => {
  const { dataDir, command, target } = await instance();
  await command(`move --to ${target}`);
  const mark = join(dataDir, 'moved-to');
  const text = readFileSync(mark, 'utf8');
  expect(text).toStartWith(`the directory ${target}\n`);
  rmSync(mark);
  expect((await command('user list')).err.join()).toContain(`has moved to the directory ${target}`);
  expect((await command(`backup ${target}-2`)).err.join()).toContain('has moved to');
  sql(dataDir, `delete from settings where key = 'moved.to'`);
  writeFileSync(mark, text);
  expect((await command('user list')).err.join()).toContain(`has moved to the directory ${target}`);
  rmSync(mark);
  expect((await command('user list')).exitCode).toBe(0);
});

test('a backup restored in the old place, or a copy of it, starts again', async () => {
  const { dataDir, command, target } = await instance();
  const backup = `${target}-backup`;
  await command(`backup ${backup}`);
  await command(`move --to ${target}`);
  expect((await command(`restore ${backup}`)).err.join()).toContain('holds an instance already');
  const restored = await command(`restore ${backup} --replace`);
  expect(restored.err).toEqual([]);
  expect((await command('user list')).exitCode).toBe(0);
  const kept = restored.out.find((line) => line.includes('is kept in')) ?? '';
  const aside = kept.slice(kept.lastIndexOf(' ') + 1);
  expect(aside).toStartWith(join(dataDir, 'replaced-'));
  expect(existsSync(join(aside, 'moved-to'))).toBe(true);
  const again = commandOn(newDataDir());
  expect((await again(`restore ${aside}`)).out).toContain(
    'Left out, because they do not belong to a backup: moved-to',
  );
  expect((await again('user list')).exitCode).toBe(0);
});

describe('a move refuses', () => {
  test('while a server runs, and changes nothing', async () => {
    const { dataDir, command, target } = await instance();
    await using server = await startServer({ env: { DATA_DIR: dataDir } });
    const { exitCode, err } = await command(`move --to ${target}`);
    expect(exitCode).toBe(1);
    expect(err.join()).toContain('Another anchor-auth is already running on this data directory');
    expect(existsSync(target)).toBe(false);
    expect((await fetch(`${server.origin}/health/ready`)).status).toBe(200);
  });

  test('a directory that exists, and changes nothing', async () => {
    const { command, target, dataDir } = await instance();
    for (const taken of [dataDir, join(target, '..')]) {
      const { err } = await command(`move --to ${taken}`);
      expect(err).toEqual([
        `anchor-auth: ${taken} exists already; choose a name that is still free: nothing is ever replaced there`,
      ]);
    }
    expect((await command('user list')).exitCode).toBe(0);
  });

  test('an instance without an account', async () => {
    const dataDir = newDataDir();
    await using app = await createTestApp({
      DATA_DIR: dataDir,
      DATABASE_URL: `${dataDir}/anchor.db`,
    });
    await app.services.close();
    const { err } = await commandOn(dataDir)(`move --to ${dataDir}-new`);
    expect(err).toEqual([
      'anchor-auth: There is nothing to move: this server has no account yet; begin a new one at the other place',
    ]);
  });

  test('where there is no instance', async () => {
    const { exitCode, err } = await commandOn(newDataDir())('move --to /tmp/new');
    expect(exitCode).toBe(1);
    expect(err.join()).toContain('There is no instance in DATA_DIR');
  });
});
