import { describe, expect, test } from 'bun:test';
import type { Answer } from '../support/answer-rules.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addPerson, applicant, password } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';
const login = { method: 'POST', path: '/api/auth/login' };

/** A server behind a proxy that it trusts; `from` says which client the proxy names. */
async function behindProxy(env: Env = {}) {
  const app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1', ...env });
  await addPerson(app, { email });
  app.listen();
  return app;
}

function from(address: string) {
  return { headers: { 'x-forwarded-for': address } };
}

function guess(app: TestApp, address: string, name = email): Promise<Answer> {
  const json = { email: name, password: 'wrong password' };
  return app.send({ ...login, ...from(address), json });
}

function signIn(app: TestApp, address: string): Promise<Answer> {
  return app.send({ ...login, ...from(address), json: { email, password } });
}

/** Does something so many times, one after the other; answers the statuses. */
async function repeat(times: number, action: (index: number) => Promise<Answer>) {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) statuses.push((await action(index)).status);
  return statuses;
}

function all(times: number, status: number): number[] {
  return Array.from({ length: times }, () => status);
}

/** Refused for now; answers after how many seconds to come back. */
function retryAfter(answer: Answer): number {
  expect(answer).toMatchObject({
    status: 429,
    body: { code: 'rate_limited', message: 'Too many requests. Please try again later.' },
  });
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  return Number(answer.headers.get('retry-after'));
}

describe('ten wrong passwords for one address from one network', () => {
  test('block further sign-ins for the rest of 15 minutes, with the right password too', async () => {
    await using app = await behindProxy();
    stopClock();
    expect(await repeat(10, () => guess(app, '203.0.113.7'))).toEqual(all(10, 401));
    expect(retryAfter(await guess(app, '203.0.113.7'))).toBe(900);
    advance(14, 'm');
    expect(retryAfter(await signIn(app, '203.0.113.7'))).toBe(60);
    advance(1, 'm');
    expect((await signIn(app, '203.0.113.7')).status).toBe(200);
  });

  test('leave the owner free to come from another network', async () => {
    await using app = await behindProxy();
    await repeat(10, () => guess(app, '203.0.113.7'));
    expect((await signIn(app, '198.51.100.1')).status).toBe(200);
  });

  test('leave other addresses from that network alone', async () => {
    await using app = await behindProxy();
    await addPerson(app, { email: 'ada@example.com' });
    await repeat(10, () => guess(app, '203.0.113.7'));
    expect((await guess(app, '203.0.113.7', 'ada@example.com')).status).toBe(401);
  });

  test('count however the address is spelt', async () => {
    await using app = await behindProxy();
    const spellings = [email, 'GRACE@example.com', ' grace@example.com', '\uFF47race@example.com'];
    await repeat(10, (index) => guess(app, '203.0.113.7', spellings[index % 4]));
    retryAfter(await guess(app, '203.0.113.7', 'Grace@Example.Com'));
  });

  test('count while they are still being checked', async () => {
    await using app = await behindProxy();
    const answers = await Promise.all(Array.from({ length: 15 }, () => guess(app, '203.0.113.7')));
    const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...all(10, 401), ...all(5, 429)]);
  });

  test('block an unknown address with the same answer', async () => {
    await using app = await behindProxy();
    stopClock();
    const answers: Answer[] = [];
    for (const name of [email, 'nobody@example.com']) {
      expect(await repeat(10, () => guess(app, '203.0.113.7', name))).toEqual(all(10, 401));
      answers.push(await guess(app, '203.0.113.7', name));
    }
    expect(answers.map((answer) => retryAfter(answer))).toEqual([900, 900]);
  });

  test('are not made of sign-ins that succeed', async () => {
    await using app = await behindProxy();
    const good = () => signIn(app, '203.0.113.7');
    const bad = () => guess(app, '203.0.113.7');
    expect(await repeat(12, good)).toEqual(all(12, 200));
    expect(await repeat(9, bad)).toEqual(all(9, 401));
    expect(await repeat(5, good)).toEqual(all(5, 200));
    expect(await repeat(2, bad)).toEqual([401, 429]);
  });

  test('are not made of right ones that come all at once', async () => {
    await using app = await behindProxy();
    const rounds = async () =>
      Promise.all(Array.from({ length: 13 }, () => signIn(app, '203.0.113.7')));
    const statuses = new Set([...(await rounds()), ...(await rounds())].map((each) => each.status));
    expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 429]);
    expect((await signIn(app, '203.0.113.7')).status).toBe(200);
  });

  test('do not block all clients with an unknown address together', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email });
    const json = { email, password: 'wrong password' };
    expect(await repeat(12, () => app.post('/api/auth/login', json))).toEqual(all(12, 401));
    expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
  });

  test('are not made of sign-ins that wait for approval', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email, status: 'pending' });
    const good = () => app.post('/api/auth/login', { email, password });
    expect(await repeat(12, good)).toEqual(all(12, 403));
  });
});

test('a hundred wrong passwords an hour for one address are all there is, from anywhere', async () => {
  await using app = await behindProxy();
  stopClock();
  const from10Networks = (index: number) => guess(app, `198.51.100.${index % 10}`);
  expect(await repeat(100, from10Networks)).toEqual(all(100, 401));
  expect(retryAfter(await signIn(app, '203.0.113.7'))).toBe(3600);
  advance(60, 'm');
  expect((await signIn(app, '203.0.113.7')).status).toBe(200);
});

describe('one network', () => {
  test('may sign in thirty times a minute', async () => {
    await using app = await behindProxy();
    stopClock();
    expect(await repeat(30, () => signIn(app, '203.0.113.7'))).toEqual(all(30, 200));
    expect(retryAfter(await signIn(app, '203.0.113.7'))).toBe(60);
    expect((await signIn(app, '203.0.113.8')).status).toBe(200);
    advance(60, 's');
    expect((await signIn(app, '203.0.113.7')).status).toBe(200);
  });

  test('may register ten times an hour, so it cannot ask who has an account', async () => {
    await using app = await behindProxy();
    stopClock();
    const register = (address: string) =>
      app.send({
        method: 'POST',
        path: '/api/auth/register',
        ...from(address),
        json: applicant({ email }),
      });
    expect(await repeat(10, () => register('203.0.113.7'))).toEqual(all(10, 409));
    expect(retryAfter(await register('203.0.113.7'))).toBe(3600);
    expect((await register('203.0.113.8')).status).toBe(409);
    expect((await signIn(app, '203.0.113.7')).status).toBe(200);
    advance(60, 'm');
    expect((await register('203.0.113.7')).status).toBe(409);
  });

  test('may refresh three hundred times a minute', async () => {
    await using app = await behindProxy();
    stopClock();
    const refresh = (address: string) =>
      app.send({
        method: 'POST',
        path: '/api/auth/refresh',
        ...from(address),
        json: { refresh_token: 'x' },
      });
    expect(await repeat(300, () => refresh('203.0.113.7'))).toEqual(all(300, 401));
    expect(retryAfter(await refresh('203.0.113.7'))).toBe(60);
    expect((await refresh('203.0.113.8')).status).toBe(401);
    advance(60, 's');
    expect((await refresh('203.0.113.7')).status).toBe(401);
  });

  test('is never kept from asking who it is or signing out', async () => {
    await using app = await behindProxy();
    await repeat(31, () => signIn(app, '203.0.113.7'));
    const call = { ...from('203.0.113.7'), method: 'POST', path: '/api/auth/logout' };
    expect((await app.send(call)).status).toBe(200);
    expect((await app.send({ ...from('203.0.113.7'), path: '/api/auth/me' })).status).toBe(401);
  });
});

describe('a server without limits', () => {
  test('counts nothing', async () => {
    await using app = await behindProxy({ RATE_LIMIT: 'off' });
    expect(await repeat(35, () => guess(app, '203.0.113.7'))).toEqual(all(35, 401));
    expect((await signIn(app, '203.0.113.7')).status).toBe(200);
  });
});
