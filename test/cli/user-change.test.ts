import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { endProcesses, type ServerProcess, startServer } from '../support/process.ts';
import { auditOf, type Command, commandOn, newDataDir, shownPassword, sql } from './instance.ts';

const password = 'correct horse battery';

let server: ServerProcess;
let command: Command;

beforeAll(async () => {
  // So that the address of this test is a network whose failures count by themselves.
  server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  command = commandOn(server.dataDir);
  await command('user create --email root@example.com --name Root --password-stdin', {
    line: password,
  });
});

afterAll(endProcesses);

interface SignedIn {
  readonly access_token: string;
  readonly refresh_token: string;
}

async function register(email: string): Promise<SignedIn> {
  const answer = await server.post('/api/auth/register', { email, password, name: 'Somebody' });
  return (await answer.json()) as SignedIn;
}

async function statusOfLogin(email: string, text: string): Promise<number> {
  return (await server.post('/api/auth/login', { email, password: text })).status;
}

function giveApiToken(email: string): void {
  sql(
    server.dataDir,
    `insert into api_tokens (user_id, token_hash, ciphertext, created_at)
      select id, randomblob(32), x'00', 0 from users where email = ?`,
    email,
  );
}

const countApiTokens = 'select count(*) as count from api_tokens';

describe('user reset-password', () => {
  test('sets a new password and ends all earlier sessions and tokens', async () => {
    const email = 'grace@example.com';
    const tokens = await register(email);
    giveApiToken(email);
    const reset = await command(`user reset-password GRACE@example.com`);
    const generated = shownPassword(reset);
    expect(reset).toEqual({
      exitCode: 0,
      out: [
        'Reset the password of grace@example.com; all its sessions have ended',
        `Its password, shown only this once: ${generated}`,
      ],
      err: [],
    });
    const { refresh_token: refreshToken, access_token: accessToken } = tokens;
    const refresh = await server.post('/api/auth/refresh', { refreshToken });
    expect(refresh.status).toBe(401);
    expect((await server.get('/api/auth/me', accessToken)).status).toBe(401);
    expect(await statusOfLogin(email, password)).toBe(401);
    expect(await statusOfLogin(email, generated)).toBe(200);
    expect(sql(server.dataDir, countApiTokens)).toEqual([{ count: 0 }]);
    expect(auditOf(server.dataDir)).toContain('user.password_reset grace@example.com');
  });

  test('disconnects the identity providers on request, and warns', async () => {
    await register('joe@example.com');
    sql(
      server.dataDir,
      `insert into identities
        (id, user_id, provider, issuer, subject, email, email_verified, created_at, last_used_at)
        select randomblob(16), id, 'oidc', 'https://id.example.com', 'joe', email, 1, 0, 0
        from users where email = 'joe@example.com'`,
    );
    const counted = 'select count(*) as count from identities';
    expect((await command('user reset-password joe@example.com')).err).toEqual([]);
    expect(sql(server.dataDir, counted)).toEqual([{ count: 1 }]);
    const reset = await command('user reset-password joe@example.com --disconnect');
    expect(reset.exitCode).toBe(0);
    expect(reset.err).toEqual([
      'anchor-auth: The identity providers are disconnected: the account goes to the next person who signs in with its e-mail address verified by a provider.',
    ]);
    expect(sql(server.dataDir, counted)).toEqual([{ count: 0 }]);
    expect(sql(server.dataDir, 'select count(*) as count from unlinked_subjects')).toEqual([
      { count: 0 },
    ]);
  });

  test('takes a password from standard input, held against the policy', async () => {
    const line = 'user reset-password root@example.com --password-stdin';
    expect(await command(line, { line: 'short' })).toEqual({
      exitCode: 1,
      out: [],
      err: ['anchor-auth: password must be at least 8 characters'],
    });
    expect((await command(line, { line: ' spaces count ' })).out).toHaveLength(1);
    expect(await statusOfLogin('root@example.com', ' spaces count ')).toBe(200);
  });

  test('makes the password temporary when asked to, and lasting again', async () => {
    await register('mia@example.com');
    const line = 'user reset-password mia@example.com --password-stdin';
    const must = `select must_change_password as must from users where email = 'mia@example.com'`;
    const temporary = await command(`${line} --must-change`, { line: 'only for today' });
    expect(temporary.out).toEqual([
      'Reset the password of mia@example.com; all its sessions have ended',
      'It is temporary: the next sign-in with it asks for a new password',
    ]);
    expect(sql(server.dataDir, must)).toEqual([{ must: 1 }]);
    expect((await command(line, { line: 'for many a day' })).out).toHaveLength(1);
    expect(sql(server.dataDir, must)).toEqual([{ must: 0 }]);
  });

  test('says when the account cannot sign in all the same', async () => {
    await register('hal@example.com');
    sql(server.dataDir, `update users set status = 'disabled' where email = 'hal@example.com'`);
    const { exitCode, err } = await command('user reset-password hal@example.com');
    expect(exitCode).toBe(0);
    expect(err).toEqual(['anchor-auth: The account is disabled, so it cannot sign in yet']);
  });
});

describe('user unlock', () => {
  test('lets an owner sign in after wrong guesses by others, though another process counts', async () => {
    const email = 'lea@example.com';
    await register(email);
    for (let index = 0; index < 10; index++) {
      expect(await statusOfLogin(email, 'wrong password')).toBe(401);
    }
    expect(await statusOfLogin(email, password)).toBe(429);
    expect(await command('user unlock LEA@example.com')).toEqual({
      exitCode: 0,
      out: ['Unlocked lea@example.com: its wrong passwords no longer count'],
      err: [],
    });
    expect(await statusOfLogin(email, password)).toBe(200);
    expect(auditOf(server.dataDir)).toContain(`user.unlocked ${email}`);
  });

  test('says when the account cannot sign in all the same', async () => {
    await register('max@example.com');
    sql(server.dataDir, `update users set status = 'disabled' where email = 'max@example.com'`);
    const { exitCode, err } = await command('user unlock max@example.com');
    expect(exitCode).toBe(0);
    expect(err).toEqual(['anchor-auth: The account is disabled, so it cannot sign in yet']);
  });
});

describe('user make-admin', () => {
  test('makes an administrator; earlier access tokens are refused, sessions stay', async () => {
    const tokens = await register('ivy@example.com');
    expect(await command('user make-admin IVY@example.com')).toEqual({
      exitCode: 0,
      out: ['ivy@example.com is now an administrator'],
      err: [],
    });
    expect((await server.get('/api/auth/me', tokens.access_token)).status).toBe(401);
    const refreshed = await server.post('/api/auth/refresh', {
      refresh_token: tokens.refresh_token,
    });
    const { access_token: accessToken } = (await refreshed.json()) as SignedIn;
    const me = await server.get('/api/auth/me', accessToken);
    expect(await me.json()).toMatchObject({ email: 'ivy@example.com', isAdmin: true });
  });

  test('repeated changes nothing', async () => {
    await register('kay@example.com');
    const line = 'user make-admin kay@example.com';
    expect((await command(line)).out).toEqual(['kay@example.com is now an administrator']);
    expect(await command(line)).toEqual({
      exitCode: 0,
      out: ['kay@example.com is already an administrator'],
      err: [],
    });
    const entries = auditOf(server.dataDir).filter((entry) => entry.endsWith('kay@example.com'));
    expect(entries).toEqual(['user.updated kay@example.com']);
  });

  test('approves a pending user', async () => {
    await register('jim@example.com');
    sql(server.dataDir, `update users set status = 'pending' where email = 'jim@example.com'`);
    expect(await statusOfLogin('jim@example.com', password)).toBe(403);
    expect((await command('user make-admin jim@example.com')).exitCode).toBe(0);
    expect(await statusOfLogin('jim@example.com', password)).toBe(200);
  });
});

const notFound = 'User not found; "anchor-auth user list" shows all accounts';
const noAddress = 'email must be a valid e-mail address';

test.each([
  ['user reset-password nobody@example.com', notFound],
  ['user reset-link nobody@example.com', notFound],
  ['user make-admin nobody@example.com', notFound],
  ['user unlock nobody@example.com', notFound],
  ['user reset-password nobody', noAddress],
  ['user reset-link nobody', noAddress],
  ['user make-admin nobody', noAddress],
  ['user unlock nobody', noAddress],
])('"%s" fails and says why', async (line, says) => {
  expect(await command(line)).toEqual({ exitCode: 1, out: [], err: [`anchor-auth: ${says}`] });
});

test.each([
  'user reset-password a@example.com',
  'user reset-link a@example.com',
  'user unlock a@example.com',
  'user make-admin a@example.com',
  'user list',
  'oidc doctor',
  'backup copy',
])('"%s" does not begin a server where there is none', async (line) => {
  const dataDir = newDataDir();
  const { exitCode, err } = await commandOn(dataDir)(line);
  expect(exitCode).toBe(1);
  expect(err).toEqual([
    `anchor-auth: There is no instance in DATA_DIR ${dataDir} (no database at ${dataDir}/anchor.db); set DATA_DIR to the directory of your server, or start the server once`,
  ]);
  expect(existsSync(dataDir)).toBe(false);
});
