// Whose tokens the typed client sends and keeps, against a real server over a socket.
import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addPerson, password, setSetting, startSession } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  behindProxy,
  endings,
  failure,
  fromHome,
  loadClient,
  signedInAt,
  watchedFetch,
  watchedStore,
} from '../support/typed-client.ts';

restoreClockAfterEach();

const { AnchorAuth } = await loadClient();
const refreshPath = '/api/auth/refresh';
const logoutPath = '/api/auth/logout';
const email = 'ada@example.com';

describe('signing in', () => {
  test('keeps the tokens in memory, and calls send them', async () => {
    await using app = await createTestApp();
    await addPerson(app, { email });
    const auth = new AnchorAuth({ server: `${app.listen()}/` });
    const { access_token, refresh_token } = await auth.login({ email, password });
    expect(await auth.store.get()).toEqual({ access_token, refresh_token });
    expect(await auth.getMe()).toMatchObject({ email });
  });

  test('keeps nothing for a user who waits for approval', async () => {
    await using app = await createTestApp();
    await addPerson(app);
    await setSetting(app, 'registration.mode', 'review');
    const store = watchedStore(null);
    const auth = new AnchorAuth({ server: app.listen(), store });
    const answer = await auth.register({ email, password, name: 'Ada Lovelace' });
    expect(answer).toHaveProperty('pendingTicket');
    expect(store.changes).toEqual([]);
    expect(await failure(auth.login({ email, password }))).toMatchObject({
      status: 403,
      code: 'account_pending',
      pendingTicket: expect.any(String),
    });
  });

  test('public calls send no token', async () => {
    await using app = await createTestApp();
    const { server, tokens } = await signedInAt(app);
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server, store: watchedStore(tokens), fetch: watched.fetch });
    await auth.getHealth();
    expect(watched.sent.map((each) => each.authorization)).toEqual([null]);
  });

  test('a new access token for the session replaces the old one alone', async () => {
    await using app = await createTestApp();
    const { server, tokens } = await signedInAt(app);
    const store = watchedStore(tokens);
    const auth = new AnchorAuth({ server, store });
    const { access_token } = await auth.reauthenticate({ password });
    expect(store.get()).toEqual({ access_token, refresh_token: tokens.refresh_token });
  });

  test('a refresh token alone is enough', async () => {
    await using app = await createTestApp();
    const { server, tokens, user } = await signedInAt(app);
    const store = watchedStore({ ...tokens, access_token: '' });
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server, store, fetch: watched.fetch });
    const people = await Promise.all([auth.getMe(), auth.getMe()]);
    expect(people).toEqual([people[0], expect.objectContaining({ email: user.email })]);
    expect(watched.countOf(refreshPath)).toBe(1);
    expect(watched.countOf('/api/auth/me')).toBe(2);
  });

  test('an API token is sent in place of a session, and never refreshed', async () => {
    await using app = await createTestApp();
    const { server, tokens, user } = await signedInAt(app);
    const owner = new AnchorAuth({ server, store: watchedStore(tokens) });
    const { apiToken } = await owner.regenerateApiToken();
    const watched = watchedFetch();
    const script = (token: string) =>
      new AnchorAuth({ server, apiToken: token, fetch: watched.fetch });
    expect(await script(apiToken ?? '').getMe()).toMatchObject({ email: user.email });
    expect(await failure(script(apiToken ?? '').listSessions())).toMatchObject({
      code: 'session_required',
    });
    expect(await failure(script('ak_wrong').getMe())).toMatchObject({ code: 'invalid_token' });
    expect(watched.countOf(refreshPath)).toBe(0);
  });
});

test('a server that refuses every token is asked twice, and for one refresh', async () => {
  await using app = await createTestApp();
  const { server, tokens } = await signedInAt(app);
  const body = { code: 'invalid_token', message: 'Invalid or expired access token' };
  const watched = watchedFetch(({ path }) =>
    path === '/api/auth/me' ? Promise.resolve(Response.json(body, { status: 401 })) : undefined,
  );
  const auth = new AnchorAuth({ server, store: watchedStore(tokens), fetch: watched.fetch });
  expect(await failure(auth.getMe())).toMatchObject({ status: 401, code: 'invalid_token' });
  expect(watched.sent.map((each) => each.path)).toEqual([
    '/api/auth/me',
    refreshPath,
    '/api/auth/me',
  ]);
});

describe('two tabs with one store', () => {
  test('and a lock share one refresh', async () => {
    await using app = await createTestApp();
    stopClock();
    const { server, tokens, user } = await signedInAt(app);
    advance(20, 'm');
    const store = watchedStore(tokens);
    const watched = watchedFetch();
    let last: Promise<unknown> = Promise.resolve();
    const lock = (work: () => Promise<void>): Promise<unknown> => {
      const turn = last.then(work);
      last = turn.catch(() => null);
      return turn;
    };
    const tab = () => new AnchorAuth({ server, store, fetch: watched.fetch, lock });
    const people = await Promise.all([tab().getMe(), tab().getMe(), tab().getMe()]);
    for (const each of people) expect(each).toMatchObject({ email: user.email });
    expect(watched.countOf(refreshPath)).toBe(1);
  });

  test('and no lock both get the same tokens', async () => {
    await using app = await createTestApp(behindProxy);
    stopClock();
    const { server, tokens, user } = await signedInAt(app);
    advance(20, 'm');
    const store = watchedStore(tokens);
    const tab = () => new AnchorAuth({ server, store, headers: fromHome });
    const people = await Promise.all([tab().getMe(), tab().getMe()]);
    for (const each of people) expect(each).toMatchObject({ email: user.email });
    expect(await endings(app)).toEqual([null]);
  });
});

test('a refused refresh forgets nothing that another tab has stored meanwhile', async () => {
  await using app = await createTestApp();
  const { server, tokens, user } = await signedInAt(app);
  const other = await startSession(app, user);
  await app.post('/api/auth/logout', { refresh_token: tokens.refresh_token });
  const ends: unknown[] = [];
  const store = watchedStore(tokens);
  const watched = watchedFetch(({ path }) => {
    if (path === refreshPath) void store.set(other);
    return undefined;
  });
  const onSessionEnd = (error: unknown) => ends.push(error);
  const auth = new AnchorAuth({ server, store, fetch: watched.fetch, onSessionEnd });
  expect(await auth.getMe()).toMatchObject({ email: user.email });
  expect({ kept: store.get(), ends }).toEqual({ kept: other, ends: [] });
});

describe('signing out', () => {
  test('sends the bearer, ends the session and forgets the tokens', async () => {
    await using app = await createTestApp();
    const { server, tokens } = await signedInAt(app);
    const store = watchedStore(tokens);
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server, store, fetch: watched.fetch });
    expect(await auth.logout()).toEqual({ message: 'Logged out successfully' });
    expect(watched.sent).toMatchObject([
      { path: logoutPath, authorization: `Bearer ${tokens.access_token}` },
    ]);
    expect(await endings(app)).toEqual(['signed_out']);
    expect(store.get()).toBeNull();
    expect(await auth.logout()).toEqual({});
    expect(watched.sent).toHaveLength(1);
  });

  test.each([
    ['that has expired', (token: string) => token],
    ['that is none', () => 'nonsense'],
    ['that was never stored', () => ''],
  ])('ends the session with an access token %s, without a refresh', async (_, change) => {
    await using app = await createTestApp();
    stopClock();
    const { server, tokens } = await signedInAt(app);
    advance(20, 'm');
    const store = watchedStore({ ...tokens, access_token: change(tokens.access_token) });
    const watched = watchedFetch();
    await new AnchorAuth({ server, store, fetch: watched.fetch }).logout();
    expect(watched.sent.map((each) => each.path)).toEqual([logoutPath]);
    expect(await endings(app)).toEqual(['signed_out']);
    expect(store.get()).toBeNull();
  });

  test('keeps the tokens without a connection, so that it can be repeated', async () => {
    await using app = await createTestApp();
    const { server, tokens } = await signedInAt(app);
    const store = watchedStore(tokens);
    const { fetch } = watchedFetch(() => Promise.reject(new TypeError('offline')));
    const error = await failure(new AnchorAuth({ server, store, fetch }).logout());
    expect(error).toMatchObject({ code: 'no_connection' });
    expect(store.get()).toEqual(tokens);
    await new AnchorAuth({ server, store }).logout();
    expect(await endings(app)).toEqual(['signed_out']);
  });

  test('waits for a refresh under way, whose tokens would come back otherwise', async () => {
    await using app = await createTestApp();
    stopClock();
    const { server, tokens } = await signedInAt(app);
    advance(20, 'm');
    const begun = Promise.withResolvers<undefined>();
    const held = Promise.withResolvers<undefined>();
    let changes = 0;
    const store = watchedStore(tokens, async () => {
      if (changes++ > 0) return;
      begun.resolve(undefined);
      await held.promise;
    });
    const auth = new AnchorAuth({ server, store });
    const call = auth.getMe();
    await begun.promise;
    const leaving = auth.logout();
    // Time for a sign-out that does not wait.
    await auth.getHealth();
    await auth.getHealth();
    held.resolve(undefined);
    await Promise.all([call.catch(() => null), leaving]);
    expect(store.get()).toBeNull();
    expect(await endings(app)).toEqual(['signed_out']);
  });
});
