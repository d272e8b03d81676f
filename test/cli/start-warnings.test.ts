import { afterAll, expect, test } from 'bun:test';
import { firstUserNotice, mobileWarning, startWarnings } from '../../src/cli/start-warnings.ts';
import { endProcesses, startServer } from '../support/process.ts';
import { putAnotherKey } from '../support/another-key.ts';
import { startProvider } from '../support/provider/provider.ts';
import { applicant } from '../support/people.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin } from '../admin/administrator.ts';

afterAll(endProcesses);

const clientSecret = 'a secret';

const rows: readonly (readonly [
  string,
  { readonly env?: Env; readonly introspects?: boolean; readonly isDown?: boolean; warns: boolean },
])[] = [
  ['cannot introspect tokens', { warns: true }],
  [
    'could, but there is no secret',
    { introspects: true, env: { OIDC_CLIENT_SECRET: '' }, warns: true },
  ],
  ['introspects tokens', { introspects: true, warns: false }],
  ['is not to be believed', { env: { OIDC_MOBILE_AUDIENCE_CHECK: 'strict' }, warns: false }],
  ['is switched off', { env: { OIDC_ENABLED: 'false' }, warns: false }],
  ['does not answer', { isDown: true, warns: false }],
];

test.each([...rows])('where the provider %s, the start says what that means', async (_, row) => {
  await using provider = await startProvider({ clientSecret });
  if (row.introspects === true) {
    provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
  }
  if (row.isDown === true) provider.script({ discovery: 'down' });
  await using app = await createTestApp({
    OIDC_ENABLED: 'true',
    OIDC_ISSUER_URL: provider.issuer,
    OIDC_CLIENT_ID: 'anchor',
    OIDC_CLIENT_SECRET: clientSecret,
    ...row.env,
  });
  expect(await mobileWarning(app.services)).toEqual(
    row.warns ? expect.stringContaining('OIDC_MOBILE_AUDIENCE_CHECK=strict refuses them') : null,
  );
});

const issuer = { OIDC_ISSUER_URL: 'https://id.example.com' };
const halves: readonly (readonly [string, Env, readonly string[]])[] = [
  ['nothing', {}, []],
  ['all of OIDC', { OIDC_ENABLED: 'true', ...issuer, OIDC_CLIENT_ID: 'anchor' }, []],
  ['OIDC switched off', { OIDC_ENABLED: 'false', ...issuer }, []],
  ['the switch alone', { OIDC_ENABLED: 'true' }, ['OIDC_ISSUER_URL, OIDC_CLIENT_ID']],
  ['no client', { OIDC_ENABLED: 'true', ...issuer }, ['OIDC_CLIENT_ID']],
  ['no switch', { ...issuer, OIDC_CLIENT_ID: 'anchor' }, ['OIDC_ENABLED=true']],
  ['a client of GitHub without secret', { GITHUB_CLIENT_ID: 'anchor' }, ['GITHUB_CLIENT_SECRET']],
  [
    'secrets without clients',
    { GOOGLE_CLIENT_SECRET: 'canary', MICROSOFT_CLIENT_SECRET: 'canary' },
    ['GOOGLE_CLIENT_ID', 'MICROSOFT_CLIENT_ID'],
  ],
];

test.each([...halves])('of %s the start names what is missing', async (_, env, missing) => {
  await using app = await createTestApp(env);
  const warnings = (await startWarnings(app.services)).filter((line) =>
    line.includes('does not work'),
  );
  expect(warnings).toEqual(
    missing.map((name) => expect.stringMatching(new RegExp(`does not work without ${name}$`))),
  );
});

test('a name for the button alone takes OIDC out of the panel, and the start says so', async () => {
  await using app = await createTestApp({ OIDC_PROVIDER_NAME: 'Home' });
  expect(await startWarnings(app.services)).toContain(
    'OIDC_PROVIDER_NAME is set, so the panel is ignored, but OIDC does not work without OIDC_ENABLED=true, OIDC_ISSUER_URL, OIDC_CLIENT_ID',
  );
});

test('of stored secrets that another secret.key has sealed the start names each', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const settings = { clientId: 'id', clientSecret: 'canary' };
  await admin.ask('PATCH', '/settings/providers/github', settings);
  await admin.ask('PATCH', '/settings/oidc', { ...settings, issuerUrl: 'https://id.example.com' });
  const unreadable = async () =>
    (await startWarnings(app.services)).filter((line) => line.includes('stored'));
  await app.restart();
  expect(await unreadable()).toEqual([]);
  await putAnotherKey(app);
  await app.restart();
  expect(await unreadable()).toEqual(
    ['OpenID Connect', 'GitHub'].map(
      (provider) =>
        `The stored client secret of ${provider} cannot be decrypted with the secret.key in DATA_DIR: sign-in there fails until you enter it again in the panel or restore the secret.key it was stored with`,
    ),
  );
});

test('a server says in its log that DISABLE_INTERNAL_AUTH has no effect, and starts', async () => {
  await using server = await startServer({ env: { DISABLE_INTERNAL_AUTH: 'true' } });
  expect(server.log()).toContain(
    'DISABLE_INTERNAL_AUTH is ignored: no identity provider is enabled and configured',
  );
});

test('a server says in its log that it believes tokens of apps without proof', async () => {
  await using provider = await startProvider({ clientSecret: null });
  await using server = await startServer({
    env: { OIDC_ENABLED: 'true', OIDC_ISSUER_URL: provider.issuer, OIDC_CLIENT_ID: 'anchor' },
  });
  // It asks the provider after it is ready.
  while (!server.log().includes('opaque access tokens')) await Bun.sleep(5);
  expect(JSON.parse(server.log().trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    level: 'warn',
    message: expect.stringContaining('opaque access tokens'),
  });
});

const signInAtGitHub = { GITHUB_CLIENT_ID: 'anchor', GITHUB_CLIENT_SECRET: 'a secret' };

test.each([
  ['as it is', {}, 'Open http://localhost:3000/register to create the administrator account'],
  [
    'with a setup token',
    { SETUP_TOKEN: 'a token' },
    'Open http://localhost:3000/register to create the administrator account with the SETUP_TOKEN',
  ],
  [
    'without passwords',
    { ...signInAtGitHub, DISABLE_INTERNAL_AUTH: 'true' },
    'Open http://localhost:3000/login: the first person to sign in becomes the administrator',
  ],
  [
    'without passwords, with a setup token',
    { ...signInAtGitHub, DISABLE_INTERNAL_AUTH: 'true', SETUP_TOKEN: 'a token' },
    'There is no account yet: create the administrator with "anchor-auth user create"',
  ],
])(
  'an empty server %s says who becomes its administrator, until there is one',
  async (_, env, sentence) => {
    await using app = await createTestApp(env);
    expect(await firstUserNotice(app.services, 'http://localhost:3000')).toBe(sentence);
    await addAdmin(app);
    expect(await firstUserNotice(app.services, 'http://localhost:3000')).toBeNull();
  },
);

test.each([
  [{ APP_URL: 'https://auth.example.com' }, () => 'https://auth.example.com'],
  [{}, (port: number) => `http://localhost:${port}`],
])(
  'a start with %j says which address to open, and the first also what for',
  async (env, urlOf) => {
    await using first = await startServer({ env });
    const { dataDir } = first;
    const url = urlOf(first.port);
    const notice = `Open ${url}/register to create the administrator account`;
    expect(first.log()).toContain(`"${notice}"`);
    expect(first.log()).toContain(`"message":"anchor-auth is ready","url":"${url}","listening":"`);
    expect((await first.post('/api/auth/register', applicant())).status).toBe(201);
    await first.stop();
    await using second = await startServer({ dataDir, env });
    expect(second.log()).not.toContain('administrator account');
    expect(second.log()).toContain(`"url":"${urlOf(second.port)}"`);
  },
);

async function proxyWarnings(env: Env): Promise<readonly string[]> {
  await using app = await createTestApp(env);
  return (await startWarnings(app.services)).filter((line) => line.includes('TRUSTED_PROXIES'));
}

test('without TRUSTED_PROXIES the start says that private addresses share a limit, and how not to', async () => {
  expect(await proxyWarnings({})).toEqual([
    'TRUSTED_PROXIES is not set: all requests from private addresses share one wide limit, because one proxy may send them. Name the proxy, or 127.0.0.1 when there is none, and each address counts for itself',
  ]);
  expect(await proxyWarnings({ TRUSTED_PROXIES: '127.0.0.1' })).toEqual([]);
  expect(await proxyWarnings({ RATE_LIMIT: 'off' })).toEqual([]);
  expect(await proxyWarnings({ HOST: '203.0.113.7' })).toEqual([]);
});
