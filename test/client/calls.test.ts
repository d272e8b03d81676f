// What the typed client sends and answers, against a real server over a socket.
import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { fourCorners } from '../support/images/png.ts';
import { openScene } from '../support/oidc-scene.ts';
import { addPerson, addSignedIn } from '../support/people.ts';
import { createTestApp } from '../support/test-app.ts';
import {
  behindProxy,
  failure,
  fromHome,
  loadClient,
  signedInAt,
  watchedFetch,
  watchedStore,
} from '../support/typed-client.ts';

restoreClockAfterEach();

const { AnchorAuth, AnchorAuthError } = await loadClient();

/** A port at which nothing listens any more. */
async function closedServer(): Promise<string> {
  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() });
  const { origin } = server.url;
  await server.stop(true);
  return origin;
}

describe('an error tells', () => {
  test('each invalid field, and the id of the request', async () => {
    await using app = await createTestApp();
    const auth = new AnchorAuth({ server: app.listen() });
    const error = await failure(auth.login({ email: 'ada@example.com' }));
    expect(error).toBeInstanceOf(AnchorAuthError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'AnchorAuthError',
      status: 400,
      code: 'validation_failed',
      details: [{ field: 'password', code: 'required' }],
      methods: [],
      retryAfter: null,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('how long to wait after too many sign-ins', async () => {
    await using app = await createTestApp(behindProxy);
    stopClock();
    await addPerson(app, { email: 'ada@example.com' });
    const auth = new AnchorAuth({ server: app.listen(), headers: fromHome });
    const attempt = () => failure(auth.login({ email: 'ada@example.com', password: 'wrong' }));
    let error = await attempt();
    expect(error).toMatchObject({ status: 401, code: 'invalid_credentials' });
    for (let count = 0; count < 40 && isWrongPassword(error); count++) error = await attempt();
    expect(error).toMatchObject({ status: 429, code: 'rate_limited' });
    const { retryAfter } = error as InstanceType<typeof AnchorAuthError>;
    expect(retryAfter).toBePositive();
  });

  test('how to confirm who one is', async () => {
    await using app = await createTestApp({
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'secret',
    });
    stopClock();
    const { server, tokens } = await signedInAt(app);
    const auth = new AnchorAuth({ server, store: watchedStore(tokens) });
    advance(11, 'm');
    expect(await failure(auth.linkProvider('github'))).toMatchObject({
      status: 403,
      code: 'reauthentication_required',
      methods: ['password'],
    });
  });

  test('that there is no connection', async () => {
    const auth = new AnchorAuth({ server: await closedServer() });
    const error = await failure(auth.getHealth());
    expect(error).toBeInstanceOf(AnchorAuthError);
    expect(error).toMatchObject({ status: 0, code: 'no_connection', requestId: null });
    expect(error).toHaveProperty('cause', expect.any(Error));
  });

  test.each([
    ['a proxy', new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['a page that asks to sign in to a network', new Response('<h1>Welcome to the hotel</h1>')],
    ['a gateway in its own words', Response.json({ error: 'forbidden' }, { status: 403 })],
  ])('that %s answered in place of the server', async (_, answer) => {
    const { fetch } = watchedFetch(() => Promise.resolve(answer));
    const auth = new AnchorAuth({ server: 'https://auth.example.com', fetch });
    const error = await failure(auth.getHealth());
    expect(error).toMatchObject({ status: answer.status, code: 'unexpected_answer' });
  });
});

function isWrongPassword(error: unknown): boolean {
  return error instanceof AnchorAuthError && error.code === 'invalid_credentials';
}

describe('a call is aborted', () => {
  test('before it begins', async () => {
    await using app = await createTestApp();
    const { server, tokens } = await signedInAt(app);
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server, store: watchedStore(tokens), fetch: watched.fetch });
    const error = await failure(auth.getMe({ signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: 'AbortError' });
    expect(watched.sent).toEqual([]);
  });

  test('while it waits for a refresh, which goes on for the others', async () => {
    await using app = await createTestApp();
    stopClock();
    const { server, tokens, user } = await signedInAt(app);
    advance(20, 'm');
    const begun = Promise.withResolvers<undefined>();
    const held = Promise.withResolvers<undefined>();
    const store = watchedStore(tokens, () => {
      begun.resolve(undefined);
      return held.promise;
    });
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server, store, fetch: watched.fetch });
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = [failure(auth.getMe({ signal })), failure(auth.refresh({ signal }))];
    const other = auth.getMe();
    await begun.promise;
    controller.abort();
    for (const each of aborted) expect(await each).toMatchObject({ name: 'AbortError' });
    held.resolve(undefined);
    expect(await other).toMatchObject({ email: user.email });
    expect(watched.countOf('/api/auth/refresh')).toBe(1);
  });

  test('while the server works', async () => {
    const controller = new AbortController();
    using server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: () => {
        controller.abort(new Error('left the page'));
        return Promise.withResolvers<Response>().promise;
      },
    });
    const auth = new AnchorAuth({ server: server.url.origin });
    const error = await failure(auth.getHealth({ signal: controller.signal }));
    expect(error).toHaveProperty('message', 'left the page');
    await server.stop(true);
  });
});

describe('addresses', () => {
  test('hold a query by name, without what is absent', async () => {
    await using app = await createTestApp();
    const server = app.listen();
    const { access_token, refresh_token } = await addSignedIn(app, { isAdmin: true });
    await addPerson(app, { email: 'grace@example.com', name: 'Grace & Co + Söhne' });
    const auth = new AnchorAuth({ server, store: watchedStore({ access_token, refresh_token }) });
    const query = { search: '& Co + Sö', take: 1, status: undefined, role: null };
    expect(await auth.listUsers(query)).toMatchObject({
      total: 1,
      users: [{ email: 'grace@example.com' }],
    });
    const file = await auth.listUsers({ search: 'grace', format: 'csv' });
    expect(String(file)).toContain('grace@example.com');
  });

  test.each(['', '.', '..'])('never lead elsewhere: %p is no id', async (id) => {
    const watched = watchedFetch();
    const auth = new AnchorAuth({ server: 'https://auth.example.com', fetch: watched.fetch });
    expect(await failure(auth.endSession(id))).toBeInstanceOf(TypeError);
    expect(watched.sent).toEqual([]);
  });

  test('hold an id with signs of their own', async () => {
    const watched = watchedFetch(() => Promise.resolve(Response.json({ message: 'Done' })));
    const auth = new AnchorAuth({ server: 'https://auth.example.com', fetch: watched.fetch });
    await auth.endSession('../users?a=b#c');
    expect(watched.sent.map(({ path }) => path)).toEqual([
      '/api/auth/sessions/..%2Fusers%3Fa%3Db%23c',
    ]);
  });

  test('for a browser are only made', () => {
    const auth = new AnchorAuth({ server: 'https://auth.example.com/' });
    expect(auth.startOidcSignIn({ redirect: '/account?a=1' })).toBe(
      'https://auth.example.com/api/auth/oidc/initiate?redirect=%2Faccount%3Fa%3D1',
    );
    expect(auth.startOidcSignIn()).toBe('https://auth.example.com/api/auth/oidc/initiate');
  });
});

test('headers of the client and of the call are sent', async () => {
  const seen: Record<string, string>[] = [];
  const fetch = (_: string, init: { headers?: Record<string, string> }) => {
    seen.push(init.headers ?? {});
    return Promise.resolve(Response.json({ status: 'ok' }));
  };
  const headers = { 'accept-language': 'de', 'x-requested-with': 'app' };
  const auth = new AnchorAuth({ server: 'https://auth.example.com', headers, fetch });
  await auth.getHealth({ headers: { 'accept-language': 'fr' } });
  expect(seen).toEqual([{ 'accept-language': 'fr', 'x-requested-with': 'app' }]);
});

test('a picture is sent as a form, also after a refresh, and read as a file', async () => {
  await using app = await createTestApp();
  stopClock();
  const { server, tokens } = await signedInAt(app);
  advance(20, 'm');
  const auth = new AnchorAuth({ server, store: watchedStore(tokens) });
  const image = new Blob([fourCorners(64, 32)], { type: 'image/png' });
  const { profileImage } = await auth.uploadProfileImage({ image });
  const picture = await auth.getProfileImage(profileImage?.split('/').at(-1) ?? '');
  expect(picture.type).toStartWith('image/');
  expect(picture.size).toBePositive();
});

test('an app that was at the OpenID provider itself is signed in', async () => {
  const provider = { publicClients: ['anchor-app'] };
  const env = { OIDC_MOBILE_CLIENT_IDS: 'anchor-app' };
  await using scene = await openScene({ provider, env });
  const store = watchedStore(null);
  const auth = new AnchorAuth({ server: scene.app.listen(), store });
  const id_token = await scene.provider.idToken('anchor-app');
  const { user } = await auth.exchangeOidcMobile({ id_token });
  expect(store.changes).toHaveLength(1);
  expect(await auth.getMe()).toMatchObject({ email: user.email });
  expect(await failure(auth.exchangeOidcMobile({ id_token: 'x' }))).toMatchObject({
    status: 401,
    code: 'invalid_oidc_token',
  });
});
