// What the test of the provider says of its further settings.
import { expect, test } from 'bun:test';
import { settings } from '../../src/config/env.ts';
import { oidcOptionList, type OidcOptionValues } from '../../src/core/oidc-options.ts';
import type { OidcTest } from '../../src/features/admin/providers/schema.ts';
import type { Finding } from '../../src/openid/findings.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';
import { canary, examine, settingsOf, startHealthyProvider } from './doctor-settings.ts';

const usual = Object.fromEntries(
  oidcOptionList.map(([name, { fallback }]) => [name, fallback]),
) as OidcOptionValues;

const own: ReadonlySet<string> = new Set(['profile', 'prompt', 'sign_out']);

/** What is said of the settings: check, outcome and sentence. */
function said(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ check }) => own.has(check))
    .map(({ check, outcome, message }) => `${check} ${outcome}: ${message}`);
}

interface Row {
  readonly options: Partial<OidcOptionValues>;
  readonly announced?: Readonly<Record<string, unknown>>;
  readonly says: readonly string[];
}

const rows: readonly (readonly [string, Row])[] = [
  ['nothing while all are at their default', { options: {}, says: [] }],
  [
    'which claims the provider does not list',
    {
      options: { emailClaim: ['upn', 'mail'], nameClaim: ['person.name'] },
      announced: { claims_supported: ['sub', 'email', 'person'] },
      says: ['profile warning: The provider does not list any of these claims: upn, mail'],
    },
  ],
  [
    'that the provider does not ask so',
    {
      options: { prompt: 'select_account' },
      announced: { prompt_values_supported: ['none', 'login'] },
      says: [
        'prompt warning: OIDC_PROMPT is select_account, and the provider offers ["none","login"]',
      ],
    },
  ],
  [
    'nothing of a prompt that is offered',
    {
      options: { prompt: 'login' },
      announced: { prompt_values_supported: ['none', 'login'] },
      says: [],
    },
  ],
  [
    'where the way back from a sign-out leads',
    {
      options: { logout: true },
      announced: { end_session_endpoint: 'https://id.example.com/logout' },
      says: [
        'sign_out ok: The provider can sign people out; to be registered there for the way back: https://auth.example.com/login',
      ],
    },
  ],
  [
    'that the provider cannot sign people out',
    {
      options: { logout: true },
      says: [
        'sign_out warning: The provider has no end_session_endpoint, so people who sign out here stay signed in there',
      ],
    },
  ],
];

test.each([...rows])('it says %s', async (_, { options, announced = {}, says }) => {
  await using provider = await startHealthyProvider();
  provider.announce(announced);
  const findings = await examine({ ...settingsOf(provider), options: { ...usual, ...options } });
  expect(said(findings)).toEqual([...says]);
});

test('the test of the panel looks at what is in force, and shows each setting with its source', async () => {
  await using provider = await startHealthyProvider();
  await using app = await createTestApp({
    OIDC_ISSUER_URL: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: canary,
    OIDC_LOGOUT: 'true',
    OIDC_RESPONSE_MODE: 'form_post',
    APP_CALLBACK_SCHEMES: 'anchor,other',
  });
  const admin = await addAdmin(app);
  await admin.ask('PATCH', '/settings/oidc/options', {
    prompt: 'login',
    scopes: ['email', 'roles'],
  });
  const { body } = await admin.ask('POST', '/settings/oidc/test', {});
  const { ok, findings } = body as OidcTest;
  expect(ok).toBe(true);
  const codes = findings.map(({ code, params }) => ({ code, params }));
  const environment = [
    'OIDC_LOGOUT=true',
    'OIDC_RESPONSE_MODE=form_post',
    'APP_CALLBACK_SCHEMES=anchor,other',
  ];
  const panel = ['OIDC_PROMPT=login', 'OIDC_SCOPES=email,roles'];
  expect(codes).toContainEqual({
    code: 'settings_from_environment',
    params: { options: environment },
  });
  expect(codes).toContainEqual({ code: 'settings_from_panel', params: { options: panel } });
  expect(codes).toContainEqual({ code: 'sign_out_not_offered', params: {} });
  expect(codes).toContainEqual({
    code: 'apps_bridge',
    params: {
      uris: [
        'http://localhost:3000/app/callback/anchor',
        'http://localhost:3000/app/callback/other',
      ],
    },
  });
  const defaults = findings.find(({ code }) => code === 'settings_default')?.params.options ?? [];
  const shown = [...environment, ...panel, ...defaults].map((text) => text.split('=')[0]);
  const all = Object.keys(settings).filter((name) => /^(?:OIDC|APP_CALLBACK)_/.test(name));
  expect(new Set(shown)).toEqual(new Set(all.filter((name) => !connection.has(name))));
});

/** The connection itself, which other findings and the panel show. */
const connection: ReadonlySet<string> = new Set([
  'OIDC_ENABLED',
  'OIDC_PROVIDER_NAME',
  'OIDC_ISSUER_URL',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
]);
