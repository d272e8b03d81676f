// A refresh token shown twice: by a second tab, by a client that lost the answer, or by a thief.
import { describe, expect, test } from 'bun:test';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { formatId } from '../../src/core/uuid.ts';
import { claimsOf } from '../support/access-token.ts';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createAppWithNetworks, home, showFrom } from '../support/networks.ts';
import { addPerson, addSignedIn, changePerson, startSession } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';

restoreClockAfterEach();

function show(app: TestApp, token: string) {
  return showFrom(app, home, token);
}

async function renew(app: TestApp, token: string): Promise<Tokens> {
  const answer = await show(app, token);
  expect(answer.status).toBe(200);
  return answer.body as Tokens;
}

async function meStatus(app: TestApp, tokens: Tokens): Promise<number> {
  return (await app.get('/api/auth/me', tokens.access_token)).status;
}

function auditRows(app: TestApp) {
  return app.database.read.selectFrom('audit_log').selectAll().execute();
}

/** The session is over: none of these tokens is worth anything. */
async function expectDead(app: TestApp, family: readonly Tokens[]): Promise<void> {
  for (const tokens of family) {
    expect(await meStatus(app, tokens)).toBe(401);
    expect(await show(app, tokens.refresh_token)).toMatchObject({
      status: 401,
      body: { code: 'invalid_refresh_token', message: 'Invalid refresh token' },
    });
  }
}

describe('shown again within a minute, in the same network,', () => {
  test('a refresh token gives the same successor and a fresh access token', async () => {
    await using app = await createAppWithNetworks();
    stopClock();
    const start = await addSignedIn(app);
    const first = await renew(app, start.refresh_token);
    advance(59_999, 'ms');
    const again = await renew(app, start.refresh_token);
    expect(again.refresh_token).toBe(first.refresh_token);
    expect(again.access_token).not.toBe(first.access_token);
    expect([await meStatus(app, first), await meStatus(app, again)]).toEqual([200, 200]);
    await renew(app, first.refresh_token);
  });

  test('it writes nothing, so it cannot stretch the minute', async () => {
    await using app = await createAppWithNetworks();
    stopClock();
    const start = await addSignedIn(app);
    await renew(app, start.refresh_token);
    const before = await app.snapshot();
    advance(30, 's');
    await renew(app, start.refresh_token);
    expect(await app.snapshot()).toEqual(before);
    advance(30, 's');
    expect((await show(app, start.refresh_token)).status).toBe(401);
  });

  test('by fifty requests at once it has one successor and leaves one live row', async () => {
    await using app = await createAppWithNetworks();
    const start = await addSignedIn(app);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => show(app, start.refresh_token)),
    );
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
    const successors = new Set(answers.map((each) => (each.body as Tokens).refresh_token));
    expect(successors.size).toBe(1);
    const [successor = ''] = successors;
    const rows = await app.database.read.selectFrom('sessions').selectAll().execute();
    const hash = new Bun.CryptoHasher('sha256').update(Buffer.from(successor, 'hex')).digest();
    expect(rows).toMatchObject([{ ended_at: null, refresh_hash: new Uint8Array(hash) }]);
    await renew(app, successor);
  });

  test('it still has the same successor after a restart', async () => {
    await using app = await createAppWithNetworks();
    const start = await addSignedIn(app);
    const first = await renew(app, start.refresh_token);
    await app.restart();
    app.listen();
    expect((await renew(app, start.refresh_token)).refresh_token).toBe(first.refresh_token);
  });

  test('it is refused when the person was disabled in between', async () => {
    await using app = await createAppWithNetworks();
    const start = await addSignedIn(app);
    await renew(app, start.refresh_token);
    await changePerson(app, start.user, { status: 'disabled' });
    expect((await show(app, start.refresh_token)).status).toBe(401);
  });

  test('a clock that was set back changes nothing', async () => {
    await using app = await createAppWithNetworks();
    stopClock();
    const start = await addSignedIn(app);
    const first = await renew(app, start.refresh_token);
    advance(-5, 's');
    expect((await renew(app, start.refresh_token)).refresh_token).toBe(first.refresh_token);
  });
});

const thefts: readonly {
  name: string;
  env?: Record<string, string>;
  /** Plays the theft; answers every pair of tokens of the session. */
  play: (app: TestApp, start: Tokens) => Promise<readonly Tokens[]>;
}[] = [
  {
    name: 'shown a minute after its rotation',
    play: async (app, start) => {
      const next = await renew(app, start.refresh_token);
      advance(60, 's');
      return [start, next];
    },
  },
  {
    name: 'shown after its successor was itself rotated',
    play: async (app, start) => {
      const second = await renew(app, start.refresh_token);
      return [start, second, await renew(app, second.refresh_token)];
    },
  },
  {
    name: 'shown many rotations later',
    play: async (app, start) => {
      const family: Tokens[] = [start];
      let current = start;
      for (let round = 0; round < 4; round++) {
        current = await renew(app, current.refresh_token);
        family.push(current);
      }
      return family;
    },
  },
  {
    name: 'shown twice at once where no grace is given',
    env: { REFRESH_GRACE_SECONDS: '0' },
    play: async (app, start) => [start, await renew(app, start.refresh_token)],
  },
  {
    name: 'shown after a grace of the operator’s choice',
    env: { REFRESH_GRACE_SECONDS: '3' },
    play: async (app, start) => {
      const next = await renew(app, start.refresh_token);
      advance(3, 's');
      return [start, next];
    },
  },
];

describe('a refresh token', () => {
  test.each(thefts)('$name ends its session and no other', async ({ env, play }) => {
    await using app = await createAppWithNetworks(env);
    stopClock();
    const user = await addPerson(app, { email: 'grace@example.com' });
    const start = await startSession(app, user);
    const other = await startSession(app, user);
    const stranger = await addSignedIn(app);
    const family = await play(app, start);
    const stolen = await show(app, start.refresh_token);
    expect(stolen).toMatchObject({ status: 401, body: { code: 'invalid_refresh_token' } });
    await expectDead(app, family);
    expect([await meStatus(app, other), await meStatus(app, stranger)]).toEqual([200, 200]);
    await renew(app, other.refresh_token);
    const sid = claimsOf(start.access_token)['sid'];
    const rows = await app.database.read.selectFrom('sessions').selectAll().execute();
    const ended = rows.filter((row) => row.ended_at !== null);
    expect(ended.map((row) => [formatId(row.id), row.end_reason])).toEqual([
      [String(sid), 'refresh_reused'],
    ]);
  });

  test('used by another party is recorded once, with its owner', async () => {
    await using app = await createAppWithNetworks({ REFRESH_GRACE_SECONDS: '0' });
    const start = await addSignedIn(app, { email: 'grace@example.com' });
    await renew(app, start.refresh_token);
    const before = await auditRows(app);
    for (let times = 0; times < 3; times++) await show(app, start.refresh_token);
    const rows = (await auditRows(app)).slice(before.length);
    expect(rows).toMatchObject([
      {
        event: 'session.refresh_reused',
        outcome: 'failure',
        actor_id: null,
        target_id: start.user.id,
        target_email: 'grace@example.com',
        details: '{"reason":"invalid_refresh_token"}',
      },
    ]);
    const lines = app.lines.filter((line) => line.includes('session.refresh_reused'));
    expect(lines.length).toBe(1);
    expect(lines[0]).toContain('"level":"warn"');
    expect(lines[0]).not.toContain(start.refresh_token);
  });

  test('raced by fifty requests where no grace is given ends its session', async () => {
    await using app = await createAppWithNetworks({ REFRESH_GRACE_SECONDS: '0' });
    const start = await addSignedIn(app);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => show(app, start.refresh_token)),
    );
    const winners = answers.filter((answer) => answer.status === 200);
    expect(winners.length).toBe(1);
    await expectDead(app, [start, ...winners.map((winner) => winner.body as Tokens)]);
  });
});
