// The doctor as administrators call it: what is in force, or values to try before they are stored.
import { describe, expect, test } from 'bun:test';
import type { OidcTest } from '../../src/features/admin/providers/schema.ts';
import type { Answer } from '../support/answer-rules.ts';
import type { TestProvider } from '../support/provider/provider.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin, type Administrator, asAdmin } from './administrator.ts';
import {
  canary,
  checkFindings,
  complaints,
  order,
  startHealthyProvider,
} from './doctor-settings.ts';

const path = '/settings/oidc/test';

function envOf({ issuer }: TestProvider): Env {
  return { OIDC_ISSUER_URL: issuer, OIDC_CLIENT_ID: 'anchor', OIDC_CLIENT_SECRET: canary };
}

function report({ status, body }: Answer): OidcTest {
  expect(status).toBe(200);
  const result = body as OidcTest;
  checkFindings(result.findings);
  expect(result.ok).toBe(result.findings.every(({ outcome }) => outcome !== 'failed'));
  return result;
}

async function ask(admin: Administrator, json?: object): Promise<OidcTest> {
  return report(await admin.ask('POST', path, json));
}

/** The client authentication that the token endpoint received. */
function clientsShown(provider: TestProvider) {
  return provider.received('token').map(({ headers, form }) => {
    const basic = headers.get('authorization')?.replace(/^Basic /, '') ?? null;
    const pair = basic === null ? null : atob(basic);
    return { pair, id: form.get('client_id'), secret: form.get('client_secret') };
  });
}

const secretPair = `anchor:${new URLSearchParams({ v: canary }).toString().slice(2)}`;
const withSecret = { pair: secretPair, id: null, secret: null };
const withoutSecret = { pair: null, id: 'anchor', secret: null };

describe('the settings in force', () => {
  test.each([
    ['of the environment', true],
    ['of the database', false],
  ])('%s are tested, also while OIDC is off', async (_, isFromEnvironment) => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp(isFromEnvironment ? envOf(provider) : {});
    const admin = await addAdmin(app);
    if (!isFromEnvironment) {
      const stored = { issuerUrl: provider.issuer, clientId: 'anchor', clientSecret: canary };
      await admin.ask('PATCH', '/settings/oidc', stored);
    }
    const before = await app.snapshot();
    const result = await ask(admin, {});
    const checks = result.findings.map(({ check }) => check);
    expect(new Set(checks)).toEqual(new Set([...order, 'options', 'bridge']));
    expect(complaints(result.findings)).toEqual({});
    expect(result.findings.at(-1)?.message).toBe(
      'To be registered there: http://localhost:3000/api/auth/oidc/callback and anchor://oidc/callback',
    );
    expect(clientsShown(provider)).toEqual([withSecret]);
    expect(await app.snapshot()).toEqual(before);
    expect(app.lines.join('\n')).not.toContain(canary);
  });

  test('with nothing but warnings are ok, with one failure they are not', async () => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp(envOf(provider));
    const admin = await addAdmin(app);
    provider.announce({ introspection_endpoint: undefined });
    expect((await ask(admin)).ok).toBe(true);
    provider.publish([]);
    expect((await ask(admin)).ok).toBe(false);
  });
});

const nothing = [{}, { issuerUrl: '', clientId: '', clientSecret: '' }] as const;
const none = { issuerUrl: null, clientId: null, clientSecret: null };

describe('values to try', () => {
  test.each([...nothing, none])('count as none when they are %j', async (values) => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp(envOf(provider));
    expect((await ask(await addAdmin(app), values)).ok).toBe(true);
    expect(clientsShown(provider)).toEqual([withSecret]);
  });

  test('take the place of those in force, and are not kept', async () => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp({ ...envOf(provider), OIDC_CLIENT_SECRET: 'outdated' });
    const admin = await addAdmin(app);
    const before = await app.snapshot();
    expect((await ask(admin)).ok).toBe(false);
    expect((await ask(admin, { clientSecret: canary })).ok).toBe(true);
    expect((await ask(admin, { clientSecret: canary, clientId: 'nobody' })).ok).toBe(false);
    expect((await ask(admin)).ok).toBe(false);
    expect(clientsShown(provider).map(({ pair }) => pair)).toEqual([
      'anchor:outdated',
      secretPair,
      secretPair.replace('anchor', 'nobody'),
      'anchor:outdated',
    ]);
    expect(await app.snapshot()).toEqual(before);
  });

  test('are enough when nothing is set up', async () => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp();
    const admin = await addAdmin(app);
    const { issuer: issuerUrl } = provider;
    const whole = { issuerUrl, clientId: 'anchor', clientSecret: canary };
    expect((await ask(admin, whole)).ok).toBe(true);
    const { findings } = await ask(admin, { issuerUrl });
    expect(Object.keys(complaints(findings))).toContain('client failed');
  });
});

describe('the stored secret is never sent to another issuer', () => {
  const trials = [
    ['another provider', (issuer: string) => ({ issuerUrl: issuer }), [withoutSecret]],
    [
      'another provider with a secret of its own',
      (issuer: string) => ({ issuerUrl: issuer, clientSecret: 'own' }),
      [{ pair: 'anchor:own', id: null, secret: null }],
    ],
    [
      'another provider with no secret at all',
      (issuer: string) => ({ issuerUrl: issuer, clientSecret: '' }),
      [withoutSecret],
    ],
  ] as const;

  test.each([...trials])('%s', async (_, values, shown) => {
    await using own = await startHealthyProvider();
    await using other = await startHealthyProvider();
    await using app = await createTestApp(envOf(own));
    const admin = await addAdmin(app);
    await ask(admin, values(other.issuer));
    expect(clientsShown(other)).toEqual([...shown]);
    const everything = JSON.stringify(
      other.requests.map(({ headers, form, query }) => [[...headers], [...form], [...query]]),
    );
    expect(everything).not.toContain('canary');
    expect(everything).not.toContain(btoa(secretPair));
    expect(own.requests).toEqual([]);
  });

  test('nor to the same one by another spelling', async () => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp(envOf(provider));
    const issuerUrl = `${provider.issuer}/`;
    provider.announce({ issuer: issuerUrl });
    await ask(await addAdmin(app), { issuerUrl });
    expect(clientsShown(provider)).toEqual([withoutSecret]);
  });
});

const https = 'issuerUrl must be an https:// address, unless OIDC_ALLOW_HTTP is true';
const issuer = 'issuerUrl takes the issuer of the provider, such as https://login.example.com';
const identifier = 'clientId takes an identifier, and this has blanks at its ends; remove them';
const secret = 'clientSecret takes a secret on one line of at most 4096 characters';

const refusals: readonly (readonly [object, string])[] = [
  [{ issuerUrl: 'http://id.example.com' }, https],
  [{ issuerUrl: 'http://169.254.169.254/latest' }, https],
  [{ issuerUrl: 'file:///etc/passwd' }, issuer],
  [{ issuerUrl: 'https://user:canary@id.example.com' }, issuer],
  [{ clientId: ' anchor' }, identifier],
  [{ clientSecret: 'canary\r\nX-Header: 1' }, secret],
  [{ issuerUrl: 7 }, 'issuerUrl must be a string'],
  [{ clientSecret: ['canary'] }, 'clientSecret must be a string'],
];

scenarios('no test is made', [
  {
    name: 'without an issuer',
    request: `POST /api/admin${path}`,
    env: { OIDC_CLIENT_ID: 'anchor' },
    arrange: asAdmin(),
    json: {},
    status: 400,
    code: 'oidc_not_enabled',
  },
  ...refusals.map(([json, message]): Scenario => ({
    name: `with ${JSON.stringify(json)}`,
    request: `POST /api/admin${path}`,
    arrange: asAdmin(),
    json,
    status: 400,
    code: 'validation_failed',
    message,
    excludes: ['canary'],
  })),
]);
