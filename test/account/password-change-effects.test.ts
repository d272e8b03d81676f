// What a change of password ends, what it leaves alone, and what happens beside it.
import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import type { Answer } from '../support/answer-rules.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addSignedIn, password, signedIn, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { watchThreads } from '../support/threads.ts';

restoreClockAfterEach();

const path = '/api/auth/change-password';
const email = 'grace@example.com';
const newPassword = 'staple correct horse';

const change = (app: TestApp, bearer: string, next = newPassword) =>
  app.post(path, { currentPassword: password, newPassword: next }, bearer);

const me = async (app: TestApp, bearer: string) => (await app.get('/api/auth/me', bearer)).status;

async function refreshed(app: TestApp, tokens: Tokens): Promise<number> {
  const answer = await app.post('/api/auth/refresh', { refresh_token: tokens.refresh_token });
  return answer.status;
}

const logIn = (app: TestApp, text: string) =>
  app.post('/api/auth/login', { email, password: text });

const tokenOf = (answer: Answer) => (answer.body as { access_token: string }).access_token;

async function entries(app: TestApp, event: string) {
  const filter = { userId: null, event };
  return (await app.services.audit.page(filter, { skip: 0, take: 200 })).entries;
}

describe('after a change of password', () => {
  test('the session that asked goes on, with the new access token and its refresh token', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const fresh = tokenOf(await change(app, own.access_token));
    expect(await me(app, own.access_token)).toBe(401);
    expect(await me(app, fresh)).toBe(200);
    const { body } = await app.get('/api/auth/sessions', fresh);
    expect(body).toMatchObject([{ current: true }]);
    expect(await refreshed(app, own)).toBe(200);
  });

  test('all other sessions are over, those of other people go on', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const others = [await startSession(app, own.user), await startSession(app, own.user, 'oidc')];
    const stranger = await addSignedIn(app);
    expect((await change(app, own.access_token)).status).toBe(200);
    for (const other of others) {
      expect([await me(app, other.access_token), await refreshed(app, other)]).toEqual([401, 401]);
    }
    expect([await me(app, stranger.access_token), await refreshed(app, stranger)]).toEqual([
      200, 200,
    ]);
  });

  test('the new password signs in and the old one does not, also after a restart', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    await change(app, own.access_token);
    await app.restart();
    expect((await logIn(app, password)).status).toBe(401);
    expect((await logIn(app, newPassword)).status).toBe(200);
    expect(await me(app, own.access_token)).toBe(401);
  });

  test('the audit log names who did it, once', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    await change(app, own.access_token);
    expect(await entries(app, 'password.changed')).toMatchObject([
      { outcome: 'success', actor: { email }, target: { email }, details: null },
    ]);
  });
});

const guess = (app: TestApp, bearer: string) =>
  app.post(path, { currentPassword: 'wrong password', newPassword }, bearer);

describe('wrong current passwords', () => {
  test('are written down as failures', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    await guess(app, own.access_token);
    expect(await entries(app, 'password.change_failed')).toMatchObject([
      { outcome: 'failure', actor: { email }, target: { email } },
    ]);
  });

  test('are ten in a quarter of an hour; then even the right one has to wait, while its owner may sign in', async () => {
    await using app = await createTestApp();
    stopClock();
    const own = await addSignedIn(app, { email });
    for (let count = 0; count < 10; count += 1) {
      expect((await guess(app, own.access_token)).status).toBe(403);
    }
    const refused = await change(app, own.access_token);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeWithin(1, 901);
    expect((await logIn(app, password)).status).toBe(200);
    expect((await entries(app, 'password.change_failed')).length).toBe(10);
    expect(await me(app, own.access_token)).toBe(200);
    advance(15, 'm');
    expect((await logIn(app, password)).status).toBe(200);
  });

  test('count no less when they come all at once', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => guess(app, own.access_token)),
    );
    const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array<number>(10).fill(403), ...Array<number>(10).fill(429)]);
  });

  test('are not counted together with right ones', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    for (let count = 0; count < 11; count += 1) {
      const same = await change(app, own.access_token, password);
      expect(same).toMatchObject({ status: 400, body: { code: 'password_unchanged' } });
    }
  });
});

describe('two changes at once', () => {
  // The winner ends every token but the one it gives, so a loser is no longer signed in.
  test.each(['one session', 'two sessions'])('from %s: exactly one wins', async (from) => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const second = from === 'one session' ? own : await startSession(app, own.user);
    const answers = await Promise.all([
      change(app, own.access_token, 'first new password'),
      change(app, second.access_token, 'second new password'),
    ]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const [winner, loser] = answers[0].status === 200 ? ['first', 'second'] : ['second', 'first'];
    expect((await logIn(app, `${winner} new password`)).status).toBe(200);
    expect((await logIn(app, `${loser} new password`)).status).toBe(401);
    expect((await entries(app, 'password.changed')).length).toBe(1);
  });

  test('a change and a change of role: the revoked token gives no other', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const changing = change(app, own.access_token);
    await app.services.accounts.update(own.user.id, { isAdmin: true }, null);
    expect(await changing).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect((await logIn(app, newPassword)).status).toBe(401);
  });

  test('a change and a reset by an administrator: the reset wins', async () => {
    await using app = await createTestApp();
    const own = await addSignedIn(app, { email });
    const changing = change(app, own.access_token);
    await app.services.passwordResets.reset(
      own.user.id,
      { password: 'given by the admin', disconnects: false },
      null,
    );
    await changing;
    expect((await logIn(app, newPassword)).status).toBe(401);
    expect((await logIn(app, 'given by the admin')).status).toBe(200);
    expect(await refreshed(app, own)).toBe(401);
  });
});

test('sign-ins with the old password that race with its change have no session after it', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app, { email });
  using threads = watchThreads('password-worker.ts');
  threads.hold();
  const changing = change(app, own.access_token);
  // With the change they are ten, as many as may be under way before the limit speaks.
  const logins = Array.from({ length: 9 }, () => logIn(app, password));
  await threads.holding();
  threads.release();
  const answers = await Promise.all(logins);
  let changed = await changing;
  // Nothing has changed where the machine could not hash in time: then it is asked again, as people would.
  while (changed.status === 503) changed = await change(app, own.access_token);
  expect(changed.status).toBe(200);
  const fresh = tokenOf(changed);
  for (const answer of answers) {
    expect(answer.status).toBeOneOf([200, 401, 503]);
    if (answer.status !== 200) continue;
    const tokens = signedIn(answer);
    expect([await me(app, tokens.access_token), await refreshed(app, tokens)]).toEqual([401, 401]);
  }
  const { body } = await app.get('/api/auth/sessions', fresh);
  expect(body).toMatchObject([{ current: true }]);
});

test('refreshes that race with a change leave one session and no access token of before', async () => {
  await using app = await createTestApp();
  const own = await addSignedIn(app, { email });
  const other = await startSession(app, own.user);
  const changing = change(app, own.access_token);
  const renewals = [own, other].map((tokens) =>
    app.post('/api/auth/refresh', { refresh_token: tokens.refresh_token }),
  );
  const renewed = await Promise.all(renewals);
  const fresh = tokenOf(await changing);
  for (const answer of renewed) expect(await me(app, tokenOf(answer))).toBe(401);
  expect(await refreshed(app, renewed[1]?.body as Tokens)).toBe(401);
  expect(await refreshed(app, renewed[0]?.body as Tokens)).toBe(200);
  expect(await me(app, fresh)).toBe(200);
});
