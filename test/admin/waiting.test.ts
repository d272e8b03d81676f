// Registrations that wait for approval: how many, how long, and deciding about many at once.
import { describe, expect, setSystemTime, test } from 'bun:test';
import type { Updateable } from 'kysely';
import type { UserTable } from '../../src/db/schema.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import { restoreClockAfterEach } from '../support/clock.ts';
import { formatId } from '../../src/core/uuid.ts';
import { addPerson, applicant, changePerson, signedIn } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin, unknownIds, readAudit, rowOf, userPath } from './administrator.ts';

restoreClockAfterEach();

const dayMs = 24 * 60 * 60 * 1000;
const review: Env = { USER_SIGNUP: 'review', TRUSTED_PROXIES: '127.0.0.1' };

/** Registrations that wait, put into the database past their hashing. */
async function addWaiting(app: TestApp, count: number, from: string | null): Promise<void> {
  const people: UserRow[] = [];
  for (let index = 0; index < count; index++) {
    people.push(await addPerson(app, { status: 'pending' }));
  }
  const waits = { waits_until: Date.now() + dayMs, waits_from: from };
  await app.database.write(async (trx) => {
    for (const { id } of people) {
      await trx.updateTable('users').set(waits).where('id', '=', id).execute();
    }
  });
}

let count = 0;

async function registerFrom(app: TestApp, address: string): Promise<number> {
  const answer = await app.send({
    method: 'POST',
    path: '/api/auth/register',
    headers: { 'x-forwarded-for': address },
    json: applicant({ email: `new${++count}@example.com` }),
  });
  return answer.status;
}

describe('of the registrations that wait', () => {
  test('a hundred come from one network, also where nothing else is limited', async () => {
    await using app = await createTestApp({ ...review, RATE_LIMIT: 'off' });
    app.listen();
    await addWaiting(app, 99, '203.0.113.0/24');
    expect(await registerFrom(app, '203.0.113.7')).toBe(201);
    expect(await registerFrom(app, '203.0.113.8')).toBe(503);
    expect(await registerFrom(app, '198.51.100.1')).toBe(201);
  });

  test('a thousand are all; those that ended and those of a provider do not count', async () => {
    await using app = await createTestApp({ ...review, RATE_LIMIT: 'off' });
    app.listen();
    await addWaiting(app, 999, null);
    const ended = await addPerson(app, { status: 'pending' });
    await changePerson(app, ended, { waits_until: Date.now() - 1000 });
    const provided = await addPerson(app, { status: 'pending', password: null });
    await changePerson(app, provided, { waits_until: Date.now() + dayMs });
    expect(await registerFrom(app, '203.0.113.7')).toBe(201);
    expect(await registerFrom(app, '198.51.100.1')).toBe(503);
  });

  test('those whose network is not known have no share of their own', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review', RATE_LIMIT: 'off' });
    await addWaiting(app, 150, null);
    expect(await registerFrom(app, '203.0.113.7')).toBe(201);
  });
});

scenarios('a registration', [
  {
    name: 'gets Retry-After while a thousand wait',
    request: 'POST /api/auth/register',
    env: { USER_SIGNUP: 'review' },
    arrange: (app) => addWaiting(app, 1000, null),
    json: applicant(),
    status: 503,
    code: 'server_busy',
    message: 'Too many registrations are waiting for approval. Please try again later.',
    expectHeaders: { 'retry-after': '3600' },
    contains: ['"reason":"too_many_waiting"'],
  },
]);

/** A user who registered just now, in review mode. */
async function registered(app: TestApp): Promise<UserRow> {
  const { user } = signedIn(await app.post('/api/auth/register', applicant()));
  const row = await app.database.read
    .selectFrom('users')
    .selectAll()
    .where('email', '=', user.email)
    .executeTakeFirstOrThrow();
  return { ...row, group_names: null };
}

function passTime(ms: number): void {
  setSystemTime(Date.now() + ms);
}

describe('a registration that was never approved', () => {
  test('waits for 14 days, under the network it came from', async () => {
    await using app = await createTestApp(review);
    app.listen();
    await addPerson(app);
    expect(await registerFrom(app, '203.0.113.7')).toBe(201);
    const row = await app.database.read
      .selectFrom('users')
      .selectAll()
      .where('status', '=', 'pending')
      .executeTakeFirstOrThrow();
    expect(row.waits_from).toBe('203.0.113.0/24');
    expect((row.waits_until ?? 0) - row.created_at).toBe(14 * dayMs);
  });

  test('ends then with everything it had, and one audit line for each', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    const admin = await addAdmin(app);
    const user = await registered(app);
    await changePerson(app, user, { waits_until: Date.now() + dayMs });
    expect(await app.services.housekeeping.run()).toMatchObject({ registrations: 0 });
    await changePerson(app, user, { waits_until: Date.now() - 1000 });
    await addExpired(app, 45);
    expect(await app.services.housekeeping.run()).toMatchObject({ registrations: 46 });
    expect(await rowOf(app, user)).toBeUndefined();
    const { entries } = await readAudit(app, admin, '?event=user.expired&take=200');
    expect(entries).toHaveLength(46);
    expect(entries).toContainEqual(
      expect.objectContaining({
        event: 'user.expired',
        outcome: 'success',
        actor: null,
        target: { id: formatId(user.id), email: user.email },
      }),
    );
    expect((await app.post('/api/auth/register', applicant())).status).toBe(201);
  });

  const saved: readonly (readonly [string, (app: TestApp, user: UserRow) => Promise<unknown>])[] = [
    [
      'approved',
      async (app, user) => (await addAdmin(app)).ask('POST', userPath(user, '/approve')),
    ],
    ['disabled', change({ status: 'disabled' })],
    [
      'set active and then pending again',
      async (app, user) => {
        const admin = await addAdmin(app);
        await admin.ask('PATCH', userPath(user), { status: 'active' });
        return admin.ask('PATCH', userPath(user), { status: 'pending' });
      },
    ],
  ];
  test.each([...saved])('does not end once it was %s by an administrator', async (_, save) => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app, { isAdmin: true });
    const user = await registered(app);
    expect((await rowOf(app, user))?.waits_until).toBeGreaterThan(0);
    await save(app, user);
    expect(await rowOf(app, user)).toMatchObject({ waits_until: null, waits_from: null });
    passTime(15 * dayMs);
    await app.services.housekeeping.run();
    expect(await rowOf(app, user)).toBeDefined();
  });

  test('stays while the clock is only set forward', async () => {
    await using app = await createTestApp({ USER_SIGNUP: 'review' });
    await addPerson(app);
    const user = await registered(app);
    passTime(15 * dayMs);
    expect(await app.services.housekeeping.run()).toMatchObject({ registrations: 0 });
    expect(await rowOf(app, user)).toBeDefined();
  });
});

function change(json: Updateable<UserTable>) {
  return async (app: TestApp, user: UserRow) =>
    (await addAdmin(app)).ask('PATCH', userPath(user), json);
}

async function addExpired(app: TestApp, times: number): Promise<void> {
  for (let index = 0; index < times; index++) {
    const user = await addPerson(app, { status: 'pending' });
    await changePerson(app, user, { waits_until: Date.now() - 1000 });
  }
}

describe.each(['approve', 'reject'] as const)('to %s many at once', (act) => {
  test('decides about each, and lists those that failed', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const waiting: UserRow[] = [];
    for (let index = 0; index < 120; index++) {
      waiting.push(await addPerson(app, { status: 'pending' }));
    }
    const active = formatId((await addPerson(app)).id);
    const ids = [...waiting.map(({ id }) => formatId(id)), active, ...unknownIds];
    const answer = await admin.ask('POST', `/users/pending/${act}`, { ids: [...ids, ids[0]] });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        done: 120,
        failed: [
          { id: active, code: 'user_not_pending' },
          ...unknownIds.map((id) => ({ id, code: 'user_not_found' })),
        ],
      },
    });
    const rows = await Promise.all(waiting.map((user) => rowOf(app, user)));
    const status = act === 'approve' ? 'active' : undefined;
    expect(rows.map((row) => row?.status)).toEqual(waiting.map(() => status));
    const event = act === 'approve' ? 'user.approved' : 'user.rejected';
    expect((await readAudit(app, admin, `?event=${event}&take=200`)).total).toBe(120);
  });

  const list = 'ids must be a list of 1 to 1000';
  const bodies: readonly (readonly [string, unknown, string])[] = [
    ['nobody', { ids: [] }, list],
    ['more than can wait', { ids: Array.from({ length: 1001 }, () => 'x') }, list],
    ['what is no list', { ids: 'x' }, list],
    ['what is no id', { ids: [42] }, 'ids.0 must be a string'],
    ['nothing', {}, 'ids is required'],
  ];
  scenarios(
    `to ${act} many is refused`,
    bodies.map(([what, json, message]): Scenario => ({
      name: `for ${what}`,
      request: `POST /api/admin/users/pending/${act}`,
      arrange: asAdmin(),
      json,
      status: 400,
      code: 'validation_failed',
      message,
    })),
  );
});
