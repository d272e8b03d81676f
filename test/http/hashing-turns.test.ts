import { expect, spyOn, test } from 'bun:test';
import { addPerson, password } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

const floodSize = 150;

/** Keeps the hashing threads from beginning, so that the queue is as full as it gets; `release` lets them. */
function holdHashing() {
  const held: (() => void)[] = [];
  const spy = spyOn(Worker.prototype, 'postMessage');
  spy.mockImplementation(function hold(this: Worker, task: unknown) {
    // Called once the real one is back in its place.
    held.push(() => {
      this.postMessage(task, []);
    });
  });
  return {
    release: () => {
      spy.mockRestore();
      for (const begin of held) begin();
    },
  };
}

async function logIn(app: TestApp, address: string, text: string): Promise<number> {
  const answer = await app.send({
    method: 'POST',
    path: '/api/auth/login',
    headers: { 'x-forwarded-for': address },
    json: { email: 'grace@example.com', password: text },
  });
  return answer.status;
}

test('a hundred and fifty /64 of one /48 do not keep another network from signing in', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT: 'off' });
  app.listen();
  await addPerson(app, { email: 'grace@example.com' });
  using admissions = spyOn(app.services.passwords, 'admit');
  const admitted = async (count: number) => {
    while (admissions.mock.calls.length < count) await Bun.sleep(1);
  };
  const threads = holdHashing();
  const flood = Array.from({ length: floodSize }, (_, index) =>
    logIn(app, `2001:db8:1:${index.toString(16)}::1`, 'wrong password'),
  );
  await admitted(floodSize);
  const victim = logIn(app, '2001:db8:2::1', password);
  await admitted(floodSize + 1);
  threads.release();
  expect(await victim).toBe(200);
  const statuses = new Set(await Promise.all(flood));
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([401, 503]);
});

test('a sign-in that is refused for want of a place reads nothing of the database', async () => {
  await using app = await createTestApp();
  await addPerson(app, { email: 'grace@example.com' });
  using admissions = spyOn(app.services.passwords, 'admit');
  const threads = holdHashing();
  const flood = Array.from({ length: floodSize }, () => logIn(app, '', password));
  while (admissions.mock.calls.length < floodSize) await Bun.sleep(1);
  using prepared = spyOn(app.services.users, 'findByEmail');
  using settings = spyOn(app.services.connections, 'requireLocalAuth');
  expect(await logIn(app, '', password)).toBe(503);
  expect(prepared).not.toHaveBeenCalled();
  expect(settings).not.toHaveBeenCalled();
  threads.release();
  await Promise.all(flood);
});
