// The attacks on sign-in at a provider (security.md T01–T05, T14, T63, T71, T72) once more, against a provider that
// is called at an internal address, spells its issuer with another end, posts its answers, signs its userinfo and
// writes pictures into claims, all at once.
import { describe, expect, test } from 'bun:test';
import type { Exchanged } from '../../src/features/federation/login-codes/schema.ts';
import { fourCorners } from '../support/images/png.ts';
import { exchange, lastingRows, oidcEnv, oidcPath, openBrowser } from '../support/oidc-scene.ts';
import { addIdentity, addPerson, changePerson, password } from '../support/people.ts';
import { sentTo } from '../support/posted-answer.ts';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider } from '../support/provider/provider.ts';
import type { TokenChanges } from '../support/provider/script.ts';
import { createTestApp } from '../support/test-app.ts';

const publicOrigin = 'https://id.invalid';
const named = `${publicOrigin}/`;
const picture = `data:image/png;base64,${fourCorners(8, 8).toString('base64')}`;
const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, picture };

async function openOddScene() {
  const provider = await startProvider({ publicOrigin, publicClients: ['anchor-app', 'other'] });
  provider.announce({ issuer: named });
  provider.person(ada, { inUserinfoOnly: true });
  provider.script({
    idToken: { claims: { iss: named } },
    signedUserinfo: { claims: { iss: named } },
  });
  const app = await createTestApp({
    ...oidcEnv(provider),
    OIDC_INTERNAL_URL: provider.origin,
    OIDC_RESPONSE_MODE: 'form_post',
    OIDC_MOBILE_CLIENT_IDS: 'anchor-app',
  });
  const browser = openBrowser(app, provider);
  const anotherBrowser = () => openBrowser(app, provider);
  const stop = async () => {
    await app[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  };
  return { provider, app, browser, anotherBrowser, [Symbol.asyncDispose]: stop };
}

type OddScene = Awaited<ReturnType<typeof openOddScene>>;

/** To the provider, whose answer is posted, and back by GET; answers where that leads. */
async function signIn(scene: OddScene) {
  return scene.browser.comeBack(await sentTo(scene, await scene.browser.visit()));
}

function userinfo(claims: TokenChanges['claims'] = {}, changes: TokenChanges = {}) {
  return { signedUserinfo: { ...changes, claims: { iss: named, ...claims } } };
}

async function refusedWithoutATrace(scene: OddScene, code: string): Promise<void> {
  const before = await lastingRows(scene.app);
  expect((await signIn(scene)).query['error_code']).toBe(code);
  expect(await lastingRows(scene.app)).toEqual(before);
}

test('all of it together signs a person in, with the picture', async () => {
  await using scene = await openOddScene();
  const { query } = await signIn(scene);
  expect((await exchange(scene.app, query['code'])).status).toBe(200);
  await scene.app.services.pictures.settle();
  const [user] = await scene.app.database.read.selectFrom('users').selectAll().execute();
  expect(user).toMatchObject({ email: 'ada@example.com', profile_image: expect.any(String) });
});

describe('T01: an address that is not verified opens no account', () => {
  test.each([false, 'true', undefined, 1])('with %p in signed userinfo', async (verified) => {
    await using scene = await openOddScene();
    await addPerson(scene.app, { email: ada.email });
    scene.provider.script(userinfo({ email_verified: verified }));
    await refusedWithoutATrace(scene, 'account_exists');
  });

  test('with an address that only the posted form names', async () => {
    await using scene = await openOddScene();
    await addPerson(scene.app, { email: 'victim@example.com' });
    const user = JSON.stringify({ name: { firstName: 'Eve' }, email: 'victim@example.com' });
    const answered = new URLSearchParams([...(await scene.browser.visit()), ['user', user]]);
    const { query } = await scene.browser.comeBack(await sentTo(scene, answered));
    const { body } = await exchange(scene.app, query['code']);
    expect((body as Exchanged).user).toMatchObject({ email: 'ada@example.com', isAdmin: false });
  });
});

test('T02: an account that a stranger registered in advance loses its password', async () => {
  await using scene = await openOddScene();
  await addPerson(scene.app, { isAdmin: true });
  await addPerson(scene.app, { email: ada.email });
  const { query } = await signIn(scene);
  const { body } = await exchange(scene.app, query['code']);
  expect((body as Exchanged).notice).toBe('password_removed');
  const login = { email: ada.email, password };
  expect((await scene.app.post('/api/auth/login', login)).status).toBe(401);
});

test.each([
  'https://id.invalid//',
  'https://id.invalid/x/',
  'https://ID.invalid',
  'http://id.invalid/',
])('T03: the same subject at %s is another user', async (issuer) => {
  await using scene = await openOddScene();
  const victim = await addPerson(scene.app, { email: 'victim@example.com' });
  await addIdentity(scene.app, victim, 'oidc', { issuer, subject: ada.sub });
  const { query } = await signIn(scene);
  const { body } = await exchange(scene.app, query['code']);
  expect((body as Exchanged).user.email).toBe('ada@example.com');
});

describe('T04: a token of another app signs no user in', () => {
  const path = `${oidcPath}/exchange/mobile`;

  test('by its own audience, under either spelling of the issuer', async () => {
    await using scene = await openOddScene();
    for (const iss of [named, publicOrigin]) {
      const token = await scene.provider.accessToken('other', { claims: { iss } });
      expect((await scene.app.post(path, { access_token: token })).status).toBe(401);
    }
    expect((await scene.app.snapshot())['users']).toEqual([]);
  });

  test('by the audience of signed userinfo, where the token itself is opaque', async () => {
    await using scene = await openOddScene();
    const token = await scene.provider.accessToken('other');
    const answer = await scene.app.post(path, { access_token: token });
    expect(answer.body).toMatchObject({ code: 'provider_answer_invalid' });
    expect((await scene.app.snapshot())['users']).toEqual([]);
    const own = await scene.provider.accessToken('anchor-app');
    expect((await scene.app.post(path, { access_token: own })).status).toBe(200);
  });
});

describe('T05: no row is written for a forged', () => {
  const forged: readonly (readonly [string, TokenChanges])[] = [
    ['signature', { tamper: 'signature' }],
    ['algorithm', { tamper: 'none' }],
    ['payload', { tamper: 'payload' }],
    ['issuer', { claims: { iss: 'https://evil.example' } }],
    ['issuer that is the internal address', { claims: { iss: 'http://127.0.0.1' } }],
    ['spelling of the issuer', { claims: { iss: publicOrigin } }],
    ['audience', { claims: { aud: 'other' } }],
    ['subject', { claims: { sub: 'person-2' } }],
    ['type', { header: { typ: 'logout+jwt' } }],
  ];

  test.each(forged)('%s of the ID token', async (_, changes) => {
    await using scene = await openOddScene();
    scene.provider.script({ idToken: { ...changes, claims: { iss: named, ...changes.claims } } });
    await refusedWithoutATrace(scene, 'provider_answer_invalid');
  });

  test.each(forged)('%s of the signed userinfo', async (_, changes) => {
    await using scene = await openOddScene();
    scene.provider.script(userinfo(changes.claims, changes));
    await refusedWithoutATrace(scene, 'provider_answer_invalid');
  });

  test('key of the signed userinfo', async () => {
    await using scene = await openOddScene();
    scene.provider.script(userinfo({}, { key: await signingKey('RS256', 'stranger') }));
    await refusedWithoutATrace(scene, 'provider_answer_invalid');
  });
});

describe('T14: an answer that is posted by another page', () => {
  test('signs a victim in to nothing: the browser did not begin it', async () => {
    await using scene = await openOddScene();
    const attackers = await scene.anotherBrowser().visit();
    await scene.browser.begin();
    const { query } = await scene.browser.comeBack(await sentTo(scene, attackers));
    expect(query['error_code']).toBe('invalid_state');
  });

  test('with the code of the attacker and the state of the victim is refused by PKCE', async () => {
    await using scene = await openOddScene();
    const attackers = await scene.anotherBrowser().visit();
    const mixed = new URLSearchParams(await scene.browser.visit());
    mixed.set('code', attackers.get('code') ?? '');
    const { query } = await scene.browser.comeBack(await sentTo(scene, mixed));
    expect(query['error_code']).toBe('provider_refused');
  });

  test('of another provider is refused by its iss', async () => {
    await using scene = await openOddScene();
    for (const iss of ['https://evil.example', publicOrigin, `${named}/`]) {
      scene.provider.script({ callback: { iss } });
      expect((await signIn(scene)).query['error_code']).toBe('foreign_issuer');
    }
    scene.provider.script({ callback: { iss: named } });
    expect((await signIn(scene)).query).toHaveProperty('code');
  });
});

test('T63: a new subject with the address of an old one does not get the account', async () => {
  await using scene = await openOddScene();
  const victim = await addPerson(scene.app, { email: ada.email });
  await changePerson(scene.app, victim, { is_proven: 1 });
  // Linked before, under the other spelling.
  await addIdentity(scene.app, victim, 'oidc', { issuer: publicOrigin, subject: 'person-0' });
  await refusedWithoutATrace(scene, 'account_exists');
});

describe('T71: a scanner that is first', () => {
  test('with the post and the GET changes nothing for the person', async () => {
    await using scene = await openOddScene();
    const answered = await scene.browser.visit();
    const scanned = await sentTo(scene, answered);
    await scene.anotherBrowser().comeBack(scanned);
    const { query } = await scene.browser.comeBack(await sentTo(scene, answered));
    expect((await exchange(scene.app, query['code'])).status).toBe(200);
  });

  test('or a second post of the same browser gets the same answer', async () => {
    await using scene = await openOddScene();
    const answered = await scene.browser.visit();
    const first = await scene.browser.comeBack(await sentTo(scene, answered));
    const second = await scene.browser.comeBack(await sentTo(scene, answered));
    expect(second.query).toEqual(first.query);
  });
});

describe('T72: a token of an app', () => {
  const path = `${oidcPath}/exchange/mobile`;

  test('counts once, and no logout token counts as one', async () => {
    await using scene = await openOddScene();
    scene.provider.person(ada);
    const idToken = await scene.provider.idToken('anchor-app', { claims: { iss: named } });
    const statuses = [];
    for (let count = 0; count < 2; count++) {
      statuses.push((await scene.app.post(path, { id_token: idToken })).status);
    }
    expect(statuses).toEqual([200, 401]);
    const logoutToken = await scene.provider.logoutToken({ claims: { iss: named } });
    expect((await scene.app.post(path, { id_token: logoutToken })).status).toBe(401);
    expect((await scene.app.post(path, { access_token: logoutToken })).status).not.toBe(200);
  });
});
