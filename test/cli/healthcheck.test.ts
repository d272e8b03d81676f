import { afterAll, expect, test } from 'bun:test';
import { endProcesses, startServer } from '../support/process.ts';
import { transcript } from './transcript.ts';

const server = await startServer({ env: { HOST: '0.0.0.0' } });
const unready = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: () => new Response('{}', { status: 503 }),
});
const silent = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } });

afterAll(async () => {
  await endProcesses();
  await unready.stop(true);
  silent.stop(true);
});

function check(env: Record<string, string>) {
  return transcript(['healthcheck'], { env });
}

test.each(['127.0.0.1', '0.0.0.0', 'localhost'])(
  'healthcheck finds the server at HOST=%s',
  async (host) => {
    expect(await check({ HOST: host, PORT: String(server.port) })).toEqual({
      exitCode: 0,
      out: ['The server is ready'],
      err: [],
    });
  },
);

test('healthcheck fails when the server says it is not ready', async () => {
  expect(await check({ PORT: String(unready.port) })).toEqual({
    exitCode: 1,
    out: [],
    err: [
      `anchor-auth: http://127.0.0.1:${unready.port}/health/ready answered 503; the log of the server says why`,
    ],
  });
});

test('healthcheck fails when no server is running', async () => {
  const { exitCode, err } = await check({ HOST: '::', PORT: '9' });
  expect(exitCode).toBe(1);
  expect(err).toEqual([
    expect.stringMatching(
      /^anchor-auth: No answer from http:\/\/\[::1\]:9\/health\/ready \(\w+\); start it, or set HOST and PORT to where it listens$/,
    ),
  ]);
});

test('healthcheck gives up on a server that does not answer', async () => {
  const { exitCode, err } = await check({ PORT: String(silent.port) });
  expect(exitCode).toBe(1);
  expect(err).toEqual([expect.stringContaining('No answer from')]);
});

test('healthcheck cannot guess a port', async () => {
  expect((await check({ PORT: '0' })).err).toEqual([
    'anchor-auth: PORT=0 does not say where the server listens; set PORT',
  ]);
});
