// The way back: one flow, one browser, one use, ten minutes.
import { describe, expect, test } from 'bun:test';
import { advance, restoreClockAfterEach } from '../support/clock.ts';
import { exchange, oidcPath, openScene, type Scene, traces } from '../support/oidc-scene.ts';

restoreClockAfterEach();

const invalidState = { error: 'Invalid or expired state', error_code: 'invalid_state' };

test('a sign-in ends at the login page with a code that works, and leaves none of its secrets', async () => {
  await using scene = await openScene();
  const { url, query, answer } = await scene.browser.signIn('/account');
  expect(url.origin + url.pathname).toBe('http://localhost:3000/login');
  expect(query).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), redirect: '/account' });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  const [kept = '', ...others] = (await scene.app.snapshot())['sign_in_flows'] ?? [];
  expect(others).toEqual([]);
  expect(JSON.parse(kept)).toMatchObject({ nonce: '', code_verifier: '' });
  expect(kept).not.toContain(query['code'] ?? 'none');
  expect((await exchange(scene.app, query['code'])).status).toBe(200);
});

test('the first ever to sign in becomes the administrator, the second does not', async () => {
  await using scene = await openScene();
  const who = async () => {
    const { query } = await scene.browser.signIn();
    return (await exchange(scene.app, query['code'])).body;
  };
  expect(await who()).toMatchObject({ user: { email: 'ada@example.com', isAdmin: true } });
  scene.provider.person({ sub: 'person-2', email: 'grace@example.com', email_verified: true });
  expect(await who()).toMatchObject({ user: { email: 'grace@example.com', isAdmin: false } });
});

test('the login page is the one of APP_URL, whatever a request says', async () => {
  await using scene = await openScene({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
  scene.app.listen();
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
  const { headers: answered } = await scene.app.send({ path: `${oidcPath}/callback`, headers });
  expect(answered.get('location')).toStartWith('http://localhost:3000/login?');
});

test('nothing that a sign-in needs or gives is written to the log', async () => {
  await using scene = await openScene({ env: { LOG_LEVEL: 'debug' } });
  const start = await scene.browser.begin();
  const [key = ''] = scene.browser.jar.values();
  const parameters = await scene.provider.signIn(start);
  const { query } = await scene.browser.comeBack(parameters);
  const { body } = await exchange(scene.app, query['code']);
  const { access_token, refresh_token } = body as Record<string, string>;
  const [{ form } = { form: new URLSearchParams() }] = scene.provider.received('token');
  // The line of an answer is written behind it.
  while (!scene.app.lines.join('\n').includes(`${oidcPath}/exchange`)) await Bun.sleep(1);
  const secrets = [
    start.searchParams.get('nonce'),
    parameters.get('code'),
    parameters.get('state'),
    form.get('code_verifier'),
    key,
    query['code'],
    access_token,
    refresh_token,
    scene.provider.clientSecret,
  ];
  const lines = scene.app.lines.join('\n');
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(lines).not.toContain(String(secret));
  }
});

describe('the cookie', () => {
  for (const [name, APP_URL, prefix] of [
    ['on http', 'http://localhost:3000', ''],
    ['on https', 'https://auth.example.com', '__Host-'],
  ] as const) {
    test(`${name} stays ten seconds once it was used`, async () => {
      await using scene = await openScene({ env: { APP_URL } });
      const parameters = await scene.browser.visit();
      const [cookie = ''] = scene.browser.jar.keys();
      const value = scene.browser.jar.get(cookie);
      const { answer } = await scene.browser.comeBack(parameters);
      expect(cookie).toStartWith(`${prefix}anchor-flow-`);
      const [line = '', ...others] = answer.headers.getSetCookie();
      expect(others.map((other) => other.split('=')[0])).toEqual([
        expect.stringContaining('anchor-code-'),
      ]);
      expect(line).toStartWith(`${cookie}=${value}; Path=/; Max-Age=10;`);
      for (const word of ['HttpOnly', 'SameSite=Lax']) expect(line).toContain(word);
      expect(line.includes('Secure')).toBe(prefix !== '');
    });
  }

  test('is not given to a browser that brought none', async () => {
    await using scene = await openScene();
    const parameters = await scene.browser.visit();
    const { answer } = await scene.anotherBrowser().comeBack(parameters);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

interface Row {
  readonly name: string;
  readonly come: (scene: Scene, parameters: URLSearchParams) => Promise<URLSearchParams>;
}

function changed(change: (parameters: URLSearchParams) => void): Row['come'] {
  return (_, parameters) => {
    change(parameters);
    return Promise.resolve(parameters);
  };
}

describe('the way back is refused', () => {
  const rows: readonly Row[] = [
    { name: 'without a state', come: changed((given) => given.delete('state')) },
    { name: 'with an empty state', come: changed((given) => given.set('state', '')) },
    {
      name: 'with a state that was never issued',
      come: changed((given) => given.set('state', 'bX')),
    },
    {
      name: 'with a state that was tampered with',
      come: changed((given) => given.set('state', `${given.get('state')}A`)),
    },
    {
      name: 'with a state of 10 KB',
      come: changed((given) => given.set('state', 'b'.repeat(10_000))),
    },
    {
      name: 'without the cookie',
      come: (scene, parameters) => {
        scene.browser.jar.clear();
        return Promise.resolve(parameters);
      },
    },
    {
      name: 'with the right cookie of another value',
      come: (scene, parameters) => {
        for (const name of scene.browser.jar.keys()) scene.browser.jar.set(name, 'A'.repeat(43));
        return Promise.resolve(parameters);
      },
    },
    {
      name: 'with the cookie of another sign-in of this browser',
      come: async (scene, parameters) => {
        const [own = ''] = scene.browser.jar.keys();
        await scene.browser.begin();
        const other = [...scene.browser.jar].find(([name]) => name !== own);
        scene.browser.jar.set(own, other?.[1] ?? '');
        return parameters;
      },
    },
    {
      name: 'after ten minutes',
      come: (_, parameters) => {
        advance(10, 'm');
        return Promise.resolve(parameters);
      },
    },
  ];

  test.each(rows)('$name', async ({ come }) => {
    await using scene = await openScene();
    const parameters = await come(scene, await scene.browser.visit());
    const { url, query } = await scene.browser.comeBack(parameters);
    expect(url.pathname).toBe('/login');
    expect(query).toEqual(invalidState);
    expect((await traces(scene.app)).filter((table) => table !== 'sign_in_flows')).toEqual([]);
    expect(scene.provider.received('token')).toEqual([]);
  });
});

test('just before ten minutes are over it still works', async () => {
  await using scene = await openScene();
  const parameters = await scene.browser.visit();
  advance(595, 's');
  expect((await scene.browser.comeBack(parameters)).query).toHaveProperty('code');
});

test('two tabs at once both come back, whichever is first', async () => {
  await using scene = await openScene();
  const first = await scene.browser.visit('/first');
  const second = await scene.browser.visit('/second');
  expect((await scene.browser.comeBack(second)).query).toMatchObject({ redirect: '/second' });
  expect((await scene.browser.comeBack(first)).query).toMatchObject({ redirect: '/first' });
});

test('a restart in between is not noticed, neither before the callback nor before the exchange', async () => {
  await using scene = await openScene();
  const parameters = await scene.browser.visit('/account');
  await scene.app.restart();
  const { query } = await scene.browser.comeBack(parameters);
  expect(query).toMatchObject({ redirect: '/account' });
  await scene.app.restart();
  expect((await exchange(scene.app, query['code'])).body).toMatchObject({
    redirectUrl: '/account',
  });
});
