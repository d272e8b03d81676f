import { describe, expect, test } from 'bun:test';
import { definitions, namedProviders, providerLabels } from '../../src/core/providers/registry.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const path = (provider: string) => `/settings/providers/${provider}`;

const byDefault = <T>(value: T) => ({ value, source: 'default', isLocked: false });
const chosen = <T>(value: T) => ({ value, source: 'database', isLocked: false });

const all = namedProviders;

function untouched(provider: (typeof all)[number]) {
  return {
    provider,
    name: providerLabels[provider],
    configured: false,
    callbackUrl: `https://auth.example.com/api/auth/oauth/${provider}/callback`,
    enabled: byDefault(true),
    clientId: byDefault(null),
    hasClientSecret: byDefault(false),
    secretUnreadable: false,
    ...(provider === 'microsoft' ? { tenantId: byDefault('common') } : {}),
    allowSignup: byDefault(true),
    autoLink: byDefault(true),
  };
}

const env = { APP_URL: 'https://auth.example.com', LOG_LEVEL: 'debug' };

/** What people see on the sign-in page. */
async function offered(app: TestApp): Promise<unknown> {
  return ((await app.get('/api/auth/providers')).body as { providers: unknown }).providers;
}

test('by default the named providers are not configured', async () => {
  await using app = await createTestApp(env);
  const admin = await addAdmin(app);
  const { body } = await admin.ask('GET', '/settings/providers');
  expect(body).toEqual({ providers: all.map((provider) => untouched(provider)) });
  for (const provider of all) {
    expect((await admin.ask('GET', path(provider))).body).toEqual(untouched(provider));
  }
  expect(await offered(app)).toEqual(['local']);
});

const credentials = { clientId: 'own-id', clientSecret: 'canary-own-secret' };

const changes = [
  [{ clientId: 'other' }, { clientId: chosen('other') }],
  [{ clientSecret: 'other' }, {}],
  [{ enabled: false }, { enabled: chosen(false) }],
  [
    { allowSignup: false, autoLink: false },
    { allowSignup: chosen(false), autoLink: chosen(false) },
  ],
  [{ clientId: '' }, { configured: false, clientId: byDefault(null) }],
  [{ clientSecret: '' }, { configured: false, hasClientSecret: byDefault(false) }],
  [{ clearClientSecret: true }, { configured: false, hasClientSecret: byDefault(false) }],
  [{ clientId: null, clientSecret: null, tenantId: null }, {}],
  [{}, {}],
  [{ provider: 'google', configured: false, hasClientSecret: false, unknown: 1 }, {}],
] as const;

/** A provider with tenants has one setting more; all others have the same. */
const oneOfEachKind = [true, false].flatMap((hasTenants) =>
  all.filter((each) => (definitions[each].tenant !== null) === hasTenants).slice(0, 1),
);

describe.each(oneOfEachKind)('%s', (provider) => {
  const others = all.filter((each) => each !== provider);

  test.each([...changes])('is changed by %j in that alone', async (change, difference) => {
    await using app = await createTestApp(env);
    const admin = await addAdmin(app);
    const own = await admin.ask('PATCH', path(provider), credentials);
    const configured = {
      ...untouched(provider),
      configured: true,
      clientId: chosen('own-id'),
      hasClientSecret: chosen(true),
    };
    expect(own.body).toEqual(configured);
    const answer = await admin.ask('PATCH', path(provider), change);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...configured, ...difference });
    for (const other of others) {
      expect((await admin.ask('GET', path(other))).body).toEqual(untouched(other));
    }
  });

  test('is offered once it is configured and as long as it is enabled', async () => {
    await using app = await createTestApp(env);
    const admin = await addAdmin(app);
    const steps = [
      [{ clientId: 'own-id' }, false],
      [{ clientSecret: 'own' }, true],
      [{ enabled: false }, false],
      [{ enabled: true }, true],
      [{ clearClientSecret: true }, false],
    ] as const;
    for (const [change, isOffered] of steps) {
      await admin.ask('PATCH', path(provider), change);
      expect(await offered(app)).toEqual(isOffered ? ['local', provider] : ['local']);
    }
    await admin.ask('PATCH', path(provider), credentials);
    await app.restart();
    expect(await offered(app)).toEqual(['local', provider]);
  });

  test('keeps its secret to itself: answers, log, audit and files', async () => {
    await using app = await createTestApp(env);
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path(provider), credentials);
    const answers = [
      await admin.ask('PATCH', path(provider), { clientSecret: 'canary\n' }),
      await admin.ask('GET', path(provider)),
      await admin.ask('GET', '/settings/providers'),
      await admin.ask('GET', '/audit'),
    ];
    const places = [
      ...answers.map(({ text }) => Buffer.from(text)),
      ...app.lines.map((line) => Buffer.from(line)),
      ...(await everythingStored(app)),
    ];
    const holding = (text: string) => places.filter((place) => place.includes(text)).length;
    expect(holding('own-id')).toBeGreaterThan(2);
    expect(holding('canary')).toBe(0);
    expect(holding(Buffer.from('canary-own-secret').toBase64())).toBe(0);
    const [line] = (await readAudit(app, admin)).entries;
    expect(line).toMatchObject({
      event: 'setting.changed',
      actor: { email: 'root@example.com' },
      details: { setting: provider, fields: 'clientId,clientSecret' },
    });
  });
});

test('Microsoft has a tenant that can be chosen and given up', async () => {
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  for (const [tenantId, state] of [
    ['contoso.example', chosen('contoso.example')],
    [null, chosen('contoso.example')],
    ['72f988bf-86f1-41af-91ab-2d7cd011db47', chosen('72f988bf-86f1-41af-91ab-2d7cd011db47')],
    ['', byDefault('common')],
  ] as const) {
    const answer = await admin.ask('PATCH', path('microsoft'), { tenantId });
    expect(answer).toMatchObject({ status: 200, body: { tenantId: state } });
  }
});

test('tenantId null is no change of a provider without tenants', async () => {
  await using app = await createTestApp(env);
  const answer = await (await addAdmin(app)).ask('PATCH', path('google'), { tenantId: null });
  expect(answer).toMatchObject({ status: 200, body: untouched('google') });
});
