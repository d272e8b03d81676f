// Where a user is sent after signing in: kept to the end when it is of this site, refused at the start
// when a browser could read it as anything else.
import { describe, expect, test } from 'bun:test';
import { exchange, oidcPath, openScene, traces } from '../support/oidc-scene.ts';

const hostile = [
  'https://evil.example',
  'https://evil.example/account',
  'http://localhost:3000.evil.example/',
  'http://localhost:3000@evil.example/',
  'http://user@localhost:3000/',
  'http://localhost:3001/',
  'https://localhost:3000/',
  'http:///localhost:3000/',
  'http:/localhost:3000/x',
  'http:localhost:3000/x',
  '//evil.example',
  '///evil.example',
  '//localhost:3000/',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '/..//evil.example',
  '/%2f%2fevil.example',
  '/%2F/evil.example',
  '/%5cevil.example',
  '/%252f%252fevil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/account\r\nSet-Cookie: a=b',
  '/%0d%0aSet-Cookie:%20a=b',
  '/\u0000/account',
  ' /account',
  '/account ',
  'account',
  './account',
  '?next=/account',
  '#account',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:http://localhost:3000/x',
  'anchor://oidc/callback',
  '/\u2044evil.example',
  '/\uff0fevil.example',
  '/\u202eevil',
  `/${'a'.repeat(2000)}`,
];

describe('a place of another site, or one that could be read so, is refused:', () => {
  test.each(hostile)('%p', async (redirect) => {
    await using scene = await openScene();
    const query = new URLSearchParams({ redirect });
    const answer = await scene.app.get(`${oidcPath}/initiate?${query.toString()}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_redirect' } });
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await traces(scene.app)).toEqual([]);
    expect(scene.provider.requests).toEqual([]);
  });
});

const good: readonly (readonly [string | undefined, string | null])[] = [
  [undefined, null],
  ['', null],
  ['/', '/'],
  ['/account', '/account'],
  ['/notes?sort=new&page=2#top', '/notes?sort=new&page=2#top'],
  ['/a/../account', '/account'],
  ['/grün/日記', '/gr%C3%BCn/%E6%97%A5%E8%A8%98'],
  ['/sign-in?next=https://other.example/', '/sign-in?next=https://other.example/'],
  ['/100%25', '/100%25'],
  ['http://localhost:3000/account?a=b', '/account?a=b'],
];

describe('a place of this site is kept to the end:', () => {
  test.each(good)('%p', async (redirect, path) => {
    await using scene = await openScene();
    const { query } = await scene.browser.signIn(redirect);
    expect(query['redirect'] ?? null).toBe(path);
    expect((await exchange(scene.app, query['code'])).body).toMatchObject({ redirectUrl: path });
  });

  test('on a site of https', async () => {
    await using scene = await openScene({ env: { APP_URL: 'https://auth.example.com' } });
    const { url, query } = await scene.browser.signIn('https://auth.example.com/notes');
    expect(url.origin + url.pathname).toBe('https://auth.example.com/login');
    expect(query['redirect']).toBe('/notes');
  });
});

test('a place that turned bad in the database is not opened', async () => {
  await using scene = await openScene();
  const parameters = await scene.browser.visit('/account');
  await scene.app.database.write((trx) =>
    trx.updateTable('sign_in_flows').set({ redirect: '//evil.example' }).execute(),
  );
  const { url } = await scene.browser.comeBack(parameters);
  expect(url.href).not.toContain('evil');
});
