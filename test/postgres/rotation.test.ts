// Refresh tokens on PostgreSQL, where the usual rotation is one statement beside transactions.
import { expect, setSystemTime, spyOn, test } from 'bun:test';
import { sql } from 'kysely';
import { parseRefreshToken, refreshTokenHash, sessionIdOf } from '../../src/core/refresh-token.ts';
import { prepareRotateAtOnce } from '../../src/features/sessions/rotation/queries.ts';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { createAppWithNetworks, home, type Place, showFrom } from '../support/networks.ts';
import { onPostgres } from '../support/on-postgres.ts';
import { addSignedIn } from '../support/people.ts';
import type { TestApp } from '../support/test-app.ts';
import { untilWriteWaits } from '../support/waiting-writes.ts';

restoreClockAfterEach();

const elsewhere: Place = { address: '198.51.100.20', userAgent: 'another' };
/** The browser of `elsewhere` in a network that the account knows. */
const homeElsewhere: Place = { ...home, userAgent: 'another' };

/** The bytes that identify the session of a refresh token and its current value. */
function keysOf(refreshToken: string) {
  const shown = parseRefreshToken(refreshToken) ?? new Uint8Array();
  return { sessionId: sessionIdOf(shown), shownHash: refreshTokenHash(shown) };
}

/** What a rotation decides about a session, besides its token and times. */
async function sessionOf(app: TestApp, refreshToken: string) {
  return app.database.read
    .selectFrom('sessions')
    .select(['ip', 'user_agent', 'earlier_areas', 'rotated_from_unknown', 'repeated_from'])
    .where('id', '=', keysOf(refreshToken).sessionId)
    .executeTakeFirstOrThrow();
}

async function rotated(app: TestApp, place: Place, token: string): Promise<string> {
  const answer = await showFrom(app, place, token);
  expect(answer.status).toBe(200);
  return (answer.body as { refresh_token: string }).refresh_token;
}

onPostgres('a refresh', () => {
  test('from the address of the last one is one statement, from another a transaction', async () => {
    await using app = await createAppWithNetworks();
    const own = await addSignedIn(app);
    const write = spyOn(app.database, 'write');
    const second = await rotated(app, home, own.refresh_token);
    const third = await rotated(app, home, second);
    expect(write).not.toHaveBeenCalled();
    const fourth = await rotated(app, elsewhere, third);
    expect(write).toHaveBeenCalledTimes(1);
    await rotated(app, elsewhere, fourth);
    expect(write).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['home', home],
    ['home with another browser', homeElsewhere],
    ['elsewhere', elsewhere],
  ])('from %s stores the same by one statement as by a transaction', async (_, place) => {
    await using app = await createAppWithNetworks();
    const stored = [];
    // With a clock that is behind, the statement does nothing and the transaction rotates.
    for (const late of [0, 6]) {
      const own = await addSignedIn(app);
      const first = await rotated(app, home, own.refresh_token);
      const second = await rotated(app, elsewhere, first);
      await showFrom(app, homeElsewhere, first);
      const third = await rotated(app, home, second);
      advance(-late, 's');
      await rotated(app, place, third);
      stored.push(await sessionOf(app, third));
      setSystemTime();
    }
    expect(stored[0]).toEqual(stored[1]);
  });

  test('that is executed five seconds late does nothing', async () => {
    await using app = await createAppWithNetworks();
    const own = await addSignedIn(app);
    const query = prepareRotateAtOnce(app.database.read);
    const values = {
      ...keysOf(own.refresh_token),
      nextHash: new Uint8Array(32),
      ip: home.address,
      userAgent: null,
      isFromUnknown: 0,
    };
    const rowsAt = (now: number) =>
      app.database.change(query, { ...values, now, expiresAt: now + 60_000 });
    const late = await rowsAt(Date.now() - 6000);
    const timely = await rowsAt(Date.now());
    expect(late).toEqual([]);
    expect(timely).toMatchObject([{ id: own.user.id, email: own.user.email }]);
  });

  test('whose connection is lost is not repeated, and its client may repeat it', async () => {
    await using app = await createAppWithNetworks();
    const own = await addSignedIn(app);
    const [held, lost] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = app.database.write(async (trx) => {
      const { sessionId } = keysOf(own.refresh_token);
      await trx
        .selectFrom('sessions')
        .select('id')
        .where('id', '=', sessionId)
        .forUpdate()
        .execute();
      held.resolve();
      await lost.promise;
    });
    await held.promise;
    const answer = showFrom(app, home, own.refresh_token);
    await untilWriteWaits(app.database, answer);
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(app.database.read);
    lost.resolve();
    await holding;
    // A repetition of the statement would succeed now.
    expect(await answer).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
    await rotated(app, home, own.refresh_token);
  });
});
