import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, addSignedIn, startSession } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const refresh = (token: string) => ({ refresh_token: token });

describe.each([1, -1])('when the clock jumps by %d days', (days) => {
  test('who is signed in stays so, by a refresh at the latest', async () => {
    await using app = await createTestApp();
    const tokens = await addSignedIn(app);
    advance(days, 'd');
    const refreshed = await app.post('/api/auth/refresh', refresh(tokens.refresh_token));
    expect(refreshed.status).toBe(200);
    const { access_token: bearer } = refreshed.body as { readonly access_token: string };
    expect((await app.get('/api/auth/me', bearer)).status).toBe(200);
  });

  test('who was signed out stays so', async () => {
    await using app = await createTestApp();
    const tokens = await addSignedIn(app);
    const { access_token: bearer, refresh_token: token } = tokens;
    expect((await app.post('/api/auth/logout', {}, bearer)).status).toBe(200);
    advance(days, 'd');
    expect((await app.get('/api/auth/me', bearer)).status).toBe(401);
    expect((await app.post('/api/auth/refresh', refresh(token))).status).toBe(401);
  });

  test('a used refresh token still gives no second one', async () => {
    await using app = await createTestApp();
    const tokens = await addSignedIn(app);
    const first = await app.post('/api/auth/refresh', refresh(tokens.refresh_token));
    expect(first.status).toBe(200);
    advance(days, 'd');
    const again = await app.post('/api/auth/refresh', refresh(tokens.refresh_token));
    expect(again.status).toBe(401);
  });

  test('cleaning up removes no user', async () => {
    await using app = await createTestApp();
    const user = await addPerson(app);
    for (let count = 0; count < 5; count += 1) await startSession(app, user);
    const { leases: _, ...before } = await app.snapshot();
    advance(days, 'd');
    const removed = await app.services.housekeeping.run();
    expect(removed).toEqual({ sessions: 0, registrations: 0, flows: 0, auditEntries: 0 });
    expect(await app.snapshot()).toMatchObject(before);
  });
});

test('a clock that runs a hundred days ahead for an hour ends no session', async () => {
  await using app = await createTestApp();
  const tokens = await addSignedIn(app);
  advance(100, 'd');
  await app.services.housekeeping.run();
  advance(-100, 'd');
  const refreshed = await app.post('/api/auth/refresh', refresh(tokens.refresh_token));
  expect(refreshed.status).toBe(200);
});
