// What the test of the provider says of its further settings.
import { expect, test } from 'bun:test';
import { oidcOptionList, type OidcOptionValues } from '../../src/core/oidc-options.ts';
import type { OidcTest } from '../../src/features/admin/providers/schema.ts';
import type { Finding } from '../../src/openid/findings.ts';
import { createTestApp } from '../support/test-app.ts';
import { addAdmin } from './administrator.ts';
import { canary, examine, settingsOf, startHealthyProvider } from './doctor-settings.ts';

const usual = Object.fromEntries(
  oidcOptionList.map(([name, { fallback }]) => [name, fallback]),
) as OidcOptionValues;

const own: ReadonlySet<string> = new Set(['options', 'profile', 'prompt', 'sign_out']);

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

const listed = (text: string) => `options ok: Settings that are not at their default: ${text}`;

const rows: readonly (readonly [string, Row])[] = [
  ['nothing while all are at their default', { options: {}, says: [] }],
  [
    'which are not at their default',
    {
      options: { prompt: 'login', emailClaim: ['upn', 'email'] },
      says: [listed('OIDC_EMAIL_CLAIM=upn,email, OIDC_PROMPT=login')],
    },
  ],
  [
    'which claims the provider does not list',
    {
      options: { emailClaim: ['upn', 'mail'], nameClaim: ['person.name'] },
      announced: { claims_supported: ['sub', 'email', 'person'] },
      says: [
        listed('OIDC_EMAIL_CLAIM=upn,mail, OIDC_NAME_CLAIM=person.name'),
        'profile warning: The provider does not list any of these claims: upn, mail',
      ],
    },
  ],
  [
    'that the provider does not ask so',
    {
      options: { prompt: 'select_account' },
      announced: { prompt_values_supported: ['none', 'login'] },
      says: [
        listed('OIDC_PROMPT=select_account'),
        'prompt warning: OIDC_PROMPT is select_account, and the provider offers ["none","login"]',
      ],
    },
  ],
  [
    'nothing of a prompt that is offered',
    {
      options: { prompt: 'login' },
      announced: { prompt_values_supported: ['none', 'login'] },
      says: [listed('OIDC_PROMPT=login')],
    },
  ],
  [
    'where the way back from a sign-out leads',
    {
      options: { logout: true },
      announced: { end_session_endpoint: 'https://id.example.com/logout' },
      says: [
        listed('OIDC_LOGOUT=true'),
        'sign_out ok: The provider can sign people out; to be registered there for the way back: https://auth.example.com/login',
      ],
    },
  ],
  [
    'that the provider cannot sign people out',
    {
      options: { logout: true },
      says: [
        listed('OIDC_LOGOUT=true'),
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

test('the test of the panel looks at what is in force', async () => {
  await using provider = await startHealthyProvider();
  await using app = await createTestApp({
    OIDC_ISSUER_URL: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: canary,
    OIDC_LOGOUT: 'true',
  });
  const admin = await addAdmin(app);
  await admin.ask('PATCH', '/settings/oidc/options', { prompt: 'login' });
  const { body } = await admin.ask('POST', '/settings/oidc/test', {});
  const { ok, findings } = body as OidcTest;
  expect(ok).toBe(true);
  const codes = findings.map(({ code, params }) => ({ code, params }));
  expect(codes).toContainEqual({
    code: 'options_chosen',
    params: { options: ['OIDC_PROMPT=login', 'OIDC_LOGOUT=true'] },
  });
  expect(codes).toContainEqual({ code: 'sign_out_not_offered', params: {} });
});
