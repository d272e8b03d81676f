import { afterAll, expect, test } from 'bun:test';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory, endProcesses, fromSource, runProgram } from '../support/process.ts';
import { commandOn, newDataDir, sql } from './instance.ts';

// What only a process of its own can show: standard input, pipes, file modes, the environment.

afterAll(endProcesses);

const create = [
  'user',
  'create',
  '--email',
  'ada@example.com',
  '--name',
  'Ada Lovelace',
  '--new-instance',
];

test('a process ends with the exit code of its command and writes where it should', async () => {
  expect(await runProgram(['--version'])).toEqual({
    exitCode: 0,
    out: expect.stringMatching(/^anchor-auth \d+\.\d+\.\d+\n$/),
    err: '',
  });
  expect(await runProgram(['sreve'])).toEqual({
    exitCode: 2,
    out: '',
    err: 'anchor-auth: Unknown command "sreve"; did you mean "serve"?\n',
  });
});

test.each([
  ['a line', 'correct horse é\n', 'correct horse é'],
  ['a line without an end', 'correct horse', 'correct horse'],
  ['a line from Windows', 'correct horse\r\n', 'correct horse'],
  ['the first of several lines', ' correct horse \nand more\n', ' correct horse '],
])('--password-stdin takes %s as the password', async (_, stdin, password) => {
  const env = { DATA_DIR: newDataDir() };
  const { exitCode, err } = await runProgram([...create, '--password-stdin'], { env, stdin });
  expect(err).toBe('');
  expect(exitCode).toBe(0);
  const [row] = sql<{ password_hash: string }>(env.DATA_DIR, 'select password_hash from users');
  expect(await Bun.password.verify(password, row?.password_hash ?? '')).toBe(true);
});

test.each([
  ['nothing', '', /^anchor-auth: No password came on standard input; [^\n]+\n$/],
  ['an empty line', '\n', /^anchor-auth: No password came on standard input; [^\n]+\n$/],
  [
    'what is not UTF-8',
    new Uint8Array([0x70, 0xff, 0xfe, 0x0a]),
    /^anchor-auth: Standard input is not a line of UTF-8 text; [^\n]+\n$/,
  ],
  ['far too much', 'x'.repeat(100_000), /^anchor-auth: password must be at most 128 characters\n$/],
])('--password-stdin refuses %s', async (_, stdin, says) => {
  const env = { DATA_DIR: newDataDir() };
  const { exitCode, err } = await runProgram([...create, '--password-stdin'], { env, stdin });
  expect(exitCode).toBe(1);
  expect(err).toMatch(says);
});

test('settings come from a .env file too, and what is made is its owner’s alone', async () => {
  const cwd = directory();
  writeFileSync(join(cwd, '.env'), 'DATA_DIR=here\n');
  const dataDir = join(cwd, 'here');
  const { exitCode } = await runProgram(create, { cwd });
  expect(exitCode).toBe(0);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  for (const name of ['anchor.db', 'secret.key', 'initialized', 'lock.db']) {
    expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
  }
});

test('a closed pipe ends a command without a message', async () => {
  const dataDir = newDataDir();
  mkdirSync(dataDir);
  await commandOn(dataDir)(
    'user create --email ada@example.com --name Ada --password-stdin --new-instance',
    {
      line: 'correct horse battery',
    },
  );
  sql(
    dataDir,
    `insert into users (id, email, email_key, name, is_admin, status, created_at, updated_at)
      with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 2000)
      select randomblob(16), n || '@example.com', 'many' || n, hex(randomblob(50)), 0, 'active', 0, 0
        from numbers`,
  );
  const pipe = ['sh', '-c', '"$@" | head -n 1', 'sh', ...fromSource];
  const { exitCode, out, err } = await runProgram(['user', 'list'], {
    command: pipe,
    env: { DATA_DIR: dataDir },
  });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^EMAIL [^\n]+\n$/);
  expect(err).toBe('');
});
