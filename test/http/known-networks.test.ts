// Strangers who guess an address's password cannot keep its owner out: networks that the account knows have
// a budget of their own.
import { describe, expect, spyOn, test } from 'bun:test';
import type { Updateable } from 'kysely';
import { newId } from '../../src/core/uuid.ts';
import type { SessionTable } from '../../src/db/schema.ts';
import type { Answer } from '../support/answer-rules.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addPerson, changePerson, password, startSession } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const email = 'grace@example.com';
const dayMs = 24 * 60 * 60 * 1000;
const home = '198.51.100.9';
const neighbour = '198.51.100.200';
const foreign = '203.0.113.7';

function login(app: TestApp, address: string, json: object): Promise<Answer> {
  const headers = { 'x-forwarded-for': address };
  return app.send({ method: 'POST', path: '/api/auth/login', headers, json });
}

async function statusOf(app: TestApp, address: string, text = password): Promise<number> {
  return (await login(app, address, { email, password: text })).status;
}

/** What a hundred wrong passwords from other networks leave. */
async function spendStrangersBudget(app: TestApp, emailKey = email): Promise<void> {
  for (let index = 0; index < 100; index++) {
    await app.services.limits.loginFailures.consume(emailKey);
  }
}

interface Scene extends AsyncDisposable {
  readonly app: TestApp;
  readonly user: Awaited<ReturnType<typeof addPerson>>;
}

/** A server behind a proxy, an account with a session from `home`, and strangers who spent their budget. */
async function besieged(env: Env = {}, session: Updateable<SessionTable> = {}): Promise<Scene> {
  const app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1', ...env });
  app.listen();
  const user = await addPerson(app, { email });
  await startSession(app, user);
  await changeSessions(app, { ip: home, ...session });
  await spendStrangersBudget(app);
  return { app, user, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

async function changeSessions(app: TestApp, change: Updateable<SessionTable>): Promise<void> {
  await app.database.write((trx) => trx.updateTable('sessions').set(change).execute());
}

/** As a program that signs in for each of its runs leaves them. */
async function copySessions(app: TestApp, count: number): Promise<void> {
  await app.database.write(async (trx) => {
    const session = await trx.selectFrom('sessions').selectAll().executeTakeFirstOrThrow();
    const copies = Array.from({ length: count }, () => ({ ...session, id: newId() }));
    await trx.insertInto('sessions').values(copies).execute();
  });
}

describe('once strangers have guessed a hundred times', () => {
  test('the owner signs in from a network of before, and from nowhere else', async () => {
    await using scene = await besieged();
    const { app } = scene;
    expect(await statusOf(app, foreign)).toBe(429);
    expect(await statusOf(app, neighbour)).toBe(200);
    expect(await statusOf(app, home)).toBe(200);
  });

  test('an IPv6 /48 is a network too', async () => {
    await using scene = await besieged({}, { ip: '2001:db8:7:1::1' });
    expect(await statusOf(scene.app, '2001:db8:8:1::1')).toBe(429);
    expect(await statusOf(scene.app, '2001:db8:7:ffff::2')).toBe(200);
  });

  test('a known network has twenty wrong passwords in 15 minutes', async () => {
    await using scene = await besieged();
    const { app } = scene;
    stopClock();
    for (let index = 0; index < 20; index++) {
      expect(await statusOf(app, `198.51.100.${index % 4}`, 'wrong')).toBe(401);
    }
    const refused = await login(app, neighbour, { email, password });
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toBe('900');
    advance(15, 'm');
    expect(await statusOf(app, neighbour)).toBe(200);
  });

  test('a refused attempt counts nowhere', async () => {
    await using scene = await besieged();
    const { app } = scene;
    stopClock();
    for (let index = 0; index < 20; index++) expect(await statusOf(app, foreign)).toBe(429);
    advance(60, 'm');
    expect(await statusOf(app, foreign)).toBe(200);
  });

  const traces: readonly (readonly [string, Updateable<SessionTable>, number])[] = [
    ['ended', { ended_at: 1, end_reason: 'signed_out' }, 200],
    ['over by its time', { refresh_expires_at: 1 }, 200],
    ['stolen', { ended_at: 1, end_reason: 'refresh_reused' }, 429],
    ['given by a code shown twice', { ended_at: 1, end_reason: 'login_code_reused' }, 429],
    ['of 89 days ago', { last_used_at: Date.now() - 89 * dayMs }, 200],
    ['of 91 days ago', { last_used_at: Date.now() - 91 * dayMs }, 429],
    [
      'that was here before',
      { ip: '192.0.2.1', earlier_areas: '192.0.3.0/24 198.51.100.0/24' },
      200,
    ],
    ['without an address', { ip: null }, 429],
  ];
  test.each(traces)('a session %s tells its network or does not', async (_, session, status) => {
    await using scene = await besieged({}, session);
    expect(await statusOf(scene.app, neighbour)).toBe(status);
  });

  test('the twenty last used networks are known', async () => {
    await using scene = await besieged({}, { last_used_at: Date.now() - 5000 });
    const { app, user } = scene;
    const addSession = async (index: number) => {
      await startSession(app, user);
      await app.database.write((trx) =>
        trx
          .updateTable('sessions')
          .set({ ip: `192.0.${index}.1` })
          .where('ip', '=', foreign)
          .execute(),
      );
    };
    for (let index = 0; index < 19; index++) await addSession(index);
    expect(await statusOf(app, neighbour, 'wrong')).toBe(401);
    await addSession(19);
    expect(await statusOf(app, neighbour, 'wrong')).toBe(429);
  });

  test('the newest of very many sessions tell the networks', async () => {
    await using scene = await besieged({}, { ip: '192.0.2.1', last_used_at: Date.now() - 5000 });
    const { app, user } = scene;
    await copySessions(app, 500);
    await startSession(app, user);
    await app.database.write((trx) =>
      trx.updateTable('sessions').set({ ip: home }).where('ip', '=', foreign).execute(),
    );
    expect(await statusOf(app, foreign)).toBe(429);
    expect(await statusOf(app, neighbour)).toBe(200);
  });

  test('other addresses are unknown, and both get the same answer', async () => {
    await using scene = await besieged();
    const { app } = scene;
    await spendStrangersBudget(app, 'nobody@example.com');
    const answers = [email, 'nobody@example.com'].map((name) =>
      login(app, foreign, { email: name, password: 'wrong' }),
    );
    const [known, unknown] = await Promise.all(answers);
    expect(known).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(unknown).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  });
});

test('the networks of an account are read in one query, and only when strangers are out of guesses', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  app.listen();
  await addPerson(app, { email });
  using reads = spyOn(app.database, 'find');
  const readsOf = async (name: string) => {
    reads.mockClear();
    const { status } = await login(app, foreign, { email: name, password: 'wrong' });
    return [status, reads.mock.calls.length];
  };
  for (const name of [email, 'nobody@example.com']) {
    expect(await readsOf(name)).toEqual([401, 0]);
    await spendStrangersBudget(app, name).catch(() => undefined);
    expect(await readsOf(name)).toEqual([429, 1]);
  }
});

test('behind a proxy that is not named no network is known', async () => {
  await using app = await createTestApp();
  app.listen();
  const user = await addPerson(app, { email });
  await startSession(app, user);
  await changeSessions(app, { ip: '127.0.0.1' });
  await spendStrangersBudget(app);
  expect(await statusOf(app, foreign)).toBe(429);
});

async function forgive({ app, user }: Scene): Promise<void> {
  await changePerson(app, user, { failures_forgiven_at: Date.now() });
}

describe('what an administrator forgave', () => {
  test('does not count any more, and what comes after does', async () => {
    await using scene = await besieged();
    const { app } = scene;
    expect(await statusOf(app, foreign)).toBe(429);
    await forgive(scene);
    advance(1, 's');
    expect(await statusOf(app, foreign, 'wrong')).toBe(401);
    await spendStrangersBudget(app).catch(() => undefined);
    expect(await statusOf(app, foreign)).toBe(429);
  });

  test('does not count against one network either', async () => {
    await using scene = await besieged();
    const { app } = scene;
    await forgive(scene);
    for (let index = 0; index < 10; index++) {
      expect(await statusOf(app, foreign, 'wrong')).toBe(401);
    }
    expect(await statusOf(app, foreign)).toBe(429);
    await forgive(scene);
    expect(await statusOf(app, foreign)).toBe(200);
  });

  test('is forgiven once, however many attempts find it at the same time', async () => {
    await using scene = await besieged();
    const { app } = scene;
    await forgive(scene);
    for (let index = 0; index < 10; index++) await statusOf(app, foreign, 'wrong');
    await forgive(scene);
    advance(1, 's');
    const attempts = Array.from({ length: 18 }, () => statusOf(app, foreign, 'wrong'));
    const statuses = await Promise.all(attempts);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(8);
  });

  test('is what a reset of the password leaves behind as well', async () => {
    await using scene = await besieged();
    const { app, user } = scene;
    const reset = { password: null, disconnects: false };
    const { generatedPassword } = await app.services.passwordResets.reset(user.id, reset, null);
    expect(await statusOf(app, foreign, generatedPassword ?? '')).toBe(200);
  });

  test('does not excuse what was counted later', async () => {
    await using scene = await besieged();
    await changePerson(scene.app, scene.user, { failures_forgiven_at: Date.now() - 1000 });
    expect(await statusOf(scene.app, foreign)).toBe(429);
  });
});
