// The bridge for apps whose provider accepts https redirect addresses only: one page with one button.
import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { languages } from '../../src/core/languages.ts';
import { appCallbackWords } from '../../src/web/app-callback-words.ts';
import { captureIfAsked, visit } from '../support/browser.ts';
import { oidcPath, openScene } from '../support/oidc-scene.ts';
import { createTestApp } from '../support/test-app.ts';
import { newCodeVerifier } from '../../src/io/oauth-urls.ts';

setDefaultTimeout(300_000);

const path = '/app/callback/anchor';

/** Where the button of a page leads; null when it has none. */
function linkIn(html: string): string | null {
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)];
  expect(links.length).toBeLessThan(2);
  return links[0]?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x27;', "'") ?? null;
}

describe('the answer of a provider', () => {
  const handedOn: readonly (readonly [string, string, string])[] = [
    ['with code and state', 'code=c&state=s', 'code=c&state=s'],
    [
      'with iss',
      'iss=https://id.example&code=c&state=s',
      'code=c&state=s&iss=https%3A%2F%2Fid.example',
    ],
    ['with an error', 'error=access_denied&state=s', 'state=s&error=access_denied'],
    ['without a state', 'code=c', 'code=c'],
    [
      'with more',
      'code=c&state=s&session_state=x&scope=y&redirect=//evil&user=z',
      'code=c&state=s',
    ],
    [
      'with a description, which is a text of strangers',
      'error=e&error_description=Call+me',
      'error=e',
    ],
    ['with a space and a plus', 'code=a+b%2Bc', 'code=a%20b%2Bc'],
    ['with markup', 'code=%22%3E%3Cscript%3E&state=%27%26', "code=%22%3E%3Cscript%3E&state='%26"],
    ['with a line break', 'code=a%0d%0aSet-Cookie:x', 'code=a%0D%0ASet-Cookie%3Ax'],
    ['with a fragment and an address', 'code=%23//evil.example', 'code=%23%2F%2Fevil.example'],
    ['that repeats its state', 'code=c&state=a&state=b', 'code=c'],
    ['with a state that is too long', `code=c&state=${'s'.repeat(2049)}`, 'code=c'],
  ];

  test.each(handedOn)('%s is handed on', async (_, query, expected) => {
    await using app = await createTestApp();
    const answer = await app.get(`${path}?${query}`);
    expect(answer.status).toBe(200);
    expect(linkIn(answer.text)).toBe(`anchor://oidc/callback?${expected}`);
    expect(answer.text).not.toContain('<script');
    expect(answer.headers.get('location')).toBeNull();
  });

  test.each([
    ['without code and error', 'state=s&iss=x'],
    ['that repeats its code', 'code=a&code=b'],
    ['with a code that is too long', `code=${'c'.repeat(4097)}`],
    ['that is empty', ''],
  ])('%s is not handed on', async (_, query) => {
    await using app = await createTestApp();
    const answer = await app.get(`${path}?${query}`);
    expect(answer.status).toBe(400);
    expect(linkIn(answer.text)).toBeNull();
    expect(answer.text).toContain(appCallbackWords.en.empty.title);
  });
});

describe('a scheme', () => {
  const env = { APP_CALLBACK_SCHEMES: 'com.example.app, other' };

  test.each(['com.example.app', 'other'])('%s of the list is opened', async (scheme) => {
    await using app = await createTestApp(env);
    const { text } = await app.get(`/app/callback/${scheme}?code=c`);
    expect(linkIn(text)).toBe(`${scheme}://oidc/callback?code=c`);
  });

  test.each([
    'anchor',
    'OTHER',
    'https',
    'javascript',
    'other:',
    'other%3A%2F%2Fevil.example%2F',
    '..%2fother',
    'com.example.app.evil',
    '__proto__',
  ])('%s that is not in the list is not found', async (scheme) => {
    await using app = await createTestApp(env);
    const answer = await app.get(`/app/callback/${scheme}?code=canary`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('canary');
  });
});

test('the page runs nothing, loads its looks from here alone and is kept nowhere', async () => {
  await using app = await createTestApp();
  const { headers, text } = await app.get(`${path}?code=c`);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('set-cookie')).toBeNull();
  expect(text).not.toMatch(/<script|<meta[^>]*refresh|style=|\son\w+=/i);
});

test('the answer is in no line of the log', async () => {
  await using app = await createTestApp({ LOG_LEVEL: 'debug' });
  await app.get(`${path}?code=canary-code&state=canary-state`);
  expect(app.lines.join('\n')).not.toContain('canary');
});

describe('the language', () => {
  test.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['pt, fr;q=0.5, es;q=0.7', 'es'],
    ['ES', 'es'],
    ['fr;q=0, *', 'en'],
    ['x'.repeat(9000), 'en'],
    ['', 'en'],
  ] as const)('for %p is %s', async (wanted, language) => {
    await using app = await createTestApp();
    const answer = await app.send({
      path: `${path}?code=c`,
      headers: { 'accept-language': wanted },
    });
    expect(answer.text).toContain(`<html lang="${language}">`);
    expect(answer.text).toContain(appCallbackWords[language].done.title);
  });

  test('of the server is taken when the browser asks for none that there is', async () => {
    await using app = await createTestApp({ DEFAULT_LANGUAGE: 'fr' });
    expect((await app.get(`${path}?code=c`)).text).toContain('<html lang="fr">');
  });

  test('has all its texts, each a different one', () => {
    const texts = languages.map((language) => JSON.stringify(appCallbackWords[language]));
    expect(new Set(texts).size).toBe(languages.length);
  });
});

test('the name and the logo of the server are shown, as text', async () => {
  await using app = await createTestApp({ BRAND_NAME: '<b>&"', BRAND_COLOR: '#336699' });
  const { text } = await app.get(`${path}?code=c`);
  expect(text).toContain('<bdi>&lt;b&gt;&amp;&quot;</bdi>');
  expect(text).toContain('href="/brand.css"');
});

describe.each([true, false])('in a browser, with scripts: %p', (hasScripts) => {
  test.each([
    ['code=c&state=s', 'Almost done', 1],
    ['error=access_denied&state=s', 'The sign-in did not succeed', 1],
    ['', 'Nothing to do here', 0],
  ] as const)('%p says “%s”', async (query, title, buttons) => {
    await using app = await createTestApp();
    const visiting = { origin: app.listen(), path: `${path}?${query}`, isPhone: true, hasScripts };
    await visit({ ...visiting, expected: /status of 400/ }, async (page) => {
      await page.getByRole('heading', { name: title }).waitFor();
      const link = page.getByRole('link');
      expect(await link.count()).toBe(buttons);
      expect(page.url()).toContain(path);
      await captureIfAsked(page, `app-callback ${title}`);
      if (buttons === 0) return;
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').getAttribute('href')).toStartWith('anchor://');
    });
  });
});

test('an app signs in over the bridge, with its own verifier', async () => {
  await using scene = await openScene({
    provider: { publicClients: ['anchor-app'] },
    env: { OIDC_MOBILE_CLIENT_IDS: 'anchor-app' },
  });
  const redirectUri = `http://localhost:3000${path}`;
  const verifier = newCodeVerifier();
  const challenge = new Bun.CryptoHasher('sha256').update(verifier).digest('base64url');
  const request = new URLSearchParams({
    response_type: 'code',
    client_id: 'anchor-app',
    redirect_uri: redirectUri,
    scope: 'openid',
    state: 'of the app',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const back = await scene.provider.signIn(
    `${scene.provider.issuer}/authorize?${request.toString()}`,
  );
  const page = await scene.app.get(`${path}?${back.toString()}`);
  const opened = new URL(linkIn(page.text) ?? '');
  expect(opened.searchParams.get('state')).toBe('of the app');
  const answer = await scene.app.post(`${oidcPath}/exchange/mobile`, {
    code: opened.searchParams.get('code'),
    code_verifier: verifier,
    redirect_uri: redirectUri,
    client_id: 'anchor-app',
  });
  expect(answer.status).toBe(200);
  expect((answer.body as Exchanged).user.email).toBe('ada@example.com');
});
