// T12, T61: a reader of the database files gets no usable credential. Each secret of a sign-in
// at a provider is looked for byte by byte, in every way it may be written down.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { exchange, openScene, type Scene } from '../support/oidc-scene.ts';
import { addSignedIn } from '../support/people.ts';
import { everythingStored } from '../support/everything-stored.ts';

const clientSecret = 'canary-github-client-secret-0123456789';

const secrets = new Map<string, string>();
let files: readonly Buffer[] = [];
let scene: Scene;

function keep(fields: Readonly<Record<string, string | null | undefined>>): void {
  for (const [name, value] of Object.entries(fields)) secrets.set(name, value ?? '');
}

beforeAll(async () => {
  scene = await openScene();
  const { app, browser, provider } = scene;
  const admin = await addSignedIn(app, { isAdmin: true });
  await app.send({
    method: 'PATCH',
    path: '/api/admin/settings/providers/github',
    json: { clientId: 'canary-client-id', clientSecret },
    bearer: admin.access_token,
  });
  const unfinished = await browser.begin();
  const [unfinishedKey] = browser.jar.values();
  keep({ 'state in use': unfinished.searchParams.get('state'), 'cookie in use': unfinishedKey });
  const parameters = await provider.signIn(await browser.begin());
  keep({ 'used state': parameters.get('state'), 'provider code': parameters.get('code') });
  keep({ 'cookie of the used state': [...browser.jar.values()].at(-1) });
  const { query } = await browser.comeBack(parameters);
  const duringSignIn = await everythingStored(app);
  const tokens = (await exchange(app, query['code'])).body as Record<string, string>;
  keep({ 'login code': query['code'], 'refresh token': tokens['refresh_token'] });
  const { form } = provider.received('token')[0] ?? {};
  keep({ 'code verifier': form?.get('code_verifier'), 'access token': tokens['access_token'] });
  const renewed = await app.post('/api/auth/refresh', { refresh_token: tokens['refresh_token'] });
  const later = renewed.body as Record<string, string>;
  keep({ 'next refresh token': later['refresh_token'], 'client secret': clientSecret });
  const made = await app.post('/api/auth/api-token/regenerate', {}, later['access_token']);
  keep({ 'API token': (made.body as Record<string, string>)['apiToken'] });
  keep({ 'secret of OpenID Connect': provider.clientSecret });
  files = [...duringSignIn, ...(await everythingStored(app))];
});

afterAll(() => scene[Symbol.asyncDispose]());

/** As text, as the bytes that the text encodes, and as text about those bytes. */
function forms(secret: string): readonly Buffer[] {
  const plain = [Buffer.from(secret), Buffer.from(secret, 'base64url'), Buffer.from(secret, 'hex')];
  const written = plain.flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64url')]);
  const all = [...plain, ...written.map((text) => Buffer.from(text))];
  return all.filter((bytes) => bytes.length >= 16);
}

describe('in the files of the database, running and with its write-ahead log,', () => {
  test('people and what is no secret can be found', () => {
    for (const text of ['ada@example.com', 'canary-client-id']) {
      expect(files.some((file) => file.includes(text))).toBe(true);
    }
  });

  test.each([
    'state in use',
    'cookie in use',
    'used state',
    'cookie of the used state',
    'provider code',
    'login code',
    'refresh token',
    'next refresh token',
    'access token',
    'API token',
    'client secret',
    'secret of OpenID Connect',
  ])('the %s cannot be found', (name) => {
    const secret = secrets.get(name) ?? '';
    expect(secret.length).toBeGreaterThan(8);
    const places = files.filter((file) => forms(secret).some((form) => file.includes(form)));
    expect(places).toHaveLength(0);
  });
});
