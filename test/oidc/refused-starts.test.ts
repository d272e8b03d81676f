// A sign-in that cannot begin: a person sees the sign-in page with the reason, a program gets JSON.
import { describe, expect, test } from 'bun:test';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { openScene, oidcPath, type Scene, traces } from '../support/oidc-scene.ts';
import { setSetting } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import type { Env } from '../support/test-app.ts';

restoreClockAfterEach();

const oidc = `${oidcPath}/initiate`;
const github = '/api/auth/oauth/github/start';

interface Row {
  readonly path: string;
  readonly query?: string;
  readonly env?: Env;
  /** What a program is told. */
  readonly status: number;
  readonly code: string;
  /** What the page opens after a successful retry. */
  readonly redirect?: string;
}

const withDocs = { query: 'redirect=%2Fdocs', redirect: '/docs' };
const down = { OIDC_ISSUER_URL: 'http://127.0.0.1:9' };
const off = { OIDC_ENABLED: 'false' };
const atGithub = { GITHUB_CLIENT_ID: 'anchor', GITHUB_CLIENT_SECRET: 'secret' };

const rows: readonly Row[] = [
  { path: oidc, env: down, ...withDocs, status: 502, code: 'provider_unavailable' },
  { path: oidc, env: off, status: 400, code: 'oidc_not_enabled' },
  { path: oidc, env: off, ...withDocs, status: 400, code: 'oidc_not_enabled' },
  { path: oidc, query: 'redirect=%2F%2Fevil.example', status: 400, code: 'invalid_redirect' },
  { path: oidc, query: 'iss=https%3A%2F%2Fevil.example', status: 400, code: 'foreign_issuer' },
  { path: oidc, query: 'prompt=none', status: 400, code: 'validation_failed' },
  { path: github, ...withDocs, status: 400, code: 'provider_not_configured' },
  { path: github, env: atGithub, ...withDocs, status: 403, code: 'provider_disabled' },
  { path: github, query: 'prompt=none', status: 400, code: 'validation_failed' },
  { path: '/api/auth/oauth/nobody/start', status: 400, code: 'unknown_provider' },
];

const person = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

/** A refused start, with the address that it leads to. */
async function ask(scene: Scene, path: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await scene.app.send({ path, headers });
  return { ...answer, url: URL.parse(answer.headers.get('location') ?? '') };
}

describe.each([...rows])('$path?$query with $env', ({ path, env = {}, ...row }) => {
  const { query = '', status, code, redirect = null } = row;
  const separator = query === '' ? '' : '&';

  test.each([
    ['asks for the page', `?${query}${separator}errors=page`, {}],
    ['opens it in a browser', `?${query}`, person],
  ])('a person who %s sees why', async (_, search, headers) => {
    await using scene = await openScene({ env });
    await setSetting(scene.app, 'github.enabled', 'false');
    const answer = await ask(scene, path + search, headers);
    expect(answer.status).toBe(302);
    expect(answer.text).toBe('');
    expect(`${answer.url?.origin}${answer.url?.pathname}`).toBe('http://localhost:3000/login');
    expect(answer.url?.searchParams.get('error_code')).toBe(code);
    expect(answer.url?.searchParams.get('redirect')).toBe(redirect);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await traces(scene.app)).toEqual([]);
  });

  test('a program gets JSON', async () => {
    await using scene = await openScene({ env });
    await setSetting(scene.app, 'github.enabled', 'false');
    const headers = { accept: 'text/html', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
    expect(await ask(scene, `${path}?${query}`, headers)).toMatchObject({
      status,
      body: { code },
      url: null,
    });
  });
});

test.each([oidc, github])('too many starts at %s lead a person to the page too', async (path) => {
  using standIn = createStandIn();
  const env = { ...standIn.env, RATE_LIMIT: 'on', TRUSTED_PROXIES: '127.0.0.1' };
  await using scene = await openScene({ env });
  scene.app.listen();
  stopClock();
  const from = { 'x-forwarded-for': '203.0.113.66' };
  for (let turn = 0; turn < 60; turn += 1) await ask(scene, `${path}?errors=page`, from);
  const told = await ask(scene, `${path}?errors=page&redirect=%2Fdocs`, from);
  expect(told.status).toBe(302);
  expect(Object.fromEntries(told.url?.searchParams ?? [])).toMatchObject({
    error_code: 'rate_limited',
    redirect: '/docs',
  });
  const refused = { status: 429, body: { code: 'rate_limited' } };
  expect(await ask(scene, path, from)).toMatchObject(refused);
});

test('a prefetching browser is refused as before, because it would keep the page', async () => {
  await using scene = await openScene({ env: down });
  const headers = { ...person, 'sec-purpose': 'prefetch' };
  const answer = await ask(scene, `${oidc}?errors=page`, headers);
  expect(answer).toMatchObject({ status: 503, url: null });
});

test.each([oidc, github])('%s takes no other word', async (path) => {
  await using scene = await openScene();
  expect(await ask(scene, `${path}?errors=json`)).toMatchObject({ status: 400, url: null });
});

test('a sign-in begins as without the word', async () => {
  using standIn = createStandIn();
  await using scene = await openScene({ env: standIn.env });
  const begun = await ask(scene, `${oidc}?errors=page`);
  expect(begun.url?.href).toStartWith(`${scene.provider.issuer}/authorize?`);
  expect(begun.headers.getSetCookie()).toHaveLength(1);
  const other = await ask(scene, `${github}?errors=page`);
  expect(other.url?.pathname).toEndWith('/authorize');
});

test.each(['/api/auth/oidc/config', '/api/auth/link/github', '/api/auth/oauth/github'])(
  '%s answers in JSON, to a browser too',
  async (path) => {
    await using scene = await openScene({ env: off });
    const answer = await ask(scene, `${path}?errors=page`, person);
    expect(answer.url).toBeNull();
    expect(answer.body).toBeObject();
  },
);

describe('an answer of the provider that is posted and cannot be read', () => {
  const posted = { method: 'POST', path: `${oidcPath}/callback` } as const;

  test.each([
    ['leads a person to the page', person, 303],
    ['is JSON for a program', {}, 415],
  ])('%s', async (_, headers, status) => {
    await using scene = await openScene();
    const answer = await scene.app.send({ ...posted, json: {}, headers });
    expect(answer.status).toBe(status);
    const url = URL.parse(answer.headers.get('location') ?? '');
    expect(url?.searchParams.get('error_code') ?? null).toBe(
      status === 303 ? 'unsupported_media_type' : null,
    );
  });
});
