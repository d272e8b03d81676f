import { describe, expect, test } from 'bun:test';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin, asAdmin } from './administrator.ts';

const oidc = '/settings/oidc';

const variables: readonly (readonly [string, string])[] = [
  ['OIDC_ENABLED', 'false'],
  ['OIDC_ISSUER_URL', 'https://env.example.com'],
  ['OIDC_CLIENT_ID', 'of-the-environment'],
  ['OIDC_CLIENT_SECRET', 'canary-of-the-environment'],
  ['OIDC_PROVIDER_NAME', 'Environment'],
];

const changes = {
  enabled: true,
  providerName: 'Panel',
  issuerUrl: 'https://panel.example.com',
  clientId: 'of-the-panel',
  clientSecret: 'canary-of-the-panel',
  clearClientSecret: true,
} as const;

scenarios('while the environment says something of the OpenID provider', [
  ...variables.flatMap(([variable, value]) =>
    Object.entries(changes).map(([field, changed]): Scenario => ({
      name: `(${variable}) no request changes ${field}`,
      request: `PATCH /api/admin${oidc}`,
      env: { [variable]: value },
      arrange: asAdmin(),
      // Not even what is free is stored then.
      json: { disableInternalAuth: true, [field]: changed },
      status: 403,
      code: 'setting_locked',
      message: `OIDC is locked by ${variable} environment variable`,
      excludes: ['canary'],
    })),
  ),
  {
    name: 'disableInternalAuth is not locked, and unknown fields change nothing',
    request: `PATCH /api/admin${oidc}`,
    env: { OIDC_ENABLED: 'false' },
    arrange: asAdmin(),
    json: { disableInternalAuth: true, clientId: null, unknown: 'x' },
    status: 200,
    contains: ['"disableInternalAuth":true', '"isLocked":true'],
  },
  ...[true, false].map((disableInternalAuth): Scenario => ({
    name: `disableInternalAuth is locked by its own variable (${disableInternalAuth})`,
    request: `PATCH /api/admin${oidc}`,
    env: { DISABLE_INTERNAL_AUTH: 'false' },
    arrange: asAdmin(),
    json: { disableInternalAuth, clientId: 'x' },
    status: 403,
    code: 'setting_locked',
    message: 'Local authentication is locked by DISABLE_INTERNAL_AUTH environment variable',
  })),
]);

test.each([...variables])('%s makes what is in the database unheard', async (variable, value) => {
  const env = { [variable]: value };
  // The same directory, first without the variable: what an administrator chose is in it.
  const own: Record<string, string> = {};
  await using app = await createTestApp(own);
  const admin = await addAdmin(app);
  const { clearClientSecret: _, enabled: __, ...stored } = changes;
  await admin.ask('PATCH', oidc, stored);
  Object.assign(own, env);
  await app.restart();
  const { text, body } = await admin.ask('GET', oidc);
  expect(body).toMatchObject({ isLocked: true, lockedBy: variable, source: 'env' });
  expect(text).not.toContain('anel');
  expect(body).toMatchObject({ hasClientSecret: variable === 'OIDC_CLIENT_SECRET' });
  delete own[variable];
  await app.restart();
  expect((await admin.ask('GET', oidc)).body).toMatchObject({
    issuerUrl: changes.issuerUrl,
    hasClientSecret: true,
    isLocked: false,
  });
});

test('DISABLE_INTERNAL_AUTH locks that field alone', async () => {
  await using app = await createTestApp({ DISABLE_INTERNAL_AUTH: 'true' });
  const admin = await addAdmin(app);
  const own = { isInternalAuthLocked: true, disableInternalAuth: true, isLocked: false };
  expect((await admin.ask('GET', oidc)).body).toMatchObject({ ...own, lockedBy: null });
  const answer = await admin.ask('PATCH', oidc, { clientId: 'anchor' });
  expect(answer).toMatchObject({ status: 200, body: { ...own, clientId: 'anchor' } });
});

const github: Env = { GITHUB_CLIENT_ID: 'env-id', GITHUB_CLIENT_SECRET: 'canary-env' };

describe('while the environment has the credentials of GitHub', () => {
  const path = '/settings/providers/github';

  test('they are shown as locked, and the rest as free', async () => {
    await using app = await createTestApp(github);
    const { body, text } = await (await addAdmin(app)).ask('GET', path);
    expect(body).toMatchObject({
      configured: true,
      clientId: { value: 'env-id', source: 'env', isLocked: true },
      hasClientSecret: { value: true, source: 'env', isLocked: true },
      enabled: { isLocked: false },
      allowSignup: { isLocked: false },
      autoLink: { isLocked: false },
    });
    expect(text).not.toContain('canary');
  });

  test.each(['enabled', 'allowSignup', 'autoLink'])('%s can be changed', async (field) => {
    await using app = await createTestApp(github);
    const answer = await (await addAdmin(app)).ask('PATCH', path, { [field]: false });
    const own = { value: false, source: 'database', isLocked: false };
    expect(answer).toMatchObject({ status: 200, body: { [field]: own } });
  });

  test.each([
    [{ clientId: 'x', enabled: false }, 'client id', 'CLIENT_ID'],
    [{ clientId: '' }, 'client id', 'CLIENT_ID'],
    [{ clientSecret: 'canary-x' }, 'client secret', 'CLIENT_SECRET'],
    [{ clearClientSecret: true }, 'client secret', 'CLIENT_SECRET'],
  ])('%j cannot', async (change, what, variable) => {
    await using app = await createTestApp(github);
    const admin = await addAdmin(app);
    const before = await app.snapshot();
    expect(await admin.ask('PATCH', path, change)).toMatchObject({
      status: 403,
      body: { message: `GitHub ${what} is locked by GITHUB_${variable} environment variable` },
    });
    expect(await app.snapshot()).toEqual(before);
  });
});

test('MICROSOFT_TENANT_ID locks the tenant of Microsoft', async () => {
  await using app = await createTestApp({ MICROSOFT_TENANT_ID: 'contoso.example' });
  const admin = await addAdmin(app);
  const path = '/settings/providers/microsoft';
  const tenantId = { value: 'contoso.example', source: 'env', isLocked: true };
  expect((await admin.ask('GET', path)).body).toMatchObject({ tenantId });
  const message = 'Microsoft tenant id is locked by MICROSOFT_TENANT_ID environment variable';
  expect(await admin.ask('PATCH', path, { tenantId: 'common' })).toMatchObject({
    status: 403,
    body: { message },
  });
});
