// HEAD asks what GET would answer, and changes nothing: no sign-in is begun, none is used up, no cookie is set.
import { afterAll, describe, expect, test } from 'bun:test';
import { createApp } from '../../src/app.ts';
import { addSignedIn } from '../support/people.ts';
import { createStandIn } from '../support/stand-in/stand-in.ts';
import { comeBack, goAsProgram, goToProvider, landingOf } from '../support/stand-in/visitor.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { openScene } from '../support/oidc-scene.ts';

const standIn = createStandIn();
afterAll(() => standIn[Symbol.dispose]());

const scene = await openScene({ env: { ...standIn.env, RATE_LIMIT: 'off' } });
const { app } = scene;
app.listen();
const { access_token: bearer } = await addSignedIn(app, { isAdmin: true });
afterAll(() => scene[Symbol.asyncDispose]());

const gets = createApp(app.services)
  .routes.filter(({ method }) => method === 'GET')
  .map(({ path }) => path.replace(':provider', 'github').replace(/:\w+|\*/, 'x'));

function head(to: TestApp, path: string) {
  return to.send({ method: 'HEAD', path, bearer });
}

describe.each(gets)('of %s', (path) => {
  test('changes no row and leaves no cookie', async () => {
    const [before, asked] = [await app.snapshot(), standIn.received.length];
    const answer = await head(app, path);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.text).toBe('');
    expect(await app.snapshot()).toEqual(before);
    expect(standIn.received.length).toBe(asked);
  });
});

const acting = [
  '/api/auth/oidc/initiate',
  '/api/auth/oidc/callback',
  '/api/auth/oauth/github',
  '/api/auth/oauth/github/start',
  '/api/auth/oauth/github/callback',
  '/api/auth/link/github',
  '/auth/oauth/github',
  '/auth/oauth/github/callback',
];

/** The callback at which a provider may also post its answer. */
const takesPosts: ReadonlySet<string> = new Set(['/api/auth/oidc/callback']);

describe.each(acting)('%s, which acts,', (path) => {
  test('says that it has no HEAD, however it is spelt', async () => {
    const allowed = takesPosts.has(path) ? 'GET, OPTIONS, POST' : 'GET, OPTIONS';
    for (const spelling of [path, `${path}/`, `${path}?x=y`]) {
      const { status, headers } = await head(app, spelling);
      expect([spelling, status, headers.get('allow')]).toEqual([spelling, 405, allowed]);
    }
    const { headers } = await app.send({ method: 'OPTIONS', path });
    expect(headers.get('allow')).toBe(allowed);
  });
});

test('no other address is without it', async () => {
  for (const path of gets.filter((each) => !acting.includes(each))) {
    expect([path, (await head(app, path)).status]).not.toEqual([path, 405]);
  }
});

describe('a sign-in under way is not used up', () => {
  test('in a browser', async () => {
    const trip = await goToProvider(app, 'github');
    const asked = { method: 'HEAD', path: trip.callback, headers: { cookie: trip.cookie ?? '' } };
    expect((await app.send(asked)).status).toBe(405);
    expect(landingOf(await comeBack(app, trip))).toMatchObject({ code: expect.any(String) });
  });

  test('of a program', async () => {
    const trip = await goAsProgram(app, 'google');
    expect((await app.send({ method: 'HEAD', path: trip.callback })).status).toBe(405);
    expect((await comeBack(app, trip)).status).toBe(200);
  });

  test('at the OpenID provider', async () => {
    const parameters = await scene.browser.visit();
    const path = `/api/auth/oidc/callback?${parameters.toString()}`;
    const cookie = [...scene.browser.jar].map((pair) => pair.join('=')).join('; ');
    expect((await app.send({ method: 'HEAD', path, headers: { cookie } })).status).toBe(405);
    const { query } = await scene.browser.comeBack(parameters);
    expect(query).toMatchObject({ code: expect.any(String) });
  });
});

test('asking does not count as beginning', async () => {
  await using own = await createTestApp({ ...standIn.env, TRUSTED_PROXIES: '127.0.0.1' });
  own.listen();
  const ask = (method: string) =>
    own.send({
      method,
      path: '/api/auth/oauth/github/start',
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });
  for (let index = 0; index < 100; index++) await ask('HEAD');
  expect((await ask('GET')).status).toBe(302);
});
