// The first step: what the browser is sent away with, and what it keeps.
import { describe, expect, test } from 'bun:test';
import { openScene, oidcPath, traces } from '../support/oidc-scene.ts';
import type { Env } from '../support/test-app.ts';

const path = `${oidcPath}/initiate`;

describe('the address at the provider', () => {
  test('asks for a code with state, nonce and PKCE S256, and for no more than is needed', async () => {
    await using scene = await openScene();
    const url = await scene.browser.begin();
    expect(url.origin + url.pathname).toBe(`${scene.provider.issuer}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'anchor',
      redirect_uri: 'http://localhost:3000/api/auth/oidc/callback',
      scope: 'openid email profile',
      state: expect.stringMatching(/^b[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('is another every time', async () => {
    await using scene = await openScene();
    const urls = [await scene.browser.begin(), await scene.browser.begin()];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(new Set(urls.map((url) => url.searchParams.get(name))).size).toBe(2);
    }
  });

  test('keeps what the provider already has in the address of its page', async () => {
    await using scene = await openScene();
    const { issuer } = scene.provider;
    scene.provider.announce({ authorization_endpoint: `${issuer}/authorize?tenant=a%20b` });
    const url = await scene.browser.begin();
    expect(url.searchParams.get('tenant')).toBe('a b');
    expect(url.searchParams.get('response_type')).toBe('code');
  });

  const liars: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['Host', { host: 'evil.example' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }],
    ['Forwarded', { forwarded: 'host=evil.example;proto=https', 'x-forwarded-port': '8443' }],
    ['other headers', { 'x-forwarded-prefix': '/evil', 'x-original-url': '/evil' }],
    ['Origin', { origin: 'https://evil.example', referer: 'https://evil.example/' }],
  ];

  test.each(liars)('leads back to APP_URL whatever %s says', async (_, headers) => {
    const env = { APP_URL: 'https://auth.example.com', TRUSTED_PROXIES: '127.0.0.1' };
    await using scene = await openScene({ env });
    scene.app.listen();
    const first = await scene.app.send({ path, headers: { host: 'auth.example.com', ...headers } });
    const { pathname, search } = new URL(first.headers.get('location') ?? '');
    const isSentOn = pathname === path;
    const answer = isSentOn ? await scene.app.send({ path: pathname + search, headers }) : first;
    const url = new URL(answer.headers.get('location') ?? '');
    expect(url.searchParams.get('redirect_uri')).toBe(
      'https://auth.example.com/api/auth/oidc/callback',
    );
    expect(url.href + first.headers.get('location')).not.toContain('evil');
  });
});

describe('the cookie', () => {
  const cases: readonly (readonly [string, Env, RegExp])[] = [
    [
      'on http is for this site, hidden from scripts and gone after ten minutes',
      {},
      /^anchor-flow-[0-9a-f]{12}=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
    ],
    [
      'on https also belongs to this host alone and never travels in the clear',
      { APP_URL: 'https://auth.example.com' },
      /^__Host-anchor-flow-[0-9a-f]{12}=[\w-]{43}; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/,
    ],
  ];

  test.each(cases)('%s', async (_, env, line) => {
    await using scene = await openScene({ env });
    const answer = await scene.app.get(path);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const lines = answer.headers.getSetCookie();
    expect(lines).toEqual([expect.stringMatching(line)]);
  });

  test('is one of its own for each sign-in that begins', async () => {
    await using scene = await openScene();
    await scene.browser.begin();
    await scene.browser.begin();
    expect(scene.browser.jar.size).toBe(2);
    expect(new Set(scene.browser.jar.values()).size).toBe(2);
  });
});

test('nothing that makes a sign-in is written to the log, nor kept where it can be read', async () => {
  await using scene = await openScene({ env: { LOG_LEVEL: 'debug' } });
  const url = await scene.browser.begin('/canary-redirect');
  const [key = ''] = scene.browser.jar.values();
  const state = url.searchParams.get('state') ?? 'none';
  // The line of an answer is written behind it.
  while (scene.app.lines.length === 0) await Bun.sleep(1);
  const lines = scene.app.lines.join('\n');
  expect(lines).toContain(path);
  for (const secret of [state, url.searchParams.get('nonce') ?? 'none', key, 'canary-redirect']) {
    expect(lines).not.toContain(secret);
  }
  const rows = JSON.stringify(await scene.app.snapshot());
  expect(rows).toContain('canary-redirect');
  for (const secret of [state, key]) expect(rows).not.toContain(secret);
});

describe('nothing begins, and nothing is kept,', () => {
  const issuers = ['https://evil.example', '', 'null'];

  test.each(issuers)('for the issuer %p, which is not ours', async (iss) => {
    await using scene = await openScene();
    const answer = await scene.app.get(`${path}?${new URLSearchParams({ iss }).toString()}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'foreign_issuer' } });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await traces(scene.app)).toEqual([]);
  });

  test('for our issuer with a slash behind it', async () => {
    await using scene = await openScene();
    const iss = `${scene.provider.issuer}/`;
    const answer = await scene.app.get(`${path}?${new URLSearchParams({ iss }).toString()}`);
    expect(answer.body).toMatchObject({ code: 'foreign_issuer' });
  });

  const broken: readonly (readonly [string, object, string])[] = [
    ['is down', { discovery: 'down' }, 'provider_unavailable'],
    ['answers 503', { discovery: { status: 503, text: '' } }, 'provider_unavailable'],
    ['has no such document', { discovery: { status: 404, text: '' } }, 'provider_misconfigured'],
    [
      'is another issuer',
      { discovery: { json: { issuer: 'https://evil.example' } } },
      'provider_misconfigured',
    ],
    ['redirects', { discovery: { status: 302, text: '' } }, 'provider_misconfigured'],
    ['sends a page', { discovery: 'html' }, 'provider_answer_invalid'],
  ];

  test.each(broken)('while the provider %s', async (_, script, code) => {
    await using scene = await openScene();
    scene.provider.script(script);
    const answer = await scene.app.get(path);
    expect(answer).toMatchObject({ status: 502, body: { code } });
    expect(answer.text).not.toContain(scene.provider.issuer);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await traces(scene.app)).toEqual([]);
  });
});

test('our own issuer in the request is no obstacle', async () => {
  await using scene = await openScene();
  const { issuer } = scene.provider;
  const answer = await scene.app.get(`${path}?${new URLSearchParams({ iss: issuer }).toString()}`);
  expect(answer.status).toBe(302);
});
