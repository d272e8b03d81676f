// Settings that change while a user is at the provider.
import { describe, expect, test } from 'bun:test';
import type { OidcSettings } from '../../src/features/admin/providers/schema.ts';
import { addSignedIn } from '../support/people.ts';
import { exchange, lastingRows, oidcPath, openScene } from '../support/oidc-scene.ts';
import { startProvider } from '../support/provider/provider.ts';

const settingsPath = '/api/admin/settings/oidc';

/** A server whose provider an administrator set up, and the administrator. */
async function openAdministered() {
  const variables = { OIDC_ENABLED: '', OIDC_ISSUER_URL: '', OIDC_CLIENT_ID: '' };
  const scene = await openScene({ env: { ...variables, OIDC_CLIENT_SECRET: '' } });
  const admin = await addSignedIn(scene.app, { email: 'admin@example.com', isAdmin: true });
  const ask = (method: string, path: string, json?: object) =>
    scene.app.send({ method, path, json, bearer: admin.access_token });
  const change = async (json: object) => {
    const { status, body } = await ask('PATCH', settingsPath, json);
    expect(status).toBe(200);
    return body as OidcSettings;
  };
  const { issuer, clientId, clientSecret } = scene.provider;
  await change({ enabled: true, issuerUrl: issuer, clientId, clientSecret });
  return { ...scene, admin: { ask }, change };
}

test('what an administrator set up signs people in', async () => {
  await using scene = await openAdministered();
  const { query } = await scene.browser.signIn();
  expect((await exchange(scene.app, query['code'])).body).toMatchObject({
    user: { email: 'ada@example.com', isAdmin: false },
  });
});

describe('a sign-in under way ends without a session', () => {
  test('when OIDC is switched off before the browser is back', async () => {
    await using scene = await openAdministered();
    const parameters = await scene.browser.visit();
    await scene.change({ enabled: false });
    const { query } = await scene.browser.comeBack(parameters);
    expect(query).toEqual({ error: 'OIDC is not enabled', error_code: 'oidc_not_enabled' });
    expect(scene.provider.received('token')).toEqual([]);
  });

  test('when another issuer is set up, which is not asked for what the first one gave', async () => {
    await using scene = await openAdministered();
    await using other = await startProvider();
    const parameters = await scene.browser.visit();
    await scene.change({ issuerUrl: other.issuer });
    const { query } = await scene.browser.comeBack(parameters);
    expect(query).toMatchObject({ error_code: 'invalid_state' });
    for (const { received } of [scene.provider, other]) expect(received('token')).toEqual([]);
  });

  test('when OIDC is switched off before the code is traded', async () => {
    await using scene = await openAdministered();
    const { query } = await scene.browser.signIn();
    await scene.change({ enabled: false });
    const before = await lastingRows(scene.app);
    expect(await exchange(scene.app, query['code'])).toMatchObject({
      status: 400,
      body: { code: 'oidc_not_enabled' },
    });
    expect(await lastingRows(scene.app)).toEqual(before);
  });

  test('when OIDC is switched off before an app trades its token', async () => {
    await using scene = await openAdministered();
    const id_token = await scene.provider.idToken('anchor');
    await scene.change({ enabled: false });
    const answer = await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token });
    expect(answer).toMatchObject({ status: 400, body: { code: 'oidc_not_enabled' } });
  });
});

test('the same subject at another issuer is another user', async () => {
  await using scene = await openAdministered();
  const first = await scene.browser.signIn();
  const body = { user: { email: 'ada@example.com' } };
  expect((await exchange(scene.app, first.query['code'])).body).toMatchObject(body);
  await using other = await startProvider({
    person: { sub: 'person-1', email: 'mallory@example.com', email_verified: true },
  });
  await scene.change({ issuerUrl: other.issuer, clientSecret: other.clientSecret });
  const id_token = await other.idToken('anchor');
  const answer = await scene.app.post(`${oidcPath}/exchange/mobile`, { id_token });
  expect(answer.body).toMatchObject({ user: { email: 'mallory@example.com' } });
});

test('what was found out about one provider is not said of the next', async () => {
  await using scene = await openAdministered();
  await using other = await startProvider();
  const known = async () => {
    const { body } = await scene.admin.ask('GET', settingsPath);
    return (body as OidcSettings).acceptsUnprovenTokens;
  };
  while ((await known()) === null) await Bun.sleep(5);
  expect(await known()).toBe(true);
  other.announce({ introspection_endpoint: `${other.issuer}/introspection` });
  const { issuer: issuerUrl, clientSecret } = other;
  const moved = await scene.change({ issuerUrl, clientSecret });
  expect(moved.acceptsUnprovenTokens).toBe(null);
  while ((await known()) === null) await Bun.sleep(5);
  expect(await known()).toBe(false);
});

describe('the cached answers of the provider are fetched again', () => {
  test('after the settings are saved, changed or not', async () => {
    await using scene = await openAdministered();
    await scene.browser.begin();
    await scene.browser.begin();
    expect(scene.provider.received('discovery')).toHaveLength(1);
    await scene.change({ enabled: true });
    await scene.browser.begin();
    expect(scene.provider.received('discovery')).toHaveLength(2);
  });

  test('after the settings are tested', async () => {
    await using scene = await openAdministered();
    await scene.browser.begin();
    const { status } = await scene.admin.ask('POST', `${settingsPath}/test`, {});
    expect(status).toBe(200);
    const moved = `${scene.provider.issuer}/elsewhere`;
    scene.provider.announce({ authorization_endpoint: moved });
    expect((await scene.browser.begin()).href).toStartWith(moved);
  });
});
