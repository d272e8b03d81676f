import { expect, test } from 'bun:test';
import type { Answer } from '../support/answer-rules.ts';
import { type Scenario, scenarios } from '../support/scenario.ts';
import { createTestApp, type Env } from '../support/test-app.ts';
import { addAdmin, asAdmin } from './administrator.ts';

const long = (length: number) => 'x'.repeat(length);

const issuerNeeded =
  'issuerUrl takes the issuer of the provider, such as https://login.example.com';
const bare = 'issuerUrl takes the issuer alone, without /.well-known/openid-configuration';
const https = 'issuerUrl must be an https:// address, unless OIDC_ALLOW_HTTP is true';
const identifier = 'clientId takes an identifier of at most 512 printable characters';
const blankId = 'clientId takes an identifier, and this has blanks at its ends; remove them';
const blankSecret = 'clientSecret takes a secret, and this has blanks at its ends; remove them';
const secret = 'clientSecret takes a secret on one line of at most 4096 characters';
const text = 'must be a string';
const flag = 'must be true or false';

type Row = readonly [change: object, message: string];

const issuers: readonly Row[] = [
  ...[
    'id.example.com',
    'ftp://id.example.com',
    'javascript:alert(1)',
    'https://',
    'https:id.example.com',
    'https:/\\id.example.com',
    ' https://id.example.com',
    'https://id.example.com?tenant=1',
    'https://id.example.com/?',
    'https://id.example.com/#part',
    'https://canary@id.example.com',
    'https://user:canary@id.example.com',
    'https://id.example.com:99999',
  ].map((issuerUrl): Row => [{ issuerUrl }, issuerNeeded]),
  [{ issuerUrl: 'https://id.example.com/.well-known/openid-configuration' }, bare],
  [{ issuerUrl: 'http://id.example.com' }, https],
  [{ issuerUrl: 'http://192.168.1.10' }, https],
  [{ issuerUrl: 'http://127.0.0.1.example.com' }, https],
  ...['\n', '/a\u0000b', '/\u007f', `/${long(2048)}`].map((end): Row => [
    { issuerUrl: `https://id.example.com${end}` },
    'issuerUrl takes one line of at most 2048 characters',
  ]),
];

const shared: readonly Row[] = [
  [{ clientId: ' anchor' }, blankId],
  [{ clientId: 'anchor\n' }, blankId],
  [{ clientSecret: 'canary ' }, blankSecret],
  [{ clientSecret: '\u00A0canary' }, blankSecret],
  [{ clientId: 'a\tb' }, identifier],
  [{ clientId: long(513) }, identifier],
  [{ clientSecret: 'canary\nline' }, secret],
  [{ clientSecret: `canary${long(4096)}` }, secret],
  ...['clientId', 'clientSecret'].flatMap((field): readonly Row[] => [
    [{ [field]: 1 }, `${field} ${text}`],
    [{ [field]: ['canary'] }, `${field} ${text}`],
    [{ [field]: { canary: true } }, `${field} ${text}`],
  ]),
  [{ enabled: 'true' }, `enabled ${flag}`],
  [{ clearClientSecret: 1 }, `clearClientSecret ${flag}`],
];

const oidc: readonly Row[] = [
  ...issuers,
  ...shared,
  [{ providerName: long(101) }, 'providerName takes one line of at most 100 characters'],
  [{ providerName: 'a\nb' }, 'providerName takes one line of at most 100 characters'],
  [{ providerName: false }, `providerName ${text}`],
  [{ issuerUrl: {} }, `issuerUrl ${text}`],
  [{ disableInternalAuth: 'yes' }, `disableInternalAuth ${flag}`],
  [{ issuerUrl: 'x', clientId: ' ' }, `${issuerNeeded}; ${blankId}`],
];

const onlyMicrosoft = 'tenantId is a setting of Microsoft only';
const tenant = 'tenantId takes a tenant id, a domain, or common, organizations, consumers';

const named: readonly (readonly [string, ...Row])[] = [
  ...shared.map(([change, message]) => ['github', change, message] as const),
  ['google', { allowSignup: 'yes' }, `allowSignup ${flag}`],
  ['google', { autoLink: 0 }, `autoLink ${flag}`],
  ['github', { tenantId: 'common' }, onlyMicrosoft],
  ['google', { tenantId: 'common' }, onlyMicrosoft],
  ['google', { tenantId: '' }, onlyMicrosoft],
  ['microsoft', { tenantId: 'a/b' }, tenant],
  ['microsoft', { tenantId: '../common' }, tenant],
  ['microsoft', { tenantId: long(255) }, tenant],
  ['microsoft', { tenantId: 7 }, `tenantId ${text}`],
];

const stored = { providerName: 'Pocket ID', issuerUrl: 'https://id.example.com', clientId: 'a' };

function refused(path: string, [json, message]: Row): Scenario {
  const sent = JSON.stringify(json);
  return {
    name: `of ${path} for ${sent.length > 90 ? `${sent.slice(0, 60)}…` : sent}`,
    request: `PATCH /api/admin/settings/${path}`,
    arrange: asAdmin(async (_, admin) => void (await admin.ask('PATCH', '/settings/oidc', stored))),
    // What is right beside it is not stored either.
    json: { clientId: 'fine', enabled: true, ...json },
    status: 400,
    code: 'validation_failed',
    message,
    excludes: ['canary'],
  };
}

scenarios('a change is refused', [
  ...oidc.map((row) => refused('oidc', row)),
  ...named.map(([provider, ...row]) => refused(`providers/${provider}`, row)),
  ...['GitHub', 'oidc', 'local', 'facebook', '__proto__', 'constructor', '%00'].flatMap(
    (provider) =>
      (['GET', 'PATCH'] as const).map((method): Scenario => ({
        name: `or a look (${method}) for the provider ${provider}`,
        request: `${method} /api/admin/settings/providers/${provider}`,
        arrange: asAdmin(),
        json: method === 'PATCH' ? { enabled: false } : undefined,
        status: 400,
        code: 'unknown_provider',
      })),
  ),
]);

const accepted: readonly (readonly [Env, string])[] = [
  [{}, 'http://127.0.0.1:9'],
  [{}, 'http://[::1]:9/realms/home'],
  [{}, 'http://localhost:9/'],
  [{ OIDC_ALLOW_HTTP: 'true' }, 'http://id.example.com'],
  [{ OIDC_ALLOW_HTTP: 'true' }, 'http://192.168.1.10:8080'],
];

test.each([...accepted])('with %j the issuer may be %s', async (env, issuerUrl) => {
  await using app = await createTestApp(env);
  const admin = await addAdmin(app);
  const answer: Answer = await admin.ask('PATCH', '/settings/oidc', { issuerUrl });
  expect(answer).toMatchObject({ status: 200, body: { issuerUrl, isLocked: false } });
});
