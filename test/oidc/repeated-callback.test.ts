// A callback that comes twice, or first from somewhere else: a mail scanner, a prefetch, a second request (T71).
import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { addSignedIn } from '../support/people.ts';
import { exchange, oidcPath, openScene, type Scene } from '../support/oidc-scene.ts';

restoreClockAfterEach();

const invalidState = { error: 'Invalid or expired state', error_code: 'invalid_state' };

/** Asks for the callback as the browser does that holds these cookies, so many times at once. */
async function atOnce(scene: Scene, parameters: URLSearchParams, times: number) {
  const headers = { cookie: [...scene.browser.jar].map((pair) => pair.join('=')).join('; ') };
  const path = `${oidcPath}/callback?${parameters.toString()}`;
  const all = Array.from({ length: times }, () => scene.app.send({ path, headers }));
  return (await Promise.all(all)).map((answer) => answer.headers.get('location'));
}

describe('a request without the cookie of the browser that began', () => {
  const strangers: readonly (readonly [string, (scene: Scene) => Scene['browser']])[] = [
    ['of a scanner', (scene) => scene.anotherBrowser()],
    [
      'with a cookie of another value',
      (scene) => {
        const other = scene.anotherBrowser();
        for (const name of scene.browser.jar.keys()) other.jar.set(name, 'A'.repeat(43));
        return other;
      },
    ],
  ];

  test.each(strangers)('%s changes nothing, and the person gets in', async (_, strangerOf) => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit('/account');
    const stranger = strangerOf(scene);
    const before = await scene.app.snapshot();
    for (let times = 0; times < 3; times++) {
      expect((await stranger.comeBack(parameters)).query).toEqual(invalidState);
    }
    expect(await scene.app.snapshot()).toEqual(before);
    expect(scene.provider.received('token')).toEqual([]);
    expect((await scene.browser.comeBack(parameters)).query).toHaveProperty('code');
  });

  test('learns nothing after the person came back, either', async () => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit();
    await scene.browser.comeBack(parameters);
    expect((await scene.anotherBrowser().comeBack(parameters)).query).toEqual(invalidState);
  });
});

const ahead: readonly (readonly [string, string])[] = [
  ['sec-purpose', 'prefetch'],
  ['sec-purpose', 'prefetch;prerender'],
  ['sec-purpose', 'PREFETCH;anonymous-client-ip'],
  ['purpose', 'prefetch'],
  ['x-purpose', 'preview'],
  ['x-moz', 'prefetch'],
];

describe('a browser that fetches ahead with', () => {
  test.each(ahead)('%s: %s begins and ends nothing', async (name, value) => {
    await using scene = await openScene();
    const { access_token: bearer } = await addSignedIn(scene.app);
    const parameters = await scene.browser.visit();
    const before = await scene.app.snapshot();
    const cookie = [...scene.browser.jar].map((pair) => pair.join('=')).join('; ');
    const headers = { [name]: value, cookie };
    for (const path of [
      `${oidcPath}/callback?${parameters.toString()}`,
      `${oidcPath}/initiate`,
      '/api/auth/oauth/github/start',
      '/api/auth/oauth/github',
      `/api/auth/oauth/github/callback?${parameters.toString()}`,
      '/api/auth/link/oidc',
    ]) {
      const answer = await scene.app.send({ path, headers, bearer });
      expect(answer).toMatchObject({ status: 503, body: { code: 'server_busy' } });
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await scene.app.snapshot()).toEqual(before);
    expect((await scene.browser.comeBack(parameters)).query).toHaveProperty('code');
  });

  test('another purpose is a person', async () => {
    await using scene = await openScene();
    const headers = { purpose: 'sign-in' };
    expect(await scene.app.send({ path: `${oidcPath}/initiate`, headers })).toMatchObject({
      status: 302,
    });
  });
});

describe('the same browser', () => {
  test('gets the same answer for ten requests at once, of which one asks the provider', async () => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit('/account');
    const places = await atOnce(scene, parameters, 10);
    expect(new Set(places).size).toBe(1);
    const code = new URL(places[0] ?? '').searchParams.get('code');
    expect(scene.provider.received('token')).toHaveLength(1);
    expect((await scene.app.snapshot())['exchange_codes']).toHaveLength(1);
    const exchanged = await exchange(scene.app, code);
    expect(exchanged).toMatchObject({ status: 200, body: { redirectUrl: '/account' } });
    expect((await scene.app.snapshot())['sessions']).toHaveLength(1);
  });

  test('waits for the answer while the provider is slow', async () => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit();
    scene.provider.script({ token: 'hang' });
    const both = atOnce(scene, parameters, 2);
    while (scene.provider.received('token').length === 0) await Bun.sleep(1);
    // Hangs up.
    await scene.provider[Symbol.asyncDispose]();
    const places = await both;
    expect(places[0]).toContain('error_code=provider_unavailable');
    expect(places[1]).toBe(places[0] ?? '');
  });

  test('gets the same answer again for ten seconds, and none after that', async () => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit();
    const jar = new Map(scene.browser.jar);
    stopClock();
    const first = await scene.browser.comeBack(parameters);
    advance(9, 's');
    expect((await scene.browser.comeBack(parameters)).url.href).toBe(first.url.href);
    advance(1, 's');
    for (const [name, value] of jar) scene.browser.jar.set(name, value);
    const before = await scene.app.snapshot();
    expect((await scene.browser.comeBack(parameters)).query).toEqual(invalidState);
    expect(await scene.app.snapshot()).toEqual(before);
    expect(scene.provider.received('token')).toHaveLength(1);
  });

  test('that came back in the last second may still ask again', async () => {
    await using scene = await openScene();
    stopClock();
    const parameters = await scene.browser.visit();
    advance(599, 's');
    const first = await scene.browser.comeBack(parameters);
    advance(9, 's');
    expect((await scene.browser.comeBack(parameters)).url.href).toBe(first.url.href);
  });

  test('gets the same refusal again, and the provider is asked once', async () => {
    await using scene = await openScene();
    scene.provider.script({ idToken: { tamper: 'signature' } });
    const parameters = await scene.browser.visit('/account');
    const first = await scene.browser.comeBack(parameters);
    expect(first.query).toMatchObject({ error_code: 'provider_answer_invalid' });
    expect((await scene.browser.comeBack(parameters)).url.href).toBe(first.url.href);
    expect(scene.provider.received('token')).toHaveLength(1);
  });

  test('gets the same answer from a server that was started anew', async () => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit();
    const first = await scene.browser.comeBack(parameters);
    await scene.app.restart();
    expect((await scene.browser.comeBack(parameters)).url.href).toBe(first.url.href);
    expect((await scene.browser.exchange(first.query['code'])).status).toBe(200);
  });
});

test('the login code cannot be made of what the browser and the database hold', async () => {
  await using scene = await openScene();
  const parameters = await scene.browser.visit();
  const { query } = await scene.browser.comeBack(parameters);
  const state = parameters.get('state') ?? '';
  for (const hash of ['sha256', 'sha512'] as const) {
    const plain = new Bun.CryptoHasher(hash).update(state).digest('base64url');
    expect(plain).not.toContain((query['code'] ?? '').slice(0, 20));
  }
  const second = await scene.browser.comeBack(await scene.browser.visit());
  expect(second.query['code']).not.toBe(query['code'] ?? '');
  expect((await exchange(scene.app, query['code'])).status).toBe(200);
});
