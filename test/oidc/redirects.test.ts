// Where a user is sent after signing in: kept to the end when it is of this site, refused at the start
// when a browser could read it as anything else.
import { describe, expect, test } from 'bun:test';
import { exchange, oidcPath, openScene, traces } from '../support/oidc-scene.ts';

/** One of each kind that matters to an answer; test/core/local-redirect.test.ts has them all. */
const hostile = [
  'https://evil.example/account',
  '//evil.example',
  '/account\r\nSet-Cookie: a=b',
  'javascript:alert(1)',
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
  ['/grün/日記?sort=new&page=2#top', '/gr%C3%BCn/%E6%97%A5%E8%A8%98?sort=new&page=2#top'],
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
