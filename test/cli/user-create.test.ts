import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, startServer } from '../support/process.ts';
import { auditOf, type Command, commandOn, newDataDir, shownPassword, sql } from './instance.ts';

afterAll(endProcesses);

const ada = 'user create --email Ada@Example.com --name Ada';
const password = 'correct horse battery';

async function statusOfLogin(
  server: Awaited<ReturnType<typeof startServer>>,
  email: string,
  text: string,
) {
  return (await server.post('/api/auth/login', { email, password: text })).status;
}

describe('user create', () => {
  test('makes the first account of a server, an administrator, before the server ever ran', async () => {
    const dataDir = newDataDir();
    const made = await commandOn(dataDir)(`${ada} --new-instance`);
    const generated = shownPassword(made);
    expect(made).toEqual({
      exitCode: 0,
      out: [
        'Created the administrator Ada@Example.com, as the first account of this server',
        `Its password, shown only this once: ${generated}`,
      ],
      err: [],
    });
    expect(generated.length).toBeGreaterThanOrEqual(24);
    expect(existsSync(join(dataDir, 'initialized'))).toBe(true);
    expect(auditOf(dataDir)).toEqual(['user.created Ada@Example.com']);

    await using server = await startServer({ dataDir, env: { USER_SIGNUP: 'disabled' } });
    expect(await statusOfLogin(server, 'ada@example.com', generated)).toBe(200);
    const next = { email: 'eve@example.com', password, name: 'Eve' };
    expect((await server.post('/api/auth/register', next)).status).toBe(403);
  });

  test('works while the server runs; who registers after it is no administrator', async () => {
    await using server = await startServer();
    const command = commandOn(server.dataDir);
    expect((await command(`${ada} --password-stdin`, { line: password })).out).toEqual([
      'Created the administrator Ada@Example.com, as the first account of this server',
    ]);
    const next = { email: 'eve@example.com', password, name: 'Eve' };
    const registered = await server.post('/api/auth/register', next);
    expect(await registered.json()).toMatchObject({ user: { isAdmin: false } });
    expect(await statusOfLogin(server, 'ada@example.com', password)).toBe(200);

    const bob = await command('user create --email bob@example.com', { args: ['--name', 'Bob B'] });
    expect(bob.out[0]).toBe('Created the user bob@example.com');
    expect(await statusOfLogin(server, 'bob@example.com', shownPassword(bob))).toBe(200);
    const carol = await command('user create --email carol@example.com --name=Carol --admin');
    expect(carol.out[0]).toBe('Created the administrator carol@example.com');
    expect(await server.stop()).toBe(0);
  });

  test('makes the password temporary when asked to', async () => {
    const dataDir = newDataDir();
    const made = await commandOn(dataDir)(`${ada} --new-instance --must-change`);
    expect(made).toEqual({
      exitCode: 0,
      out: [
        'Created the administrator Ada@Example.com, as the first account of this server',
        `Its password, shown only this once: ${shownPassword(made)}`,
        'It is temporary: the next sign-in with it asks for a new password',
      ],
      err: [],
    });
    const line = 'user create --email bob@example.com --name Bob';
    expect((await commandOn(dataDir)(line)).out).toHaveLength(2);
    expect(sql(dataDir, 'select must_change_password as must from users order by id')).toEqual([
      { must: 1 },
      { must: 0 },
    ]);
  });

  test('vouches for the address, in every registration mode', async () => {
    const dataDir = newDataDir();
    for (const [name, mode] of [
      ['a', 'disabled'],
      ['b', 'review'],
    ] as const) {
      const env = { USER_SIGNUP: mode, SETUP_TOKEN: 'open sesame' };
      const line = `user create --email ${name}@example.com --name ${name} --password-stdin --new-instance`;
      expect((await commandOn(dataDir)(line, { env, line: password })).exitCode).toBe(0);
    }
    const env = {
      DISABLE_INTERNAL_AUTH: 'true',
      OIDC_ENABLED: 'true',
      OIDC_ISSUER_URL: 'https://login.example.com',
      OIDC_CLIENT_ID: 'anchor',
    };
    const line = 'user create --email c@example.com --name c --password-stdin';
    const last = await commandOn(dataDir)(line, { env, line: password });
    expect(last.exitCode).toBe(0);
    expect(last.err).toEqual([
      'anchor-auth: Sign-in by password is disabled: DISABLE_INTERNAL_AUTH=false enables it',
    ]);
    const rows = sql(dataDir, 'select status, is_proven, is_admin from users order by id');
    expect(rows).toEqual([
      { status: 'active', is_proven: 1, is_admin: 1 },
      { status: 'active', is_proven: 1, is_admin: 0 },
      { status: 'active', is_proven: 1, is_admin: 0 },
    ]);
  });
});

test('user create does not begin an instance without --new-instance', async () => {
  const dataDir = newDataDir();
  expect(await commandOn(dataDir)(ada)).toEqual({
    exitCode: 1,
    out: [],
    err: [
      `anchor-auth: There is no instance in DATA_DIR ${dataDir} (no database at ${dataDir}/anchor.db); set DATA_DIR to the directory of your server, or start the server once; --new-instance begins a new one there`,
    ],
  });
  expect(existsSync(dataDir)).toBe(false);
});

interface Refusal {
  readonly name: string;
  readonly line: string;
  readonly more?: Parameters<Command>[1];
  readonly says: string;
}

const strict = { ENABLE_PASSWORD_VALIDATION: 'true' };
const withStdin = 'user create --email eve@example.com --name Eve --password-stdin';

const refusals: readonly Refusal[] = [
  {
    name: 'an address that is taken, whatever its case',
    line: 'user create --email ADA@example.COM --name Ada',
    says: 'User already exists; "anchor-auth user reset-password" gives an account a new password',
  },
  {
    name: 'what is no address and no name, both at once',
    line: 'user create --email eve',
    more: { args: ['--name', ' '] },
    says: 'email must be a valid e-mail address; name must not be blank',
  },
  {
    name: 'a short password',
    line: withStdin,
    more: { line: 'short' },
    says: 'password must be at least 8 characters',
  },
  {
    name: 'a password that the strict policy refuses',
    line: withStdin,
    more: { line: 'alllowercase', env: strict },
    says: 'password must contain an upper-case letter, a digit, one of !@#$%^&*(),.?":{}|<>',
  },
  {
    name: 'a common password under the strict policy',
    line: withStdin,
    more: { line: 'Password1234!', env: strict },
    says: 'password must not be a common password, even with digits or signs around it',
  },
  {
    name: 'no password where one was announced',
    line: withStdin,
    says: 'No password came on standard input; send it on one line, or leave out --password-stdin to have one generated',
  },
  {
    name: 'a database that only the server can reach',
    line: 'user create --email eve@example.com --name Eve',
    more: { env: { DATABASE_URL: ':memory:' } },
    says: 'DATABASE_URL takes the path of a SQLite file: a database in memory would lose all accounts when the server stops',
  },
  {
    name: 'wrong settings',
    line: 'user create --email eve@example.com --name Eve',
    more: { env: { PORT: 'web' } },
    says: 'PORT takes a whole number from 0 to 65535; got "web"',
  },
];

test('user create refuses what registration refuses, with one line and no account', async () => {
  const dataDir = newDataDir();
  const command = commandOn(dataDir);
  await command(`${ada} --password-stdin --new-instance`, { line: password });
  for (const { line, more, says } of refusals) {
    const expected = { exitCode: 1, out: [], err: [`anchor-auth: ${says}`] };
    expect(await command(line, more)).toEqual(expected);
  }
  expect(sql(dataDir, 'select email from users')).toEqual([{ email: 'Ada@Example.com' }]);
  expect(auditOf(dataDir)).toHaveLength(1);
});
