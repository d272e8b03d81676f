// What an app may send, and the errors when it is refused or the provider fails.
import { describe, expect, test } from 'bun:test';
import { addPerson } from '../support/people.ts';
import { oidcPath, openScene, type Scene, traces } from '../support/oidc-scene.ts';

const path = `${oidcPath}/exchange/mobile`;

const send = ({ app }: Scene, json: unknown) => app.post(path, json);

const one = 'Send exactly one of access_token, id_token or code';
const verifier = 'code_verifier is required with code';
const redirectUri = 'redirect_uri is required with code';

const forms: readonly (readonly [string, unknown, string])[] = [
  ['nothing', {}, one],
  ['only nulls', { access_token: null, id_token: null, code: null }, one],
  ['only empty texts', { access_token: '', id_token: '', code: '' }, one],
  ['two tokens', { access_token: 'x', id_token: 'x' }, one],
  ['a token and a code', { id_token: 'x', code: 'x', code_verifier: 'x', redirect_uri: 'x' }, one],
  ['all three', { access_token: 'x', id_token: 'x', code: 'x' }, one],
  ['what belongs to a code without one', { code_verifier: 'x', redirect_uri: 'x' }, one],
  ['a nonce alone', { nonce: 'x' }, one],
  ['other names', { accessToken: 'x', idToken: 'x' }, one],
  ['a code alone', { code: 'x' }, `${verifier}; ${redirectUri}`],
  ['a code without verifier', { code: 'x', redirect_uri: 'anchor://oidc/callback' }, verifier],
  ['a code without redirect_uri', { code: 'x', code_verifier: 'x' }, redirectUri],
  ['a code with an empty verifier', { code: 'x', code_verifier: '', redirect_uri: 'x' }, verifier],
];

describe('an app that sends', () => {
  test.each(forms)('%s gets an error that names the missing field', async (_, json, message) => {
    await using scene = await openScene();
    const answer = await send(scene, json);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', message } });
    expect(scene.provider.requests).toEqual([]);
    expect(await traces(scene.app)).toEqual([]);
  });

  const fields = ['access_token', 'id_token', 'nonce', 'code', 'code_verifier', 'redirect_uri'];

  test.each(fields)('a value of %s that is no text is refused, and not repeated', async (field) => {
    await using scene = await openScene();
    for (const value of [7, true, ['canary'], { canary: 'canary' }]) {
      const answer = await send(scene, { [field]: value });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', details: [{ field }] },
      });
      expect(answer.text).not.toContain('canary');
    }
    expect(scene.provider.requests).toEqual([]);
  });

  test.each(['[]', '"x"', '7', 'null'])('%s for an object is refused', async (body) => {
    await using scene = await openScene();
    const headers = { 'content-type': 'application/json' };
    const answer = await scene.app.send({ method: 'POST', path, headers, body });
    expect(answer.status).toBe(400);
  });

  test('a form in place of JSON is refused', async () => {
    await using scene = await openScene();
    const id_token = await scene.provider.idToken('anchor');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ id_token }).toString();
    expect((await scene.app.send({ method: 'POST', path, headers, body })).status).toBe(415);
  });
});

describe('an app gets the error', () => {
  test('502 while the provider is down, and nothing is kept', async () => {
    await using scene = await openScene();
    const id_token = await scene.provider.idToken('anchor');
    scene.provider.script({ discovery: 'down' });
    const answer = await send(scene, { id_token });
    expect(answer).toMatchObject({ status: 502, body: { code: 'provider_unavailable' } });
    expect(answer.text).not.toContain(scene.provider.issuer);
    expect(await traces(scene.app)).toEqual([]);
  });

  test('502 when the client is set up wrong at the provider', async () => {
    await using scene = await openScene({ env: { OIDC_CLIENT_SECRET: 'another' } });
    const form = { code: 'x', code_verifier: 'x', redirect_uri: 'anchor://oidc/callback' };
    const answer = await send(scene, form);
    expect(answer).toMatchObject({ status: 502, body: { code: 'provider_misconfigured' } });
  });

  test.each(['pending', 'disabled'] as const)('403 when the account is %s', async (status) => {
    await using scene = await openScene();
    const before = await addPerson(scene.app, { email: 'ada@example.com', status });
    const id_token = await scene.provider.idToken('anchor');
    const answer = await send(scene, { id_token });
    expect(answer).toMatchObject({ status: 403, body: { code: `account_${status}` } });
    expect(answer.text).not.toContain('token"');
    expect(before.status).toBe(status);
    expect((await scene.app.snapshot())['sessions']).toEqual([]);
  });

  test('403 at each try when registration is reviewed', async () => {
    await using scene = await openScene({ env: { USER_SIGNUP: 'review' } });
    await addPerson(scene.app, { email: 'admin@example.com', isAdmin: true });
    const id_token = await scene.provider.idToken('anchor');
    for (let turn = 0; turn < 2; turn++) {
      const answer = await send(scene, { id_token });
      expect(answer).toMatchObject({ status: 403, body: { code: 'account_pending' } });
    }
    expect((await scene.app.snapshot())['users']).toHaveLength(2);
    expect((await scene.app.snapshot())['sessions']).toEqual([]);
  });

  test('403 when accounts are not made by signing in', async () => {
    await using scene = await openScene({ env: { OIDC_AUTO_CREATE: 'false' } });
    const id_token = await scene.provider.idToken('anchor');
    const answer = await send(scene, { id_token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'sign_up_closed' } });
    expect(await traces(scene.app)).toEqual([]);
  });

  test('403 when the first administrator needs a setup token', async () => {
    await using scene = await openScene({ env: { SETUP_TOKEN: 'a long enough setup token' } });
    const id_token = await scene.provider.idToken('anchor');
    const answer = await send(scene, { id_token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'setup_token_required' } });
    expect(await traces(scene.app)).toEqual([]);
  });
});
