// DISABLE_INTERNAL_AUTH and the setting of the same name: when passwords are refused, and the way back in.
import { describe, expect, test } from 'bun:test';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { transcript } from '../cli/transcript.ts';
import { addIdentity, addSignedIn, applicant, password, setSetting } from '../support/people.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';

const oidcEnv: Env = {
  OIDC_ENABLED: 'true',
  OIDC_ISSUER_URL: 'https://oidc.example.com',
  OIDC_CLIENT_ID: 'anchor',
  OIDC_MOBILE_AUDIENCE_CHECK: 'strict',
};
const githubEnv: Env = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
const off: Env = { DISABLE_INTERNAL_AUTH: 'true' };
const on: Env = { DISABLE_INTERNAL_AUTH: 'false' };

interface Row {
  readonly env: Env;
  /** What an administrator wrote into the database. */
  readonly stored?: boolean;
  readonly refuses: boolean;
  /** How the start says that it is ignored. */
  readonly warning?: string;
}

const ignored = 'is ignored: no identity provider is enabled and configured';

const rows: Readonly<Record<string, Row>> = {
  'nothing says so': { env: oidcEnv, refuses: false },
  'the variable says so': { env: { ...off, ...oidcEnv }, refuses: true },
  'the variable says so beside GitHub': { env: { ...off, ...githubEnv }, refuses: true },
  'the setting says so': { env: oidcEnv, stored: true, refuses: true },
  'the setting says so beside GitHub': { env: githubEnv, stored: true, refuses: true },
  'the variable says no, whatever the setting': {
    env: { ...on, ...oidcEnv },
    stored: true,
    refuses: false,
  },
  'the variable says yes, whatever the setting': {
    env: { ...off, ...oidcEnv },
    stored: false,
    refuses: true,
  },
  'the variable says so without a provider': {
    env: off,
    refuses: false,
    warning: `DISABLE_INTERNAL_AUTH ${ignored}`,
  },
  'the variable says so beside half of GitHub': {
    env: { ...off, GITHUB_CLIENT_ID: 'id' },
    refuses: false,
    warning: `DISABLE_INTERNAL_AUTH ${ignored}`,
  },
  'the setting says so without a provider': {
    env: {},
    stored: true,
    refuses: false,
    warning: `The setting disableInternalAuth ${ignored}`,
  },
  'the setting says so while the provider is off': {
    env: { ...oidcEnv, OIDC_ENABLED: 'false' },
    stored: true,
    refuses: false,
    warning: `The setting disableInternalAuth ${ignored}`,
  },
};

const key = 'local.disabled';
const email = 'grace@example.com';

describe.each(Object.entries(rows))('when %s', (_, { env, stored, refuses, warning }) => {
  test(`passwords are ${refuses ? 'refused' : 'taken'}, everywhere`, async () => {
    await using app = await createTestApp(env);
    if (stored !== undefined) await setSetting(app, key, String(stored));
    const { access_token: token } = await addSignedIn(app, { email });
    const change = { currentPassword: password, newPassword: 'another good password' };
    const answers = [
      await app.post('/api/auth/login', { email, password }),
      await app.post('/api/auth/register', applicant({ email: 'new@example.com' })),
      await app.post('/api/auth/change-password', change, token),
    ];
    const codes = answers.map(({ body }) => (body as { code?: string }).code);
    expect(answers.map(({ status }) => status)).toEqual(
      refuses ? [403, 403, 403] : [200, 201, 200],
    );
    const refusal = 'local_auth_disabled';
    expect(codes).toEqual(
      refuses ? [refusal, refusal, refusal] : [undefined, undefined, undefined],
    );
    const config = (await app.get('/api/auth/oidc/config')).body;
    expect(config).toMatchObject({ disableInternalAuth: refuses });
    const { body } = await app.get('/api/auth/providers');
    expect((body as { providers: string[] }).providers.includes('local')).toBe(!refuses);
    expect((await startWarnings(app.services)).filter((line) => line.includes('ignored'))).toEqual(
      warning === undefined ? [] : [warning],
    );
  });
});

test('switching passwords off in the panel acts on the next request, and so does the way back', async () => {
  await using app = await createTestApp(oidcEnv);
  const admin = await addAdmin(app);
  await addIdentity(app, admin.user, 'oidc');
  const login = async () =>
    (await app.post('/api/auth/login', { email: 'root@example.com', password })).status;
  for (const [disableInternalAuth, status] of [
    [true, 403],
    [false, 200],
  ] as const) {
    await admin.ask('PATCH', '/settings/oidc', { disableInternalAuth });
    expect(await login()).toBe(status);
  }
});

describe('the command line, while passwords are refused,', () => {
  const useless =
    'anchor-auth: Sign-in by password is disabled: DISABLE_INTERNAL_AUTH=false enables it';

  test.each([
    ['by the variable', { ...off, ...oidcEnv }, undefined],
    ['by the setting', oidcEnv, true],
  ])('(%s) resets a password and says how to use it', async (_, env, stored) => {
    const own: Record<string, string> = { ...env };
    await using app = await createTestApp(own);
    if (stored !== undefined) await setSetting(app, key, String(stored));
    await addSignedIn(app, { email, password: null, isAdmin: true });
    const shellEnv = { ...env, ...app.place };
    const reset = ['user', 'reset-password', email, '--password-stdin'];
    const { exitCode, err } = await transcript(reset, { env: shellEnv, line: password });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: [useless] });
    const login = async () => (await app.post('/api/auth/login', { email, password })).status;
    expect(await login()).toBe(403);
    Object.assign(own, on);
    await app.restart();
    expect(await login()).toBe(200);
    const again = await transcript(reset, { env: { ...shellEnv, ...on }, line: password });
    expect(again.err).toEqual([]);
  });
});
