// What everybody may know of the provider, and what the operator must have said for it to be open.
import { describe, expect, test } from 'bun:test';
import { addPerson, password, setSetting } from '../support/people.ts';
import { oidcPath } from '../support/oidc-scene.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

const issuerUrl = 'https://id.example.com';
const ready: Env = { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: issuerUrl, OIDC_CLIENT_ID: 'anchor' };
const closed = { enabled: false, providerName: 'OpenID Connect', disableInternalAuth: false };
const open = {
  ...closed,
  enabled: true,
  issuerUrl,
  clientId: 'anchor',
  autoRedirect: false,
};

interface Row {
  readonly name: string;
  readonly env?: Env;
  readonly settings?: Readonly<Record<string, string>>;
  readonly shows: object;
}

const rows: readonly Row[] = [
  { name: 'nothing but that it is closed when nothing is set', shows: closed },
  { name: 'issuer and client when all is set', env: ready, shows: open },
  {
    name: 'the name the operator gives it',
    env: { ...ready, OIDC_PROVIDER_NAME: 'Pocket ID' },
    shows: { ...open, providerName: 'Pocket ID' },
  },
  {
    name: 'closed, with its name, while it is switched off',
    env: { ...ready, OIDC_ENABLED: 'false', OIDC_PROVIDER_NAME: 'Pocket ID' },
    shows: { ...closed, providerName: 'Pocket ID' },
  },
  {
    name: 'closed while only the switch is on',
    env: { OIDC_ENABLED: 'true' },
    shows: closed,
  },
  {
    name: 'closed without a client',
    env: { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: issuerUrl },
    shows: closed,
  },
  {
    name: 'closed without an issuer',
    env: { OIDC_ENABLED: 'true', OIDC_CLIENT_ID: 'anchor' },
    shows: closed,
  },
  {
    name: 'closed when the switch is not set beside the rest',
    env: { OIDC_ISSUER_URL: issuerUrl, OIDC_CLIENT_ID: 'anchor' },
    shows: closed,
  },
  {
    name: 'what an administrator set up',
    settings: {
      'oidc.enabled': 'true',
      'oidc.issuer_url': issuerUrl,
      'oidc.client_id': 'anchor',
      'oidc.provider_name': 'Authentik',
    },
    shows: { ...open, providerName: 'Authentik' },
  },
  {
    name: 'closed when an administrator set up a half of it',
    settings: { 'oidc.enabled': 'true', 'oidc.issuer_url': issuerUrl },
    shows: closed,
  },
  {
    name: 'nothing of what is stored once a variable is set',
    env: { OIDC_ENABLED: 'true' },
    settings: { 'oidc.issuer_url': 'https://stored.example.com', 'oidc.client_id': 'stored' },
    shows: closed,
  },
  {
    name: 'that the sign-in page goes there at once',
    env: { ...ready, OIDC_AUTO_REDIRECT: 'true' },
    shows: { ...open, autoRedirect: true },
  },
  {
    name: 'the same when an administrator chose it',
    env: ready,
    settings: { 'oidc.auto_redirect': 'true' },
    shows: { ...open, autoRedirect: true },
  },
  {
    name: 'that people choose while another provider is open too',
    env: {
      ...ready,
      OIDC_AUTO_REDIRECT: 'true',
      GITHUB_CLIENT_ID: 'anchor',
      GITHUB_CLIENT_SECRET: 'secret',
    },
    shows: open,
  },
  {
    name: 'that passwords are refused, when they are',
    env: { ...ready, DISABLE_INTERNAL_AUTH: 'true' },
    shows: { ...open, disableInternalAuth: true },
  },
  {
    name: 'that passwords are refused by an administrator',
    env: ready,
    settings: { 'local.disabled': 'true' },
    shows: { ...open, disableInternalAuth: true },
  },
  {
    name: 'that passwords are accepted while no provider could take their place',
    env: { ...ready, OIDC_ENABLED: 'false', DISABLE_INTERNAL_AUTH: 'true' },
    shows: closed,
  },
];

describe('the configuration shows', () => {
  test.each(rows)('$name', async ({ env, settings = {}, shows }) => {
    await using app = await createTestApp(env);
    for (const [key, value] of Object.entries(settings)) await setSetting(app, key, value);
    const answer = await app.get(`${oidcPath}/config`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(shows);
  });

  test('the same that logging in obeys', async () => {
    for (const { env, settings = {}, shows } of rows) {
      await using app = await createTestApp(env);
      for (const [key, value] of Object.entries(settings)) await setSetting(app, key, value);
      const isRefused = 'disableInternalAuth' in shows && shows.disableInternalAuth === true;
      expect({ shows, status: await loginStatus(app) }).toEqual({
        shows,
        status: isRefused ? 403 : 200,
      });
    }
  });

  test('never the client secret', async () => {
    await using app = await createTestApp({ ...ready, OIDC_CLIENT_SECRET: 'canary-secret' });
    expect((await app.get(`${oidcPath}/config`)).text).not.toContain('canary-secret');
  });
});

describe('while the configuration says that it is closed', () => {
  const routes: readonly (readonly [string, (app: TestApp) => Promise<unknown>])[] = [
    ['initiate', (app) => app.get(`${oidcPath}/initiate`)],
    ['exchange/mobile', (app) => app.post(`${oidcPath}/exchange/mobile`, { id_token: 'x' })],
  ];

  test.each(routes)('%s is refused', async (_, request) => {
    for (const { env, settings = {}, shows } of rows) {
      if ('enabled' in shows && shows.enabled === true) continue;
      await using app = await createTestApp(env);
      for (const [key, value] of Object.entries(settings)) await setSetting(app, key, value);
      const before = await app.snapshot();
      expect(await request(app)).toMatchObject({
        status: 400,
        body: { code: 'oidc_not_enabled', message: 'OIDC is not enabled' },
      });
      expect(await app.snapshot()).toEqual(before);
    }
  });
});

async function loginStatus(app: TestApp): Promise<number> {
  const { email } = await addPerson(app);
  return (await app.post('/api/auth/login', { email, password })).status;
}
