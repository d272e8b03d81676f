// What a test of the settings reports, who may run it, how often, and its audit entry.
import { describe, expect, test } from 'bun:test';
import { readAudit, addAdmin } from './administrator.ts';
import { examine, homeward, settingsOf, startHealthyProvider } from './doctor-settings.ts';
import { diagnose } from '../../src/openid/doctor.ts';
import type { Finding } from '../../src/openid/findings.ts';
import { restoreClockAfterEach, stopClock } from '../support/clock.ts';
import { createTestApp } from '../support/test-app.ts';

restoreClockAfterEach();

const path = '/settings/oidc/test';

function lineOf(findings: readonly Finding[], check: Finding['check']): Finding | undefined {
  return findings.find((each) => each.check === check);
}

describe('of the answer of another service only status and content type are shown', () => {
  const internal = { issuer: 'canary', database: 'canary', token_endpoint: 'canary' };

  test.each([
    ['JSON', { json: internal }, /HTTP 200 and "application\/json"$/],
    ['JSON with an error', { status: 403, json: internal }, /HTTP 403 and "application\/json"$/],
    ['a list', { json: ['canary'] }, /HTTP 200 and "application\/json"$/],
    ['a text', { text: 'canary' }, /HTTP 200 and "text\/plain"$/],
  ])('%s in place of the document', async (_, reply, message) => {
    await using provider = await startHealthyProvider();
    provider.script({ discovery: reply });
    const findings = await examine(settingsOf(provider));
    expect(lineOf(findings, 'discovery')).toMatchObject({
      outcome: 'failed',
      message: expect.stringMatching(message),
    });
    expect(JSON.stringify(findings)).not.toContain('"canary');
  });

  test.each([
    ['an error of its own', { error: 'canary', error_description: 'canary' }],
    ['no error at all', { error_description: 'canary' }],
  ])('%s at the token endpoint', async (_, json) => {
    await using provider = await startHealthyProvider();
    provider.script({ token: { status: 400, json } });
    const findings = await examine(settingsOf(provider));
    expect(lineOf(findings, 'client')).toMatchObject({
      outcome: 'warning',
      message: 'The token endpoint answered with HTTP 400 and no error that OAuth knows',
    });
    expect(JSON.stringify(findings)).not.toContain('canary');
  });
});

test('for the address of every Microsoft tenant the advice names a tenant, not the pattern', async () => {
  await using provider = await startHealthyProvider();
  provider.announce({ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' });
  const finding = lineOf(await examine(settingsOf(provider)), 'issuer');
  expect(finding?.outcome).toBe('failed');
  expect(finding?.cure).toContain('Use the provider Microsoft');
  expect(finding?.cure).not.toContain('{tenantid}');
});

describe('the redirect address', () => {
  const local = 'http://localhost:3000/api/auth/oidc/callback';
  const real = 'https://auth.example.com/api/auth/oidc/callback';
  const nearby = 'http://127.0.0.1:9000';
  const lan = 'https://id.lan';

  test.each([
    ['skipped', 'all is on this machine', local, nearby, null],
    ['skipped', 'the page is open on this machine too', local, nearby, 'http://127.0.0.1:3000'],
    ['warning', 'the page is open under another host', local, nearby, 'http://nas.lan:3000'],
    ['warning', 'the provider stands elsewhere', local, lan, null],
    ['skipped', 'APP_URL is public', real, lan, 'http://nas.lan:3000'],
    ['skipped', 'APP_URL is public and the page is open here', real, lan, 'http://localhost:3000'],
  ] as const)('is %s when %s', async (outcome, _, callback, issuer, openedAt) => {
    const settings = {
      issuer,
      clientId: 'anchor',
      clientSecret: null,
      clientAuth: 'auto',
    } as const;
    const findings = await diagnose(
      { ...settings, allowHttp: false, internalUrl: null, scopes: ['openid'], groupClaims: [] },
      {
        outbound: homeward,
        redirectUris: [callback],
        signOutReturn: '',
        timeoutMs: 500,
        openedAt,
      },
    );
    const finding = lineOf(findings, 'redirect');
    expect(finding?.outcome).toBe(outcome);
    expect(finding?.message).toContain(`To be registered there: ${callback}`);
    expect(finding?.cure === null).toBe(outcome === 'skipped');
  });

  test.each([
    ['warning', 'the page that asks', 'http://nas.lan:3000', {}],
    [
      'skipped',
      'another website that may',
      'http://nas.lan:3000',
      { CORS_ORIGINS: 'http://nas.lan:3000' },
    ],
    ['skipped', 'a program', null, {}],
  ] as const)('is %s for %s', async (outcome, _, origin, env) => {
    await using provider = await startHealthyProvider();
    await using app = await createTestApp({ OIDC_ISSUER_URL: provider.issuer, ...env });
    const admin = await addAdmin(app, 'root@example.com', origin === null ? {} : { origin });
    const { body } = await admin.ask('POST', path, {});
    expect(lineOf((body as { findings: Finding[] }).findings, 'redirect')?.outcome).toBe(outcome);
  });
});

test('ten tests a minute for one administrator, and each is in the audit log', async () => {
  stopClock();
  await using provider = await startHealthyProvider();
  await using app = await createTestApp();
  const [admin, other] = [await addAdmin(app), await addAdmin(app, 'second@example.com')];
  const values = { issuerUrl: provider.issuer, clientId: 'anchor', clientSecret: 'canary' };
  for (let turn = 0; turn < 10; turn += 1) {
    expect((await admin.ask('POST', path, values)).status).toBe(200);
  }
  const refused = await admin.ask('POST', path, values);
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await other.ask('POST', path, values)).status).toBe(200);
  const { entries, total } = await readAudit(app, admin, '?event=oidc.tested');
  expect(total).toBe(11);
  expect(entries[0]).toMatchObject({
    actor: { email: 'second@example.com' },
    outcome: 'success',
    details: { issuer: provider.issuer, ok: false },
  });
  expect(JSON.stringify(entries)).not.toContain('canary');
});
