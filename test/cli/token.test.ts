import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { CreatedToken } from '../../src/features/api-tokens/named/schema.ts';
import { endProcesses, type ServerProcess, startServer } from '../support/process.ts';
import { auditOf, type Command, commandOn, newDataDir } from './instance.ts';

const password = 'correct horse battery';
const header =
  'ID                                    BEGINS     EXPIRES (UTC)     LAST USED (UTC)   SCOPES AND NAME';

let server: ServerProcess;
let command: Command;

beforeAll(async () => {
  server = await startServer();
  command = commandOn(server.dataDir);
  await command('user create --email root@example.com --name Root --password-stdin', {
    line: password,
  });
});

afterAll(endProcesses);

async function post<Answer>(path: string, json: unknown, bearer?: string): Promise<Answer> {
  return (await (await server.post(path, json, bearer)).json()) as Answer;
}

/** A user with two tokens of either kind. */
async function arrange(name: string) {
  const email = `${name}@example.com`;
  const { access_token: bearer } = await post<{ access_token: string }>('/api/auth/register', {
    email,
    password,
    name,
  });
  const wanted = { name: 'Backup\u{200B}', scopes: ['me', 'profile'], expiresInDays: 1 };
  const made = await post<CreatedToken>('/api/auth/tokens', wanted, bearer);
  const legacy = await post<{ apiToken: string }>('/api/auth/api-token/regenerate', {}, bearer);
  return { email, made, legacy: legacy.apiToken };
}

const status = async (token: string) => (await server.get('/api/auth/me', token)).status;

test('token list shows how the tokens of an account begin, as a table and as JSON', async () => {
  const { email, made, legacy } = await arrange('ada');
  const shown = await command(`token list ${email.toUpperCase()}`);
  expect(shown).toMatchObject({ exitCode: 0, err: [] });
  expect(shown.out.slice(0, 1)).toEqual([header]);
  const expires = made.expiresAt?.slice(0, 16).replace('T', ' ');
  expect(shown.out).toContain(
    `${made.id}  ${made.prefix}  ${expires}  ${'-'.padEnd(16)}  me profile: Backup\uFFFD`,
  );
  expect(shown.out.join('\n')).toContain(legacy.slice(0, 9));
  for (const token of [made.token, legacy]) expect(shown.out.join('\n')).not.toContain(token);
  const json = await command(`token list ${email} --json`);
  expect(JSON.parse(json.out.join('\n'))).toMatchObject([{ kind: 'legacy' }, { id: made.id }]);
});

test('token revoke revokes one, and all that are left', async () => {
  const { email, made, legacy } = await arrange('bob');
  expect(await command(`token revoke ${email} --id ${made.id}`)).toEqual({
    exitCode: 0,
    out: [`Revoked the API token ${made.id} of ${email}`],
    err: [],
  });
  expect([await status(made.token), await status(legacy)]).toEqual([401, 200]);
  expect((await command(`token revoke ${email}`)).out).toEqual([
    `Revoked all API tokens of ${email}: 1`,
  ]);
  expect(await status(legacy)).toBe(401);
  expect((await command(`token revoke ${email}`)).out).toEqual([
    `Revoked all API tokens of ${email}: 0`,
  ]);
  expect((await command(`token list ${email}`)).out).toEqual([header]);
  expect(auditOf(server.dataDir).filter((entry) => entry.endsWith(email))).toEqual([
    `api_token.revoked ${email}`,
    `api_token.all_revoked ${email}`,
  ]);
});

test.each([
  ['token list nobody@example.com', 'User not found; "anchor-auth user list" shows all accounts'],
  ['token revoke nobody@example.com', 'User not found; "anchor-auth user list" shows all accounts'],
  [
    'token revoke root@example.com --id x',
    'API token not found; "anchor-auth token list" shows those of an account',
  ],
])('"%s" fails and says why', async (line, says) => {
  expect(await command(line)).toEqual({ exitCode: 1, out: [], err: [`anchor-auth: ${says}`] });
});

test('without an instance they say what to do', async () => {
  const { exitCode, err } = await commandOn(newDataDir())('token list a@example.com');
  expect([exitCode, err[0]?.includes('There is no instance in DATA_DIR')]).toEqual([1, true]);
});
