// The way back for a person, or the last administrator, who does not know the password.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { endProcesses, type ServerProcess, startServer } from '../support/process.ts';
import { auditOf, type Command, commandOn, sql } from './instance.ts';

const password = 'correct horse battery';
const env = { APP_URL: 'https://auth.example.com' };
const email = 'root@example.com';
const line = 'user reset-link ROOT@example.com';

let server: ServerProcess;
let command: Command;

beforeAll(async () => {
  server = await startServer({ env });
  const onInstance = commandOn(server.dataDir);
  command = (text, more = {}) => onInstance(text, { ...more, env: { ...env, ...more.env } });
  await command('user create --email root@example.com --name Root --password-stdin', {
    line: password,
  });
});

afterAll(endProcesses);

const login = async (secret: string) =>
  (await server.post('/api/auth/login', { email, password: secret })).status;

const change = (status: string) =>
  sql(server.dataDir, `update users set status = '${status}' where email = '${email}'`);

describe('user reset-link', () => {
  test('prints a link and when it ends; the running server takes it once', async () => {
    const before = Date.now();
    const { exitCode, out, err } = await command(line);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
    expect(out).toHaveLength(3);
    const [title, url = '', end = ''] = out;
    expect(title).toBe(
      'A link with which root@example.com chooses a new password, shown only this once:',
    );
    expect(url).toMatch(/^https:\/\/auth\.example\.com\/link#[\w-]{43}$/);
    const [, until = ''] = /^It works once, until (.{16}) \(UTC\)$/.exec(end) ?? [];
    const day = 24 * 60 * 60 * 1000;
    // The minute that is shown has begun before the link ends.
    expect(Date.parse(`${until.replace(' ', 'T')}Z`)).toBeWithin(
      before + day - 60_000,
      Date.now() + day + 1,
    );
    expect(auditOf(server.dataDir)).toContain(`user.reset_link_made ${email}`);

    const token = url.slice(url.indexOf('#') + 1);
    const use = (newPassword: string) =>
      server.post('/api/auth/reset-password', { token, newPassword });
    expect((await use('staple battery horse')).status).toBe(200);
    expect((await use('another battery')).status).toBe(404);
    expect(await login(password)).toBe(401);
    expect(await login('staple battery horse')).toBe(200);
  });

  test('says that the address leads nowhere else while APP_URL is not set', async () => {
    const { exitCode, err } = await commandOn(server.dataDir)(line);
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: ['anchor-auth: APP_URL is not set, so the link leads to this machine'],
    });
  });

  test('refuses what would not work, and says what to do', async () => {
    change('disabled');
    expect(await command(line)).toEqual({
      exitCode: 1,
      out: [],
      err: ['anchor-auth: Account is disabled; enable it in the admin panel first'],
    });
    change('active');
    const off = {
      DISABLE_INTERNAL_AUTH: 'true',
      OIDC_ENABLED: 'true',
      OIDC_ISSUER_URL: 'https://id.example.com',
      OIDC_CLIENT_ID: 'anchor',
    };
    expect(await command(line, { env: off })).toEqual({
      exitCode: 1,
      out: [],
      err: [
        'anchor-auth: Local authentication is disabled; DISABLE_INTERNAL_AUTH=false enables it',
      ],
    });
  });

  test('says when the account cannot sign in all the same', async () => {
    change('pending');
    const { exitCode, err } = await command(line);
    expect({ exitCode, err }).toEqual({
      exitCode: 0,
      err: ['anchor-auth: The account is pending, so it cannot sign in yet'],
    });
    change('active');
  });
});
