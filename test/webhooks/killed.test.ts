// A server that is killed between the delivery of a message and its deletion: it is sent again, and is the same message.
import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { Webhook } from 'standardwebhooks';
import { newDatabase } from '../support/postgres-databases.ts';
import { endProcesses, fromSource, type ServerProcess, startServer } from '../support/process.ts';
import { receiver, webhookSecret } from './receiver.ts';

setDefaultTimeout(240_000);
afterAll(endProcesses);

const person = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };

test.each([
  ['a SQLite file', () => Promise.resolve({})],
  ['PostgreSQL', async () => ({ DATABASE_URL: await newDatabase() })],
])('a message is sent again after a crash, with the same id, on %s', async (_name, database) => {
  let victim: ServerProcess | null = null;
  await using hooks = receiver(async (_call, count) => {
    if (count > 1) return new Response(null, { status: 204 });
    victim?.signal('SIGKILL');
    await victim?.exited;
    return new Response(null, { status: 204 });
  });
  const env = { ...hooks.env, ...(await database()) };
  const command = [...fromSource, 'serve', '--new'];
  victim = await startServer({ command, env });
  const { dataDir } = victim;
  // The server may be killed before it answers.
  await victim.post('/api/auth/register', person).catch(() => null);
  expect(await victim.exited).toBe(137);
  await using next = await startServer({ command, env, dataDir });
  await hooks.reached(2);
  const [first, second] = hooks.calls;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'] ?? '');
  expect(second?.body).toBe(first?.body ?? '');
  for (const { body, headers } of hooks.calls) {
    expect(new Webhook(webhookSecret).verify(body, { ...headers })).toMatchObject({
      type: 'user.registered',
      data: { user: { email: person.email } },
    });
  }
  expect(await next.stop()).toBe(0);
  expect(hooks.calls).toHaveLength(2);
});
