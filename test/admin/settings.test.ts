import { describe, expect, test } from 'bun:test';
import { applicant, setSetting } from '../support/people.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, asAdmin } from './administrator.ts';

const registration = '/settings/registration';
const policy = '/settings/password-policy';

const states: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  string | null,
  object,
])[] = [
  ['by default', {}, null, { mode: 'enabled', isLocked: false, source: 'default' }],
  ['from the database', {}, 'review', { mode: 'review', isLocked: false, source: 'database' }],
  [
    'from the environment before the database',
    { USER_SIGNUP: 'disabled' },
    'review',
    { mode: 'disabled', isLocked: true, source: 'env' },
  ],
  [
    'from the environment, also when it says the same as the default',
    { USER_SIGNUP: 'enabled' },
    null,
    { mode: 'enabled', isLocked: true, source: 'env' },
  ],
  [
    'as the strictest, when the database holds no value of it',
    {},
    'open',
    { mode: 'disabled', isLocked: false, source: 'database' },
  ],
];

const policies: typeof states = [
  ['by default', {}, null, { strict: false, isLocked: false, source: 'default' }],
  ['from the database', {}, 'true', { strict: true, isLocked: false, source: 'database' }],
  [
    'from the environment before the database',
    { ENABLE_PASSWORD_VALIDATION: 'false' },
    'true',
    { strict: false, isLocked: true, source: 'env' },
  ],
  [
    'as the strictest, when the database holds no value of it',
    {},
    '1',
    { strict: true, isLocked: false, source: 'database' },
  ],
];

for (const [title, path, key, rows] of [
  ['the registration mode comes', registration, 'registration.mode', states],
  ['the password policy comes', policy, 'password.strict', policies],
] as const) {
  scenarios(
    title,
    rows.map(([name, env, stored, answer]): Scenario => ({
      name,
      request: `GET /api/admin${path}`,
      env,
      arrange: asAdmin(async (app) => {
        if (stored !== null) await setSetting(app, key, stored);
      }),
      status: 200,
      answer,
    })),
  );
}

scenarios('a setting is refused', [
  {
    name: 'when USER_SIGNUP has decided',
    request: `PATCH /api/admin${registration}`,
    env: { USER_SIGNUP: 'enabled' },
    arrange: asAdmin(),
    json: { mode: 'enabled' },
    status: 403,
    code: 'setting_locked',
    message: 'Registration mode is locked by USER_SIGNUP environment variable',
    after: async (app) => {
      expect(await app.database.read.selectFrom('audit_log').selectAll().execute()).toEqual([]);
    },
  },
  {
    name: 'when ENABLE_PASSWORD_VALIDATION has decided',
    request: `PATCH /api/admin${policy}`,
    env: { ENABLE_PASSWORD_VALIDATION: 'true' },
    arrange: asAdmin(),
    json: { strict: false },
    status: 403,
    code: 'setting_locked',
    message: 'Password policy is locked by ENABLE_PASSWORD_VALIDATION environment variable',
  },
  ...(
    [
      [registration, { mode: 'open' }, 'mode must be enabled, review or disabled'],
      [registration, { mode: 'ENABLED' }, 'mode must be enabled, review or disabled'],
      [registration, { mode: null }, 'mode must be enabled, review or disabled'],
      [registration, {}, 'mode is required'],
      [policy, { strict: 'true' }, 'strict must be true or false'],
      [policy, { strict: 1 }, 'strict must be true or false'],
      [policy, {}, 'strict is required'],
    ] as const
  ).map(([path, json, message]): Scenario => ({
    name: `for ${JSON.stringify(json)} in ${path}`,
    request: `PATCH /api/admin${path}`,
    arrange: asAdmin(),
    json,
    status: 400,
    code: 'validation_failed',
    message,
  })),
]);

const register = (app: TestApp, email: string, password?: string) =>
  app.post(
    '/api/auth/register',
    applicant({ email, ...(password === undefined ? {} : { password }) }),
  );

test('a change of the registration mode acts at once and survives a restart', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const outcomes = {
    review: [201, 'pending'],
    disabled: [403, undefined],
    enabled: [201, 'active'],
  };
  for (const mode of ['review', 'disabled', 'enabled', 'review'] as const) {
    const answer = { status: 200, body: { mode, isLocked: false, source: 'database' } };
    expect(await admin.ask('PATCH', registration, { mode })).toMatchObject(answer);
    expect((await app.get('/api/auth/registration-mode')).body).toMatchObject({ mode });
    const joined = await register(app, `${crypto.randomUUID()}@example.com`);
    const { user } = joined.body as { readonly user?: { readonly status: string } };
    expect([joined.status, user?.status]).toEqual([...outcomes[mode]]);
  }
  await app.restart();
  expect((await admin.ask('GET', registration)).body).toMatchObject({
    mode: 'review',
    source: 'database',
  });
  expect((await app.get('/api/auth/registration-mode')).body).toMatchObject({ mode: 'review' });
});

test('a change of the password policy acts at once, survives a restart, and is never asked at sign-in', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  expect((await register(app, 'ada@example.com')).status).toBe(201);
  const answer = { strict: true, isLocked: false, source: 'database' };
  expect((await admin.ask('PATCH', policy, { strict: true })).body).toEqual(answer);
  expect((await register(app, 'grace@example.com')).status).toBe(400);
  await app.restart();
  expect((await admin.ask('GET', policy)).body).toEqual(answer);
  expect((await register(app, 'grace@example.com')).status).toBe(400);
  expect((await register(app, 'grace@example.com', 'Velvet-Orbit,Tuna9')).status).toBe(201);
  const { email, password } = applicant({ email: 'ada@example.com' });
  expect((await app.post('/api/auth/login', { email, password })).status).toBe(200);
  expect((await admin.ask('PATCH', policy, { strict: false })).body).toMatchObject({
    strict: false,
  });
  expect((await register(app, 'third@example.com')).status).toBe(201);
});

describe('a setting in the database', () => {
  test('names who chose it', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', registration, { mode: 'review' });
    const row = await app.database.read
      .selectFrom('settings')
      .selectAll()
      .where('key', '=', 'registration.mode')
      .executeTakeFirst();
    expect(row).toMatchObject({ value: 'review', is_encrypted: 0, updated_by: admin.user.id });
  });
});
