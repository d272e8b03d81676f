import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { headerOf } from '../support/access-token.ts';
import { endProcesses, type ServerProcess, startServer } from '../support/process.ts';
import { auditOf, type Command, commandOn, newDataDir, sql } from './instance.ts';

afterAll(endProcesses);

let server: ServerProcess;
let command: Command;

beforeAll(async () => {
  server = await startServer();
  command = commandOn(server.dataDir);
});

const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };
const header = `${'KEY'.padEnd(43)}  STATE    SIGNS FROM (UTC)  ACCEPTED UNTIL (UTC)`;
const times = /\d{4}-\d\d-\d\d \d\d:\d\d/g;
const without = (line: string) => line.replaceAll(times, 'TIME');

describe('while the server runs', () => {
  let token = '';
  let kid = '';

  test('key list shows no key before the first token, and then the one that signs', async () => {
    expect(await command('key list')).toEqual({ exitCode: 0, out: [header], err: [] });
    const answer = await server.post('/api/auth/register', person);
    ({ access_token: token } = (await answer.json()) as { access_token: string });
    kid = String(headerOf(token)['kid']);
    const { out } = await command('key list');
    expect(out.map(without)).toEqual([header, `${kid}  signing  TIME  -`]);
  });

  test('key rotate lets another sign, and says what that may mean elsewhere', async () => {
    const { exitCode, out, err } = await command('key rotate');
    const [, signing = '', retired] = out.map(without);
    expect({ exitCode, retired }).toEqual({ exitCode: 0, retired: `${kid}  retired  TIME  TIME` });
    expect(signing).toMatch(/^[\w-]{43} {2}signing {2}TIME {2}-$/);
    expect(err).toEqual([
      'anchor-auth: The key was published just now: programs that verify tokens themselves may refuse new ones for five minutes',
    ]);
    expect((await server.get('/api/auth/me', token)).status).toBe(200);
    expect(auditOf(server.dataDir)).toEqual(['signing_key.rotated null']);
  });

  test('key rotate --revoke ends the tokens of before, without a restart', async () => {
    const { exitCode, out } = await command('key rotate --revoke');
    expect({ exitCode, lines: out.length }).toEqual({ exitCode: 0, lines: 2 });
    expect(sql(server.dataDir, 'select kid from signing_keys')).toHaveLength(1);
    const statusOf = async () => (await server.get('/api/auth/me', token)).status;
    while ((await statusOf()) === 200) await Bun.sleep(100);
    expect(await statusOf()).toBe(401);
    const answer = await server.post('/api/auth/login', person);
    const { access_token: later } = (await answer.json()) as { access_token: string };
    expect((await server.get('/api/auth/me', later)).status).toBe(200);
  }, 60_000);
});

test('with HS256 there is nothing to rotate, and the refusal says what would change that', async () => {
  await using hs256 = await startServer({ env: { ACCESS_TOKEN_ALG: 'HS256' } });
  const more = { env: { ACCESS_TOKEN_ALG: 'HS256' } };
  expect(await commandOn(hs256.dataDir)('key rotate', more)).toEqual({
    exitCode: 1,
    out: [],
    err: [
      'anchor-auth: This server signs with a secret, so it has no keys to rotate; set ACCESS_TOKEN_ALG=ES256 for the server and for this command to have keys',
    ],
  });
});

test('without an instance there is no key, and none is made', async () => {
  const { exitCode, err } = await commandOn(newDataDir())('key list');
  expect({ exitCode, err }).toEqual({ exitCode: 1, err: [expect.stringContaining('no instance')] });
});
