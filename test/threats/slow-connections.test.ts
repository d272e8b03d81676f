// T45: connections that say next to nothing cost next to nothing: everybody else is answered as ever.
import { afterAll, expect, test } from 'bun:test';
import { endProcesses, startServer } from '../support/process.ts';

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

const isOpen = (socket: Bun.Socket) => socket.readyState > 0;

test('five hundred connections that never finish keep no answer from others', async () => {
  await using server = await startServer({ env: { RATE_LIMIT: 'off' } });
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
  for (let round = 0; round < 50; round++) {
    expect((await server.get('/health/live')).status).toBe(200);
    // Later a server may have closed those that said nothing for a while.
    if (round === 0) expect(sockets.filter(isOpen)).toHaveLength(connections);
    for (const socket of sockets.filter((_, index) => index % 50 === round)) socket.write(' ');
  }
  const email = 'ada@example.com';
  const json = { email, password: 'correct horse battery', name: 'Ada' };
  expect((await server.post('/api/auth/register', json)).status).toBe(201);
  for (const socket of sockets) socket.terminate();
  expect((await server.get('/health/ready')).status).toBe(200);
  expect(await server.stop()).toBe(0);
}, 300_000);
