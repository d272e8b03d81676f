// response_mode=form_post: the provider posts its answer by way of the browser, from another site and so without cookies.
import { describe, expect, test } from 'bun:test';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { exchange, openScene, traces } from '../support/oidc-scene.ts';
import { callback, env, form, post, sentTo } from '../support/posted-answer.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

describe('form_post is asked for', () => {
  test.each([
    [{}, null],
    [{ OIDC_RESPONSE_MODE: 'query' }, null],
    [env, 'form_post'],
  ])('with %p: %p', async (variables, mode) => {
    await using scene = await openScene({ env: variables });
    const url = await scene.browser.begin();
    expect(url.searchParams.get('response_mode')).toBe(mode);
  });
});

describe('a posted answer', () => {
  test('goes on as a GET of the same callback, which signs in', async () => {
    await using scene = await openScene({ env });
    const parameters = await sentTo(scene, await scene.browser.visit('/account?x'));
    const { query } = await scene.browser.comeBack(parameters);
    expect(query).toEqual({ code: expect.any(String), redirect: '/account?x' });
    expect((await exchange(scene.app, query['code'])).status).toBe(200);
  });

  test('is accepted whatever was asked for', async () => {
    await using scene = await openScene();
    const parameters = await sentTo(scene, await scene.browser.visit());
    expect((await scene.browser.comeBack(parameters)).query).toHaveProperty('code');
  });

  test('brings nothing but the parameters of an answer', async () => {
    await using scene = await openScene({ env });
    const posted = {
      state: 's',
      code: 'c',
      error: 'e',
      error_description: 'd',
      iss: 'https://id.example',
    };
    const more = { id_token: 'x', redirect: 'https://evil.example', user: '{}', 'state[]': 'y' };
    const parameters = await sentTo(scene, new URLSearchParams({ ...posted, ...more }));
    expect(Object.fromEntries(parameters)).toEqual(posted);
  });

  test.each([
    ['that is empty', ''],
    ['that repeats its state', 'state=a&state=b'],
    ['with a state that is too long', `state=${'s'.repeat(201)}`],
    ['with a code that is too long', `code=${'c'.repeat(4097)}`],
    ['that is no form at all', '{"state":"a"}'],
    ['that is not UTF-8', 'state%FF=a&%FE=%FF'],
  ])('%s brings nothing, and the callback says so on a page', async (_, body) => {
    await using scene = await openScene({ env });
    const answer = await post(scene, body);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(callback);
    expect((await scene.browser.comeBack(new URLSearchParams())).query).toMatchObject({
      error_code: 'invalid_state',
    });
  });

  test.each([
    ['JSON', { json: { state: 'a' }, headers: {} }, 415, 'unsupported_media_type'],
    ['no type', { headers: {}, body: 'state=a' }, 415, 'unsupported_media_type'],
    [
      'a multipart form',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      415,
      'unsupported_media_type',
    ],
    [
      'compressed',
      { headers: { ...form, 'content-encoding': 'gzip' } },
      415,
      'unsupported_media_type',
    ],
    ['64 KB and more', { body: `state=${'s'.repeat(64 * 1024)}` }, 413, 'payload_too_large'],
  ] as const)('as %s is refused', async (_, call, status, code) => {
    await using app = await createTestApp();
    const answer = await post({ app }, 'state=a', call);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  test('is limited for each network', async () => {
    await using app = await createTestApp({ TRUSTED_PROXIES: '127.0.0.1' });
    app.listen();
    const from = (address: string) =>
      post({ app }, '', { headers: { ...form, 'x-forwarded-for': address } });
    stopClock();
    for (let count = 0; count < 60; count++) {
      expect((await from('203.0.113.7')).status).toBe(303);
    }
    expect((await from('203.0.113.7')).status).toBe(429);
    expect((await from('198.51.100.7')).status).toBe(303);
  });
});

describe('without the cookie nothing changes', () => {
  test('by a post, however often it comes', async () => {
    await using scene = await openScene({ env });
    const answered = await scene.browser.visit();
    const before = await scene.app.snapshot();
    await sentTo(scene, answered);
    const parameters = await sentTo(scene, answered);
    expect(await scene.app.snapshot()).toEqual(before);
    expect((await scene.browser.comeBack(parameters)).query).toHaveProperty('code');
  });

  test('by the GET behind the post, in another browser', async () => {
    await using scene = await openScene({ env });
    const parameters = await sentTo(scene, await scene.browser.visit());
    const { query } = await scene.anotherBrowser().comeBack(parameters);
    expect(query).toMatchObject({ error_code: 'invalid_state' });
    expect(await traces(scene.app)).toEqual(['sign_in_flows']);
    expect((await scene.browser.comeBack(parameters)).query).toHaveProperty('code');
  });

  test('also with a cookie: the post itself signs no user in', async () => {
    await using scene = await openScene({ env });
    const answered = await scene.browser.visit();
    const cookie = [...scene.browser.jar].map((pair) => pair.join('=')).join('; ');
    const headers = { ...form, cookie };
    const answer = await post(scene, answered.toString(), { headers });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await traces(scene.app)).toEqual(['sign_in_flows']);
  });
});
