// Sessions that are over stay as long as they tell a network from which their person comes, and no longer.
import { describe, expect, test } from 'bun:test';
import { surplusSessions } from '../../src/features/sessions/expiry/rules.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { addPerson, password, startSession } from '../support/people.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const now = Date.now();
const dayMs = 24 * 60 * 60 * 1000;

interface Given {
  readonly name?: string;
  readonly ip?: string | null;
  readonly earlier_areas?: string | null;
  readonly last_used_at?: number;
  readonly ended_at?: number | null;
  readonly end_reason?: string | null;
  readonly refresh_expires_at?: number;
}

/** A session that was used and ended so many days ago. */
function over(days: number, given: Given = {}) {
  const at = now - days * dayMs;
  return {
    name: `${days}`,
    ip: '203.0.113.7',
    earlier_areas: null,
    last_used_at: at,
    ended_at: at,
    end_reason: 'signed_out',
    refresh_expires_at: at + 90 * dayMs,
    ...given,
  };
}

const rows: readonly (readonly [string, ReturnType<typeof over>[], string])[] = [
  ['nothing, of networks that no other tells', [over(2), over(3, { ip: '198.51.100.1' })], ''],
  [
    'those whose network a later one tells',
    [over(4), over(2), over(3, { ip: '203.0.113.9' })],
    '3 4',
  ],
  ['none that ended within the day', [over(2), over(0.5), over(0.4)], '2'],
  ['those without an address', [over(2, { ip: null })], '2'],
  ['stolen ones', [over(2, { end_reason: 'refresh_reused' })], '2'],
  ['those that were used more than 90 days ago', [over(91)], '91'],
  [
    'none with an earlier network that no other tells',
    [over(2), over(3, { earlier_areas: '192.0.2.0/24' })],
    '',
  ],
  [
    'those whose networks are listed as earlier ones',
    [over(2, { earlier_areas: '192.0.2.0/24' }), over(3, { ip: '192.0.2.1' })],
    '3',
  ],
  [
    'those that expired, as the others',
    [over(3, { ended_at: null, refresh_expires_at: now - 1000 }), over(2)],
    '3',
  ],
  ['no live one', [over(95, { ended_at: null, refresh_expires_at: now + dayMs }), over(2)], ''],
];

describe('of the sessions of a person go', () => {
  test.each([...rows])('%s', (_, sessions, gone) => {
    expect(
      surplusSessions(sessions, now)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(gone);
  });

  test('those of more than twenty networks', () => {
    const sessions = Array.from({ length: 30 }, (_, index) =>
      over(2 + index, { ip: `192.0.${index}.1` }),
    );
    const gone = surplusSessions(sessions, now);
    expect(gone.map(({ name }) => name)).toEqual(sessions.slice(20).map(({ name }) => name));
  });
});

async function countSessions(app: TestApp): Promise<number> {
  return (await app.database.read.selectFrom('sessions').select('id').execute()).length;
}

test('a program that signs in and out all day leaves one session, and its network is known', async () => {
  await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
  app.listen();
  const email = 'grace@example.com';
  const user = await addPerson(app, { email });
  for (let index = 0; index < 250; index++) await startSession(app, user);
  await app.database.write((trx) =>
    trx
      .updateTable('sessions')
      .set({ ended_at: Date.now() - 2 * dayMs, end_reason: 'signed_out' })
      .execute(),
  );
  expect(await app.services.housekeeping.run()).toMatchObject({ sessions: 249 });
  expect(await countSessions(app)).toBe(1);
  for (let index = 0; index < 100; index++) await app.services.limits.loginFailures.consume(email);
  const answer = await app.send({
    method: 'POST',
    path: '/api/auth/login',
    headers: { 'x-forwarded-for': '203.0.113.99' },
    json: { email, password },
  });
  expect(answer.status).toBe(200);
});

test('an ended session is kept for 90 days after its last use', async () => {
  await using app = await createTestApp();
  const user = await addPerson(app);
  await startSession(app, user);
  const setUsed = (days: number) =>
    app.database.write((trx) =>
      trx
        .updateTable('sessions')
        .set({ last_used_at: Date.now() - days * dayMs, ended_at: Date.now() - days * dayMs })
        .execute(),
    );
  await setUsed(89);
  await app.services.housekeeping.run();
  expect(await countSessions(app)).toBe(1);
  advance(10, 'd');
  await app.services.housekeeping.run();
  expect(await countSessions(app)).toBe(1);
  await setUsed(110);
  await app.services.housekeeping.run();
  expect(await countSessions(app)).toBe(0);
});
