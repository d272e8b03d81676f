import { expect, test } from 'bun:test';
import type { Answer } from '../support/answer-rules.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addSignedIn, password, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';

function change(app: TestApp, bearer: string, currentPassword: string): Promise<Answer> {
  const json = { currentPassword, newPassword: 'staple correct horse' };
  return app.post('/api/auth/change-password', json, bearer);
}

async function statuses(count: number, action: () => Promise<Answer>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index++) all.push((await action()).status);
  return all;
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

test('ten wrong current passwords block only this session', async () => {
  await using app = await createTestApp();
  stopClock();
  const { access_token: first, user } = await addSignedIn(app, { email });
  const { access_token: second } = await startSession(app, user);
  expect(await statuses(10, () => change(app, first, 'wrong'))).toEqual(times(10, 403));
  const refused = await change(app, first, password);
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(refused.headers.get('retry-after')).toBe('900');
  expect((await change(app, second, password)).status).toBe(200);
});

test('wrong passwords at sign-in block no signed-in user from changing the password', async () => {
  await using app = await createTestApp();
  const { access_token } = await addSignedIn(app, { email });
  for (let index = 0; index < 100; index++) await app.services.limits.loginFailures.consume(email);
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(429);
  expect((await change(app, access_token, password)).status).toBe(200);
});

test('wrong current passwords do not block the sign-in of the owner', async () => {
  await using app = await createTestApp();
  const { access_token } = await addSignedIn(app, { email });
  expect(await statuses(10, () => change(app, access_token, 'wrong'))).toEqual(times(10, 403));
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
});
