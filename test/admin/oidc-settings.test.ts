import { describe, expect, test } from 'bun:test';
import { startProvider } from '../support/provider/provider.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin, readAudit } from './administrator.ts';

const path = '/settings/oidc';

const untouched = {
  enabled: false,
  providerName: 'OpenID Connect',
  issuerUrl: null,
  clientId: null,
  hasClientSecret: false,
  secretUnreadable: false,
  mobileRedirectUri: 'anchor://oidc/callback',
  disableInternalAuth: false,
  isLocked: false,
  source: 'default',
  lockedBy: null,
  isInternalAuthLocked: false,
  // No provider is running.
  acceptsUnprovenTokens: false,
};

const given = {
  providerName: 'Pocket ID',
  issuerUrl: 'https://id.example.com',
  clientId: 'anchor',
  clientSecret: 'canary secret: 100%+&',
};

const elsewhere = 'https://other.example.com';
const nowhere = 'https://127.0.0.1:1';

const shown = {
  providerName: 'Pocket ID',
  issuerUrl: 'https://id.example.com',
  clientId: 'anchor',
  hasClientSecret: true,
};

test('the OpenID provider is not set up by default', async () => {
  await using app = await createTestApp({ APP_URL: 'https://auth.example.com' });
  const { body } = await (await addAdmin(app)).ask('GET', path);
  const callbackUrl = 'https://auth.example.com/api/auth/oidc/callback';
  expect(body).toEqual({ ...untouched, callbackUrl });
});

describe('a change of the OpenID provider', () => {
  test('sets every field, and shows what is stored while it is off', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const changed = await admin.ask('PATCH', path, given);
    expect(changed.body).toMatchObject({ ...shown, enabled: false, source: 'database' });
    expect((await admin.ask('GET', path)).body).toMatchObject(shown);
    const { body } = await app.get('/api/auth/oidc/config');
    expect(body).toEqual({ enabled: false, providerName: 'Pocket ID', disableInternalAuth: false });
  });

  const single = [
    [{ providerName: 'Home' }, { providerName: 'Home' }],
    [{ issuerUrl: 'https://id.example.com/x' }, { issuerUrl: 'https://id.example.com/x' }],
    // A secret given for one provider must not be sent to another.
    [{ issuerUrl: elsewhere }, { issuerUrl: elsewhere, hasClientSecret: false }],
    [{ issuerUrl: elsewhere, clientSecret: 'theirs' }, { issuerUrl: elsewhere }],
    [{ clientId: 'other' }, { clientId: 'other' }],
    [{ disableInternalAuth: true }, { disableInternalAuth: true }],
    // Nothing listens there: a provider that is on gets asked.
    [
      { enabled: true, issuerUrl: nowhere },
      {
        enabled: true,
        issuerUrl: nowhere,
        hasClientSecret: false,
        acceptsUnprovenTokens: null,
      },
    ],
    [{ clientSecret: 'another' }, {}],
    [{ providerName: '' }, { providerName: 'OpenID Connect' }],
    [{ issuerUrl: '' }, { issuerUrl: null, hasClientSecret: false }],
    [{ clientId: '' }, { clientId: null }],
    [{ clientSecret: '' }, { hasClientSecret: false }],
    [{ clearClientSecret: true }, { hasClientSecret: false }],
    [{ clearClientSecret: true, clientSecret: 'both' }, { hasClientSecret: false }],
    [{ clearClientSecret: false }, {}],
    [{ providerName: null, issuerUrl: null, clientId: null, clientSecret: null }, {}],
    [{}, {}],
    [{ source: 'env', isLocked: true, hasClientSecret: false, callbackUrl: 'x', a: 'b' }, {}],
  ] as const;
  test.each([...single])('by %j changes that alone', async (change, difference) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const before = (await admin.ask('PATCH', path, given)).body as object;
    const answer = await admin.ask('PATCH', path, change);
    const source = 'issuerUrl' in difference && difference.issuerUrl === null && 'default';
    expect({ status: answer.status, ...(answer.body as object) }).toEqual({
      status: 200,
      ...before,
      ...difference,
      ...(source ? { source } : {}),
    });
  });

  const audited = [
    [{ enabled: true }, { fields: 'enabled', enabled: true }],
    [
      { clientId: 'other', providerName: 'Pocket ID' },
      { fields: 'clientId', clientId: 'other' },
    ],
    [{ issuerUrl: elsewhere }, { fields: 'issuerUrl,clientSecret', issuerUrl: elsewhere }],
    [{ clientId: '' }, { fields: 'clientId', clientId: '' }],
    [{ clientSecret: 'another canary' }, { fields: 'clientSecret' }],
    [{ clearClientSecret: true }, { fields: 'clientSecret' }],
    [{ disableInternalAuth: true }, { fields: 'disableInternalAuth', disableInternalAuth: true }],
  ] as const;
  test.each([...audited])('by %j tells the audit log what changed', async (change, details) => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, given);
    await admin.ask('PATCH', path, change);
    const [line] = (await readAudit(app, admin, '?event=setting.changed')).entries;
    expect(line?.details).toEqual({ setting: 'oidc', ...details });
  });

  test.each([{}, given, { enabled: false }, { clientId: null }])(
    'by %j to what is there leaves no line in the audit log',
    async (change) => {
      await using app = await createTestApp();
      const admin = await addAdmin(app);
      await admin.ask('PATCH', path, given);
      expect((await admin.ask('PATCH', path, change)).status).toBe(200);
      expect((await readAudit(app, admin, '?event=setting.changed')).total).toBe(1);
    },
  );

  test('tells the audit log the values that are no secret', async () => {
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    await admin.ask('PATCH', path, { ...given, providerName: null, canary: 'canary' });
    const { entries } = await readAudit(app, admin, '?event=setting.changed');
    expect(entries).toMatchObject([
      {
        actor: { email: 'root@example.com' },
        details: {
          setting: 'oidc',
          fields: 'issuerUrl,clientId,clientSecret',
          issuerUrl: given.issuerUrl,
          clientId: given.clientId,
        },
      },
    ]);
    expect(app.lines.filter((line) => line.includes('setting.changed'))).toHaveLength(1);
  });
});

/** Each way in which the secret might stand somewhere. */
const forms = [given.clientSecret, 'canary', Buffer.from(given.clientSecret).toBase64()];

test('the secret is in no answer, log line, audit row or stored byte', async () => {
  await using provider = await startProvider({ clientSecret: given.clientSecret });
  await using app = await createTestApp({ LOG_LEVEL: 'debug' });
  const admin = await addAdmin(app);
  const texts: string[] = [];
  const keep = async (asked: ReturnType<typeof admin.ask>) => texts.push((await asked).text);
  await keep(admin.ask('PATCH', path, { ...given, enabled: true, issuerUrl: provider.issuer }));
  await keep(admin.ask('PATCH', path, { clientSecret: `${given.clientSecret}\n` }));
  await keep(admin.ask('PATCH', path, { clientSecret: [given.clientSecret] }));
  await keep(admin.ask('GET', path));
  await keep(admin.ask('POST', `${path}/test`, {}));
  await keep(admin.ask('POST', `${path}/test`, { clientSecret: `wrong${given.clientSecret}` }));
  await keep(admin.ask('GET', '/audit'));
  await keep(app.get('/api/auth/oidc/config'));
  await app.get('/api/auth/oidc/initiate');
  // It did arrive: the provider let us in with it.
  expect(texts[4]).toContain('knows this client with its secret');
  const places = [...texts, ...app.lines].map((text) => Buffer.from(text));
  const files = await everythingStored(app);
  expect(files.some((file) => file.includes(provider.issuer))).toBe(true);
  for (const form of forms) {
    expect([...places, ...files].filter((place) => place.includes(form))).toEqual([]);
  }
});

test('a change acts on the next request and survives a restart', async () => {
  await using one = await startProvider();
  await using other = await startProvider();
  await using app = await createTestApp();
  const admin = await addAdmin(app);
  const start = async () => (await app.get('/api/auth/oidc/initiate')).headers.get('location');
  expect(await app.get('/api/auth/oidc/initiate')).toMatchObject({ status: 400 });
  await admin.ask('PATCH', path, { ...given, enabled: true, issuerUrl: one.issuer });
  const config = { enabled: true, issuerUrl: one.issuer, clientId: 'anchor' };
  expect((await app.get('/api/auth/oidc/config')).body).toMatchObject(config);
  expect(await start()).toStartWith(`${one.issuer}/authorize?`);
  await app.restart();
  expect((await app.get('/api/auth/oidc/config')).body).toMatchObject(config);
  expect(await start()).toStartWith(`${one.issuer}/authorize?`);
  expect((await admin.ask('GET', path)).body).toMatchObject({ hasClientSecret: true });
  await admin.ask('PATCH', path, { issuerUrl: other.issuer, clientId: 'second' });
  const moved = await start();
  expect(moved).toStartWith(`${other.issuer}/authorize?`);
  expect(moved).toContain('client_id=second');
  await admin.ask('PATCH', path, { enabled: false });
  expect(await app.get('/api/auth/oidc/initiate')).toMatchObject({ status: 400 });
  expect((await app.get('/api/auth/oidc/config')).body).not.toHaveProperty('clientId');
});
