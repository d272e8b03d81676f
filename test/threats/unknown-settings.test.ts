// A stored setting that is no value here (a newer version wrote it, or a hand did) opens nothing. T68: "unknown"
// never means "allowed".
import { describe, expect, test } from 'bun:test';
import { startWarnings } from '../../src/cli/start-warnings.ts';
import { addAdmin } from '../admin/administrator.ts';
import { addPerson, applicant, password, setSetting } from '../support/people.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

const github: Env = { GITHUB_CLIENT_ID: 'our-client', GITHUB_CLIENT_SECRET: 'our-secret' };

interface Row {
  readonly key: string;
  readonly value: string;
  readonly env?: Env;
  /** Whether what the setting decides is open. */
  readonly isOpen: (app: TestApp) => Promise<boolean>;
}

const takesPasswords = async (app: TestApp) => {
  const { email } = await addPerson(app);
  return (await app.post('/api/auth/login', { email, password })).status === 200;
};

const registers = (person: object) => async (app: TestApp) => {
  await addPerson(app);
  return (await app.post('/api/auth/register', person)).status === 201;
};

const connection = async ({ services }: TestApp) => services.connections.named('github');

const rows: readonly Row[] = [
  { key: 'registration.mode', value: 'invite', isOpen: registers(applicant()) },
  { key: 'registration.mode', value: '', isOpen: registers(applicant()) },
  { key: 'password.strict', value: 'maybe', isOpen: registers(applicant({ password })) },
  { key: 'local.disabled', value: 'TRUE', env: github, isOpen: takesPasswords },
  {
    key: 'github.enabled',
    value: 'yes',
    env: github,
    isOpen: async (app) => (await app.get('/api/auth/oauth/github/start')).status === 302,
  },
  {
    key: 'github.allow_signup',
    value: '1',
    env: github,
    isOpen: async (app) => (await connection(app)).allowSignup.value,
  },
  {
    key: 'github.auto_link',
    value: '1',
    env: github,
    isOpen: async (app) => (await connection(app)).autoLink.value,
  },
  {
    key: 'oidc.enabled',
    value: 'on',
    isOpen: async ({ services }) => (await services.connections.oidc()).enabled,
  },
];

describe('a stored setting that is no value opens nothing:', () => {
  test.each([...rows])('$key = "$value"', async ({ key, value, env = {}, isOpen }) => {
    await using app = await createTestApp(env);
    await setSetting(app, key, value);
    expect(await isOpen(app)).toBe(false);
  });
});

test('a registration mode that is none is shown as disabled, named at the start, and can be set again', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const namesIt = async () =>
    (await startWarnings(app.services)).some((line) => line.includes('registration.mode'));
  expect(await namesIt()).toBe(false);
  await setSetting(app, 'registration.mode', 'invite');
  expect((await admin.ask('GET', '/settings/registration')).body).toEqual({
    mode: 'disabled',
    isLocked: false,
    source: 'database',
  });
  expect(await namesIt()).toBe(true);
  const healed = await admin.ask('PATCH', '/settings/registration', { mode: 'review' });
  expect(healed.body).toMatchObject({ mode: 'review', source: 'database' });
  expect(await namesIt()).toBe(false);
});
