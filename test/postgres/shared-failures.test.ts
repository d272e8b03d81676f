// Failed logins as rows: two servers on one database allow no more wrong passwords than one.
import { describe, expect, test } from 'bun:test';
import { expire } from '../../src/features/passwords/failures/service.ts';
import type { Limit } from '../../src/io/bounded-limit.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createPair, type Pair } from '../support/instance-pair.ts';
import { addPerson, password, startSession } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';
const foreign = '203.0.113.7';

/** A pair behind a proxy, with one account. */
async function createScene(env: Readonly<Record<string, string>> = {}) {
  const pair = await createPair({ TRUSTED_PROXIES: '127.0.0.1', ...env });
  for (const app of [pair.one, pair.other]) app.listen();
  return { ...pair, user: await addPerson(pair.one, { email }) };
}

async function login(app: TestApp, address: string, json: object): Promise<number> {
  const headers = { 'x-forwarded-for': address };
  return (await app.send({ method: 'POST', path: '/api/auth/login', headers, json })).status;
}

function statusOf(app: TestApp, text: string, address = foreign): Promise<number> {
  return login(app, address, { email, password: text });
}

/** Alternates between the servers, all at once; returns how many answers had each status. */
async function together(
  { one, other }: Pair,
  count: number,
  attempt: (app: TestApp, index: number) => Promise<number>,
): Promise<Readonly<Record<number, number>>> {
  const attempts = Array.from({ length: count }, (_, index) =>
    attempt(index % 2 === 0 ? one : other, index),
  );
  const found: Record<number, number> = {};
  for (const status of await Promise.all(attempts)) found[status] = (found[status] ?? 0) + 1;
  return found;
}

/** How many of so many uses two servers count together when they come all at once. */
async function countedOf(limits: readonly [Limit, Limit], uses: number): Promise<number> {
  const outcomes = await Promise.all(
    Array.from({ length: uses }, (_, index) => limits[index % 2 === 0 ? 0 : 1].tryConsume('a')),
  );
  return outcomes.filter((outcome) => 'refund' in outcome).length;
}

function rowsOf(app: TestApp) {
  return app.database.read.selectFrom('login_failures').selectAll().execute();
}

describe('two servers on one database', () => {
  test('allow ten wrong passwords from one network, of fifty at once', async () => {
    await using pair = await createScene();
    expect(await together(pair, 50, (app) => statusOf(app, 'wrong'))).toEqual({ 401: 10, 429: 40 });
    for (const app of [pair.one, pair.other]) {
      expect(await statusOf(app, password)).toBe(429);
      expect(await statusOf(app, password, '198.51.100.9')).toBe(200);
    }
  });

  test('allow as many for an unknown address', async () => {
    await using pair = await createScene();
    const unknown = { email: 'nobody@example.com', password: 'wrong' };
    const attempt = (app: TestApp) => login(app, foreign, unknown);
    expect(await together(pair, 50, attempt)).toEqual({ 401: 10, 429: 40 });
  });

  const budgets = [
    ['loginFailuresHere', 10],
    ['loginFailures', 100],
    ['knownNetworkFailures', 20],
  ] as const;
  test.each(budgets)('count %s together: %d', async (name, points) => {
    await using pair = await createPair();
    const limits = [pair.one.services.limits[name], pair.other.services.limits[name]] as const;
    expect(await countedOf(limits, points + 50)).toBe(points);
    expect(await countedOf(limits, 4)).toBe(0);
  });

  test('let the owner in from a known network after a hundred failures elsewhere', async () => {
    await using pair = await createScene();
    const { one, other, user } = pair;
    await startSession(one, user);
    const home = '198.51.100.9';
    await one.database.write((trx) => trx.updateTable('sessions').set({ ip: home }).execute());
    await together(pair, 100, async (app) => {
      await app.services.limits.loginFailures.consume(email);
      return 0;
    });
    for (const app of [one, other]) {
      expect(await statusOf(app, password)).toBe(429);
      expect(await statusOf(app, password, home)).toBe(200);
    }
    expect(
      await together(pair, 40, (app, index) => statusOf(app, 'wrong', `198.51.100.${index + 100}`)),
    ).toEqual({ 401: 20, 429: 20 });
  });

  test('do not count a right password, and keep no row of it', async () => {
    await using pair = await createScene();
    for (let round = 0; round < 10; round++) {
      expect(await together(pair, 4, (app) => statusOf(app, password))).toEqual({ 200: 4 });
    }
    expect(await rowsOf(pair.one)).toEqual([]);
  });

  test('forgive together, and no more than one budget', async () => {
    await using pair = await createScene();
    const { one, other, user } = pair;
    const wrong = (app: TestApp) => statusOf(app, 'wrong');
    expect(await together(pair, 24, wrong)).toEqual({ 401: 10, 429: 14 });
    expect(await statusOf(other, password)).toBe(429);
    await one.services.accounts.unlock(user.id, null);
    await Bun.sleep(2);
    expect(await together(pair, 30, wrong)).toEqual({ 401: 10, 429: 20 });
    await one.services.passwordResets.reset(user.id, { password, disconnects: false }, null);
    expect(await statusOf(other, password)).toBe(200);
  });

  test('remember after a restart, until the window is over', async () => {
    await using pair = await createScene();
    const { other } = pair;
    await together(pair, 20, (app) => statusOf(app, 'wrong'));
    await other.restart();
    other.listen();
    stopClock();
    expect(await statusOf(other, password)).toBe(429);
    advance(15, 'm');
    expect(await statusOf(other, password)).toBe(200);
  });

  test('count nothing without rate limits', async () => {
    await using pair = await createScene({ RATE_LIMIT: 'off' });
    expect(await together(pair, 50, (app) => statusOf(app, 'wrong'))).toEqual({ 401: 50 });
    expect(await rowsOf(pair.one)).toEqual([]);
  });
});

describe('the rows of failed logins', () => {
  test('contain no address, and differ between instances with different keys', async () => {
    await using first = await createScene();
    await using second = await createScene();
    const keys: string[] = [];
    for (const { one } of [first, second]) {
      await statusOf(one, 'wrong');
      keys.push(...(await rowsOf(one)).map((row) => row.key_hash.toHex()));
    }
    expect(keys.map((key) => key.length)).toEqual([64, 64, 64, 64]);
    expect(new Set(keys).size).toBe(4);
  });

  test('are deleted by the cleanup when their window is over', async () => {
    await using pair = await createScene();
    const { one } = pair;
    stopClock();
    await statusOf(one, 'wrong');
    const clean = () => one.database.write((trx) => expire(trx, Date.now(), 100));
    expect(await clean()).toBe(0);
    advance(15, 'm');
    expect(await clean()).toBe(1);
    advance(45, 'm');
    expect(await clean()).toBe(1);
    expect(await rowsOf(one)).toEqual([]);
  });
});
