// `config check` shows what an administrator chose where the environment leaves it open.
import { expect, test } from 'bun:test';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { namedProviders, registry } from '../../src/core/providers/registry.ts';
import { configCheck } from '../../src/cli/config-check.ts';
import { addAdmin } from '../admin/administrator.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';
import { shownAddress } from '../../src/core/postgres-address.ts';
import { fileOf, usesPostgres } from '../support/test-storage.ts';

const chosen = {
  USER_SIGNUP: 'review',
  DISABLE_INTERNAL_AUTH: 'false',
  ENABLE_PASSWORD_VALIDATION: 'true',
  OIDC_ENABLED: 'true',
  OIDC_PROVIDER_NAME: 'Pocket ID',
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'anchor',
  OIDC_CLIENT_SECRET: '••••••••',
  OIDC_EMAIL_CLAIM: 'upn,email',
  OIDC_NAME_CLAIM: 'displayName',
  OIDC_PROMPT: 'select_account',
  OIDC_LOGOUT: 'true',
  OIDC_AUTO_REDIRECT: 'true',
  OIDC_SCOPES: 'openid,groups',
  OIDC_GROUPS_CLAIM: 'roles',
  OIDC_ALLOWED_GROUPS: 'family,friends',
  OIDC_ADMIN_GROUPS: 'admins',
  OIDC_SYNC_GROUPS: 'all',
  OIDC_SESSION_TTL: '12h',
  SMTP_HOST: 'smtp.example.com',
  SMTP_PORT: '465',
  SMTP_TLS: 'implicit',
  SMTP_USER: 'auth@example.com',
  SMTP_PASSWORD: '••••••••',
  SMTP_FROM: 'Anchor <auth@example.com>',
  SMTP_EHLO: 'auth.example.com',
  NOTIFY: 'security,sign-in',
  ...Object.fromEntries(
    registry.flatMap(({ id, prefix }) => [
      [`${prefix}_CLIENT_ID`, `${id}-id`],
      [`${prefix}_CLIENT_SECRET`, '••••••••'],
    ]),
  ),
  MICROSOFT_TENANT_ID: 'contoso.example',
} as const;

/** An administrator chooses everything that can be chosen. */
async function chooseAll(app: TestApp): Promise<void> {
  const admin = await addAdmin(app);
  const change = async (path: string, json: object) => {
    expect((await admin.ask('PATCH', `/settings/${path}`, json)).status).toBe(200);
  };
  await change('registration', { mode: 'review' });
  await change('password-policy', { strict: true });
  await change('oidc', {
    enabled: true,
    providerName: 'Pocket ID',
    issuerUrl: 'https://id.example.com',
    clientId: 'anchor',
    clientSecret: 'canary-secret',
    disableInternalAuth: false,
  });
  await change('oidc/options', {
    emailClaim: ['upn', 'email'],
    nameClaim: ['displayName'],
    prompt: 'select_account',
    logout: true,
    autoRedirect: true,
    scopes: ['openid', 'groups'],
    groupsClaim: ['roles'],
    allowedGroups: ['family', 'friends'],
    adminGroups: ['admins'],
    syncGroups: 'all',
    sessionTtl: '12h',
  });
  await change('mail', {
    host: 'smtp.example.com',
    port: 465,
    tls: 'implicit',
    user: 'auth@example.com',
    password: 'canary-secret',
    from: 'Anchor <auth@example.com>',
    ehlo: 'auth.example.com',
    notify: ['sign-in', 'security'],
  });
  for (const name of namedProviders) {
    const tenant = name === 'microsoft' ? { tenantId: 'contoso.example' } : {};
    const client = { clientId: `${name}-id`, clientSecret: 'canary-secret' };
    await change(`providers/${name}`, { ...client, ...tenant });
  }
}

/** What is shown: exit code, complaints, and value and source by setting. */
async function check(app: TestApp, env: Env = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const { storage } = app.services.config;
  const database: Env =
    storage.kind === 'sqlite'
      ? {}
      : { DATABASE_URL: `postgres://${storage.address.user}@${shownAddress(storage.address)}` };
  const variables = { DATA_DIR: storage.dataDir, ...database, ...env };
  const exitCode = await configCheck({ env: variables }, output);
  const shown = (name: string) => {
    const line = out.find((text) => text.slice(2).startsWith(`${name} `)) ?? '';
    return line
      .slice(2 + name.length)
      .trim()
      .replaceAll(/ {2,}/g, ' | ');
  };
  return { exitCode, err, shown, text: [...out, ...err].join('\n') };
}

test.each([
  ['while the server runs', false],
  ['after it has stopped', true],
])('what was chosen in the panel is shown with its source %s', async (_, isStopped) => {
  await using app = await createTestApp();
  await chooseAll(app);
  if (isStopped) await app.services.close();
  const { dataDir } = app.services.config.storage;
  const before = readdirSync(dataDir).toSorted();
  const { exitCode, err, shown, text } = await check(app);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: [] });
  for (const [name, value] of Object.entries(chosen)) {
    expect(`${name} ${shown(name)}`).toBe(`${name} ${value} | database`);
  }
  expect(text).not.toContain('canary');
  expect(readdirSync(dataDir).toSorted()).toEqual(before);
  if (isStopped) await app.restart();
});

test('the environment comes first, and one variable of OIDC takes all of it', async () => {
  await using app = await createTestApp();
  await chooseAll(app);
  const { shown } = await check(app, { USER_SIGNUP: 'disabled', OIDC_CLIENT_ID: 'other' });
  expect(shown('USER_SIGNUP')).toBe('disabled | environment');
  expect(shown('OIDC_CLIENT_ID')).toBe('other | environment');
  expect(shown('OIDC_ISSUER_URL')).toBe('(unset) | default');
  expect(shown('OIDC_ENABLED')).toBe('false | default');
  // The further settings are each for themselves.
  expect(shown('OIDC_PROMPT')).toBe('select_account | database');
  expect(shown('GITHUB_CLIENT_ID')).toBe('github-id | database');
});

test('a password of the environment takes where it is sent from the panel', async () => {
  await using app = await createTestApp();
  await chooseAll(app);
  const { err, shown } = await check(app, { SMTP_PASSWORD: 'canary', SMTP_USER: 'me' });
  for (const name of ['SMTP_HOST', 'SMTP_PORT', 'SMTP_TLS']) {
    expect(shown(name)).toEndWith('| default');
  }
  expect(shown('SMTP_FROM')).toBe('Anchor <auth@example.com> | database');
  expect(err.join()).toContain('The mail server is not set (SMTP_HOST)');
});

test('what is half set in the environment and the panel together is said', async () => {
  await using app = await createTestApp();
  const env = { SMTP_HOST: 'smtp.example.com', SMTP_PORT: '465' };
  const missing = 'The sender of mail is not set (SMTP_FROM)';
  expect((await check(app, env)).err.join()).toContain(missing);
  await (await addAdmin(app)).ask('PATCH', '/settings/mail', { from: 'auth@example.com' });
  const { err, exitCode } = await check(app, env);
  expect({ exitCode, err }).toEqual({
    exitCode: 0,
    err: [
      '1 warning:',
      '  Port 465 usually takes encryption from the first byte: set SMTP_TLS=implicit, or SMTP_PORT=587',
      '',
    ],
  });
});

test('what was taken away again is the default', async () => {
  await using app = await createTestApp();
  await chooseAll(app);
  const admin = await addAdmin(app, 'second@example.com');
  await admin.ask('PATCH', '/settings/providers/microsoft', {
    clientId: '',
    clearClientSecret: true,
    tenantId: '',
  });
  const { shown } = await check(app);
  expect(shown('MICROSOFT_CLIENT_ID')).toBe('(unset) | default');
  expect(shown('MICROSOFT_CLIENT_SECRET')).toBe('(unset) | default');
  expect(shown('MICROSOFT_TENANT_ID')).toBe('common | default');
});

test('a server that does not answer is reported without its password, and the rest is shown', async () => {
  await using app = await createTestApp();
  const { exitCode, err, shown, text } = await check(app, {
    DATABASE_URL: 'postgres://me:CANARY@127.0.0.1:1/anchor',
  });
  expect(exitCode).toBe(0);
  expect(err).toContain(
    '  The database 127.0.0.1:1/anchor could not be read (No PostgreSQL server listens on 127.0.0.1:1): what was chosen in the admin panel is not shown',
  );
  expect(shown('DATABASE_URL')).toBe('•••••••• | environment');
  expect(shown('USER_SIGNUP')).toBe('admin panel, else enabled | default');
  expect(text).not.toContain('CANARY');
});

if (usesPostgres) console.log('skipped on PostgreSQL: a file that cannot be read');
test.skipIf(usesPostgres)('an unreadable database is reported, and the rest is shown', async () => {
  await using app = await createTestApp();
  const databaseFile = fileOf(app.services.config);
  await app.services.close();
  writeFileSync(
    `${databaseFile}.other`,
    'this is no database, but long enough to be one'.repeat(99),
  );
  chmodSync(`${databaseFile}.other`, 0o600);
  const { exitCode, err, shown } = await check(app, { DATABASE_URL: `${databaseFile}.other` });
  expect(exitCode).toBe(0);
  expect(err.join('\n')).toContain('what was chosen in the admin panel is not shown');
  expect(shown('USER_SIGNUP')).toBe('admin panel, else enabled | default');
  await app.restart();
});
