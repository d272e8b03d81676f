import { afterAll, beforeAll, expect, test } from 'bun:test';
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

test('while the server runs, keys are listed, rotated and revoked without a restart', async () => {
  expect(await command('key list')).toEqual({ exitCode: 0, out: [header], err: [] });
  const first = await server.post('/api/auth/register', person);
  const { access_token: token } = (await first.json()) as { access_token: string };
  const kid = String(headerOf(token)['kid']);
  const listed = await command('key list');
  expect(listed.out.map(without)).toEqual([header, `${kid}  signing  TIME  -`]);

  const rotated = await command('key rotate');
  const [, signing = '', retired] = rotated.out.map(without);
  expect({ exitCode: rotated.exitCode, retired }).toEqual({
    exitCode: 0,
    retired: `${kid}  retired  TIME  TIME`,
  });
  expect(signing).toMatch(/^[\w-]{43} {2}signing {2}TIME {2}-$/);
  expect(rotated.err).toEqual([
    'anchor-auth: The key was published just now: programs that verify tokens themselves may refuse new ones for five minutes',
  ]);
  const statusOf = async (bearer: string) => (await server.get('/api/auth/me', bearer)).status;
  expect(await statusOf(token)).toBe(200);
  expect(auditOf(server.dataDir)).toEqual(['signing_key.rotated null']);

  const revoked = await command('key rotate --revoke');
  expect({ exitCode: revoked.exitCode, lines: revoked.out.length }).toEqual({
    exitCode: 0,
    lines: 2,
  });
  expect(sql(server.dataDir, 'select kid from signing_keys')).toHaveLength(1);
  while ((await statusOf(token)) === 200) await Bun.sleep(100);
  expect(await statusOf(token)).toBe(401);
  const second = await server.post('/api/auth/login', person);
  const { access_token: later } = (await second.json()) as { access_token: string };
  expect(await statusOf(later)).toBe(200);
}, 60_000);

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
