// Sixty changes of one's own account a minute, whatever is changed: each writes a line that is kept for a year.
import { describe, expect, test } from 'bun:test';
import { createApp } from '../../src/app.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { countedBody } from '../support/counted-body.ts';
import { addSignedIn } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

/** What a person may call although they made too many changes, and why. */
const uncounted = new Set([
  // Pictures have a limit of their own.
  'POST /api/auth/profile/image',
  // It changes nothing, and apps ask for one every few minutes.
  'POST /api/auth/app-token',
  // It has a limit of its own, by network and by address.
  'POST /api/auth/verification',
  // Nothing must keep a person from signing out.
  'POST /auth/logout',
]);

test('every route that changes the own account counts its calls', async () => {
  await using app = await createTestApp();
  const uncountedRoutes = createApp(app.services).routes.filter(({ method, hooks }) => {
    const detail = (hooks.detail ?? {}) as Readonly<Record<string, unknown>>;
    const isOwn = detail['x-guard'] === 'session' && method !== 'GET';
    return isOwn && detail['x-rate-limit'] !== 'changes';
  });
  expect(new Set(uncountedRoutes.map(({ method, path }) => `${method} ${path}`))).toEqual(
    uncounted,
  );
});

async function rename(app: TestApp, bearer: string, times: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) {
    const json = { name: `Ada ${index}` };
    const call = { method: 'PATCH', path: '/api/auth/profile', bearer, json };
    statuses.push((await app.send(call)).status);
  }
  return statuses;
}

describe('a person who made sixty changes', () => {
  test('makes no more in that minute, and others go on', async () => {
    await using app = await createTestApp();
    stopClock();
    const { access_token: bearer } = await addSignedIn(app);
    const { access_token: other } = await addSignedIn(app);
    expect(await rename(app, bearer, 61)).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
    expect(await rename(app, other, 1)).toEqual([200]);
    for (const path of ['/api/auth/sessions', '/api/auth/api-token', '/api/auth/profile/image']) {
      const answer = await app.send({ method: 'DELETE', path, bearer });
      expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(answer.headers.get('retry-after')).toBe('60');
    }
    advance(60, 's');
    expect(await rename(app, bearer, 1)).toEqual([200]);
  });

  test('reads and signs out as before', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    await rename(app, bearer, 61);
    expect((await app.get('/api/auth/me', bearer)).status).toBe(200);
    expect((await app.post('/api/auth/logout', {}, bearer)).status).toBe(200);
  });

  test('is refused before the body is read', async () => {
    await using app = await createTestApp();
    const { access_token: bearer } = await addSignedIn(app);
    await rename(app, bearer, 60);
    const { body, taken } = countedBody(200 * 1024);
    const call = { method: 'PATCH', path: '/api/auth/profile', bearer, body };
    expect((await app.send(call)).status).toBe(429);
    expect(taken.bytes).toBe(0);
  });
});

test('a client with an invalid bearer does not use up the limit of a user', async () => {
  await using app = await createTestApp();
  const { access_token: bearer } = await addSignedIn(app);
  expect(new Set(await rename(app, 'garbage', 70))).toEqual(new Set([401]));
  expect(await rename(app, bearer, 1)).toEqual([200]);
});
