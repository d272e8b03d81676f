import { expect } from 'bun:test';
import { findingChecks, findingCodes } from '../../src/core/finding-codes.ts';
import { diagnose } from '../../src/openid/doctor.ts';
import type { Finding, DoctorSettings } from '../../src/openid/findings.ts';
import { createOutbound, type Outbound } from '../../src/io/outbound.ts';
import { startProvider, type TestProvider } from '../support/provider/provider.ts';

/** The checks that are made only when a setting or the provider needs them. */
const rare: ReadonlySet<string> = new Set([
  'browsers',
  'options',
  'profile',
  'prompt',
  'response',
  'automatic',
  'sign_out',
  'scopes',
  'groups',
  'bridge',
  'sign_in',
  'userinfo',
]);

/** The checks of which there is always a finding, in order. */
export const order = findingChecks.filter((check) => !rare.has(check));

/** The client secret; no finding may contain it. */
export const canary = 'canary secret: 100%+&';

/** A provider that has everything a sign-in needs. */
export async function startHealthyProvider(
  options: Parameters<typeof startProvider>[0] = {},
): Promise<TestProvider> {
  const provider = await startProvider({
    ...options,
    clientSecret: canary,
    publicClients: ['public'],
    announce: {
      id_token_signing_alg_values_supported: ['RS256'],
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    },
  });
  provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
  return provider;
}

export function settingsOf({ issuer, clientId, clientSecret }: TestProvider): DoctorSettings {
  const client = { clientId, clientSecret, clientAuth: 'auto' } as const;
  const asked = { scopes: ['openid'], groupClaims: [] };
  return { issuer, ...client, allowHttp: false, internalUrl: null, ...asked };
}

interface Examination {
  readonly outbound?: Outbound;
  readonly now?: () => number;
  /** For a provider that does not answer; one that does may be on a busy machine. */
  readonly timeoutMs?: number;
}

/** Every name there is leads to this machine. */
export const homeward = createOutbound({ resolve: () => Promise.resolve(['127.0.0.1']) });

/** Has a provider looked at, and holds the findings against what is true of all of them. */
export async function examine(
  settings: DoctorSettings,
  { outbound = createOutbound(), ...clock }: Examination = {},
): Promise<readonly Finding[]> {
  const findings = await diagnose(settings, {
    outbound,
    redirectUris: ['https://auth.example.com/api/auth/oidc/callback', 'anchor://oidc/callback'],
    signOutReturn: 'https://auth.example.com/login',
    timeoutMs: 20_000,
    ...clock,
  });
  checkFindings(findings);
  return findings;
}

export function checkFindings(findings: readonly Finding[]): void {
  const checks = findings.map(({ check }) => check);
  const inOrder = findingChecks.flatMap((check) => checks.filter((one) => one === check));
  expect(checks).toEqual(inOrder);
  expect(checks.at(-1)).toBe('redirect');
  for (const { outcome, message, cure, cureCode, code, params } of findings) {
    // A page in another language builds both sentences from the codes and these params alone.
    const named: readonly string[] = findingCodes[code];
    expect({ code, params: new Set(Object.keys(params)) }).toEqual({
      code,
      params: new Set(named),
    });
    expect(cureCode === null).toBe(cure === null);
    expect(message).toMatch(/^[\w"].{8,}[^.]$/);
    expect(cure).toEqual(outcome === 'failed' ? expect.stringMatching(/^[A-Z].+[.?]$/) : cure);
  }
  const text = JSON.stringify(findings);
  for (const form of [canary, encodeURIComponent(canary), Buffer.from(canary).toBase64()]) {
    expect(text).not.toContain(form);
  }
}

/** What is true of right providers too. */
const advice: ReadonlySet<string> = new Set([
  'redirects_to_register',
  'logout_to_register',
  'logout_to_register_without_session',
  'logout_unannounced',
  'apps_bridge',
]);

/** Whether something is not as it should be. */
export function isComplaint({ outcome, code }: Finding): boolean {
  return outcome !== 'ok' && !advice.has(code);
}

/** What is not as it should be: `check outcome`, with the message. */
export function complaints(findings: readonly Finding[]): Readonly<Record<string, string>> {
  const bad = findings.filter(isComplaint);
  return Object.fromEntries(
    bad.map(({ check, outcome, message }) => [`${check} ${outcome}`, message]),
  );
}
