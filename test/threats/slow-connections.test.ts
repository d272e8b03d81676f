// T45: connections that say next to nothing cost next to nothing: everybody else is answered as ever.
import { afterAll, expect, test } from 'bun:test';
import { endProcesses, type ServerProcess, startServer } from '../support/process.ts';

afterAll(endProcesses);

const post =
  'POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

/** Beginnings of requests that never end. */
const beginnings = [
  '',
  'G',
  'GET /health/live HTTP/1.1\r\nHost: local',
  `${post}Content-Length: 100000\r\n\r\n{`,
  `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
];

const connections = 500;

/** How long nine of ten strangers wait at most, in milliseconds. */
async function waitOf(server: ServerProcess, between: (round: number) => void = () => undefined) {
  const durations: number[] = [];
  for (let round = 0; round < 50; round++) {
    const start = performance.now();
    expect((await server.get('/health/live')).status).toBe(200);
    durations.push(performance.now() - start);
    between(round);
  }
  return durations.toSorted((a, b) => a - b)[44] ?? Infinity;
}

test('five hundred connections that never finish leave the server quick for others', async () => {
  await using server = await startServer({ env: { RATE_LIMIT: 'off' } });
  const usualMs = await waitOf(server);
  const sockets = await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      Bun.connect({
        hostname: '127.0.0.1',
        port: server.port,
        socket: {
          open: (own) => void own.write(beginnings[index % beginnings.length] ?? ''),
          data: () => undefined,
        },
      }),
    ),
  );
  const meanwhileMs = await waitOf(server, (round) => {
    for (const socket of sockets.filter((_, index) => index % 50 === round)) socket.write(' ');
  });
  expect(meanwhileMs).toBeLessThan(Math.max(100, 20 * usualMs));
  const email = 'ada@example.com';
  const json = { email, password: 'correct horse battery', name: 'Ada' };
  expect((await server.post('/api/auth/register', json)).status).toBe(201);
  expect(sockets.filter((socket) => socket.readyState > 0).length).toBeGreaterThan(connections / 2);
  for (const socket of sockets) socket.terminate();
  expect((await server.get('/health/ready')).status).toBe(200);
  expect(await server.stop()).toBe(0);
}, 60_000);
