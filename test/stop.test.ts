import { afterAll, expect, test } from 'bun:test';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { directory, endProcesses, fromSource, runProgram, startServer } from './support/process.ts';

afterAll(endProcesses);

const password = 'correct horse battery';

function applicant(number: number) {
  return { email: `person${number}@example.com`, password, name: `Person ${number}` };
}

test('SIGTERM lets requests under way be answered, then the server ends with everything on disk', async () => {
  const server = await startServer();
  const requests = Array.from({ length: 8 }, (_, index) =>
    server.post('/api/auth/register', applicant(index)),
  );
  // When the first is answered, the others are surely being worked on.
  await Promise.race(requests);
  server.signal('SIGTERM');
  const answers = await Promise.all(requests);
  const made = answers.filter((answer) => answer.status === 201);
  // A busy machine may refuse some of that much hashing; what counts is that everybody hears.
  expect(answers.filter((answer) => answer.status === 503)).toHaveLength(8 - made.length);
  expect(made.length).toBeGreaterThanOrEqual(2);
  expect(await server.exited).toBe(0);
  expect(readdirSync(server.dataDir).toSorted()).toEqual([
    'anchor.db',
    'clean-stop',
    'initialized',
    'lock.db',
    'secret.key',
    'uploads',
  ]);
  const list = await runProgram(['user', 'list'], { env: { DATA_DIR: server.dataDir } });
  expect(list.out.split('\n').filter((line) => line.includes('@'))).toHaveLength(made.length);
});

test('a connection that only waits does not hold up the stop, and its last lines are logged', async () => {
  const server = await startServer();
  const idle = await open(server.port, 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  server.signal('SIGINT');
  expect(await server.exited).toBe(0);
  // A warning would stand between these two if the connection had to be cut off.
  const lines = server.log().trimEnd().split('\n').slice(-2);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: expect.any(String), level: 'info', message: 'stopping', signal: 'SIGINT' },
    { time: expect.any(String), level: 'info', message: 'stopped' },
  ]);
  expect(server.err()).toBe('');
  idle.destroy();
});

test('a second signal ends a stop that takes too long, at once and not with 0', async () => {
  const server = await startServer();
  const stuck = await open(
    server.port,
    'POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  );
  // What is answered on a later connection shows that the server has read the one before.
  await server.get('/health/live');
  server.signal('SIGTERM');
  while (!server.log().includes('"stopping"')) await Bun.sleep(5);
  const early = await Promise.race([server.exited, Bun.sleep(300).then(() => 'still running')]);
  expect(early).toBe('still running');
  server.signal('SIGINT');
  expect(await server.exited).toBe(130);
  expect(existsSync(join(server.dataDir, 'anchor.db'))).toBe(true);
  stuck.destroy();
});

test('a server goes on when its log is no longer read', async () => {
  const server = await startServer();
  await server.stopReading();
  for (const number of [1, 2, 3]) {
    const { status } = await server.post('/api/auth/register', applicant(number));
    expect(status).toBe(201);
  }
  expect((await server.get('/health/ready')).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(server.err()).toBe('');
});

test('a bug outside any request is logged before the process ends with 1', async () => {
  const bug = join(directory(), 'bug.ts');
  writeFileSync(bug, `process.on('SIGUSR2', () => { throw new TypeError('a bug'); });`);
  const [bun = '', main = ''] = fromSource;
  const server = await startServer({ command: [bun, '--preload', bug, main] });
  server.signal('SIGUSR2');
  expect(await server.exited).toBe(1);
  const last = JSON.parse(server.log().trimEnd().split('\n').at(-1) ?? '') as unknown;
  expect(last).toMatchObject({
    level: 'error',
    message: 'The server crashed',
    error: expect.stringContaining('TypeError: a bug'),
  });
  expect(server.err()).toBe('');
});

/** A connection on which the first bytes have been sent and read. */
function open(port: number, request: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(request);
      setTimeout(() => {
        resolve(socket);
      }, 100);
    });
    socket.on('error', reject);
  });
}
