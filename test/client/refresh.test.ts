// How the typed client keeps a session alive, against a real server over a socket.
import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { holdTimers, passWhile } from '../support/held-timers.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import {
  behindProxy,
  endings,
  failure,
  fromHome,
  loadClient,
  type Sent,
  signedInAt,
  watchedFetch,
  watchedStore,
} from '../support/typed-client.ts';

restoreClockAfterEach();

const { AnchorAuth, AnchorAuthError } = await loadClient();
const refreshPath = '/api/auth/refresh';

/** A server, and a user whose access token has expired. */
async function expired(app: TestApp) {
  stopClock();
  const signedIn = await signedInAt(app);
  advance(20, 'm');
  return signedIn;
}

/** What the server itself has answered. */
function answered(app: TestApp, path: string): number {
  const lines = app.lines.map((line) => JSON.parse(line) as { path?: string; message?: string });
  return lines.filter((line) => line.message === 'answered' && line.path === path).length;
}

const debugging = { LOG_LEVEL: 'debug', LOG_FORMAT: 'json' };

test('fifty calls with an expired access token share one refresh', async () => {
  await using app = await createTestApp(debugging);
  const { server, tokens, user } = await expired(app);
  const store = watchedStore(tokens);
  const watched = watchedFetch();
  const auth = new AnchorAuth({ server, store, fetch: watched.fetch });
  const people = await Promise.all(Array.from({ length: 50 }, () => auth.getMe()));
  expect(new Set(people.map(({ email }) => email))).toEqual(new Set([user.email]));
  expect(watched.countOf(refreshPath)).toBe(1);
  expect(answered(app, refreshPath)).toBe(1);
  expect(store.changes).toHaveLength(1);
  await auth.getMe();
  expect(watched.countOf(refreshPath)).toBe(1);
});

test('no call goes on before the new tokens are stored', async () => {
  await using app = await createTestApp();
  const { server, tokens } = await expired(app);
  const stored = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<undefined>();
  const store = watchedStore(tokens, () => {
    begun.resolve(undefined);
    return stored.promise;
  });
  const watched = watchedFetch();
  const auth = new AnchorAuth({ server, store, fetch: watched.fetch });
  const calls = Promise.all([auth.getMe(), auth.listSessions()]);
  await begun.promise;
  const late = auth.getMe();
  await auth.getHealth();
  const before = watched.sent.filter(({ authorization }) => authorization !== null);
  expect(new Set(before.map((each) => each.authorization))).toEqual(
    new Set([`Bearer ${tokens.access_token}`]),
  );
  expect(before).toHaveLength(2);
  stored.resolve(undefined);
  await Promise.all([calls, late]);
  const fresh = `Bearer ${store.get()?.access_token}`;
  expect(watched.sent.filter(({ authorization }) => authorization === fresh)).toHaveLength(3);
});

test('an answer that comes late does not refresh what has been refreshed', async () => {
  await using app = await createTestApp();
  const { server, tokens } = await expired(app);
  const held = Promise.withResolvers<undefined>();
  const isLate = ({ path, authorization }: Sent) =>
    path === '/api/auth/sessions' && authorization === `Bearer ${tokens.access_token}`;
  const watched = watchedFetch((sent) =>
    isLate(sent)
      ? held.promise.then(() => fetch(server + sent.path, { headers: bearer(tokens) }))
      : undefined,
  );
  const auth = new AnchorAuth({ server, store: watchedStore(tokens), fetch: watched.fetch });
  const late = auth.listSessions();
  await auth.getMe();
  held.resolve(undefined);
  expect(await late).toHaveLength(1);
  expect(watched.countOf(refreshPath)).toBe(1);
});

function bearer({ access_token }: { readonly access_token: string }) {
  return { authorization: `Bearer ${access_token}` };
}

describe('a refused refresh', () => {
  test('ends the session, and says so once', async () => {
    await using app = await createTestApp();
    const { server, tokens, user } = await expired(app);
    await app.database.write((trx) => app.services.sessions.endAll(trx, user.id, 'signed_out'));
    const ends: unknown[] = [];
    const store = watchedStore(tokens);
    const watched = watchedFetch();
    const onSessionEnd = (error: unknown) => ends.push(error);
    const auth = new AnchorAuth({ server, store, fetch: watched.fetch, onSessionEnd });
    const errors = await Promise.all(Array.from({ length: 50 }, () => failure(auth.getMe())));
    expect(new Set(errors)).toEqual(new Set(ends));
    expect(ends).toEqual([expect.any(AnchorAuthError)]);
    expect(ends).toEqual([expect.objectContaining({ status: 401, code: 'invalid_refresh_token' })]);
    expect(store.get()).toBeNull();
    expect(watched.countOf(refreshPath)).toBe(1);
    expect(await failure(auth.getMe())).toMatchObject({ code: 'authentication_required' });
    expect(await failure(auth.refresh())).toMatchObject({ code: 'authentication_required' });
    expect(watched.countOf(refreshPath)).toBe(1);
    expect(ends).toHaveLength(1);
  });
});

describe('without a connection', () => {
  test('a refresh is tried twice and the session goes on', async () => {
    await using app = await createTestApp();
    const { server, tokens, user } = await expired(app);
    let isOffline = true;
    const ends: unknown[] = [];
    const store = watchedStore(tokens);
    const watched = watchedFetch(({ path }) =>
      isOffline && path === refreshPath ? Promise.reject(new TypeError('offline')) : undefined,
    );
    const onSessionEnd = (error: unknown) => ends.push(error);
    const auth = new AnchorAuth({ server, store, fetch: watched.fetch, onSessionEnd });
    const error = await failure(auth.getMe());
    expect(error).toBeInstanceOf(AnchorAuthError);
    expect(error).toMatchObject({ status: 0, code: 'no_connection', retryAfter: null });
    expect(error).toHaveProperty('cause.message', 'offline');
    expect(watched.countOf(refreshPath)).toBe(2);
    expect({ kept: store.get(), ends }).toEqual({ kept: tokens, ends: [] });
    isOffline = false;
    expect(await auth.getMe()).toMatchObject({ email: user.email });
  });

  test.each<readonly [string, () => Promise<Response>]>([
    ['never came', () => Promise.reject(new TypeError('connection lost'))],
    [
      'a proxy could not hand on',
      () => Promise.resolve(new Response('<h1>Bad Gateway</h1>', { status: 502 })),
    ],
  ])('a refresh whose answer %s is repeated once, and gives the same tokens', async (_, lost) => {
    await using app = await createTestApp({ ...debugging, ...behindProxy });
    const { server, tokens, user } = await expired(app);
    let count = 0;
    const watched = watchedFetch((sent) => {
      if (sent.path !== refreshPath || count++ > 0) return undefined;
      return fetch(server + refreshPath, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...fromHome },
        body: String(sent.body),
      }).then(lost);
    });
    const store = watchedStore(tokens);
    const auth = new AnchorAuth({ server, store, headers: fromHome, fetch: watched.fetch });
    expect(await auth.getMe()).toMatchObject({ email: user.email });
    expect(answered(app, refreshPath)).toBe(2);
    advance(20, 'm');
    expect(await auth.getMe()).toMatchObject({ email: user.email });
    expect(await endings(app)).toEqual([null]);
  });

  test('a refresh that hangs is given up and repeated', async () => {
    await using app = await createTestApp();
    const { server, tokens, user } = await expired(app);
    using timers = holdTimers();
    let count = 0;
    const watched = watchedFetch(({ path }) =>
      path === refreshPath && count++ === 0 ? Promise.withResolvers<Response>().promise : undefined,
    );
    const auth = new AnchorAuth({ server, store: watchedStore(tokens), fetch: watched.fetch });
    const isTime = () => watched.countOf(refreshPath) === 1;
    const me = await passWhile(timers, 20_000, { isTime, work: auth.getMe() });
    expect(me).toMatchObject({ email: user.email });
    expect(watched.countOf(refreshPath)).toBe(2);
  });

  test('a refresh that came in time is given up by no timer', async () => {
    await using app = await createTestApp();
    const { server, tokens } = await expired(app);
    using timers = holdTimers();
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server, store: watchedStore(tokens), fetch: watched.fetch });
    await auth.getMe();
    expect(timers.lengths()).toContain(20_000);
    timers.pass(20_000);
    const refreshing = watched.sent.filter(({ path }) => path === refreshPath);
    expect(refreshing.map(({ signal }) => signal?.aborted)).toEqual([false]);
  });
});
