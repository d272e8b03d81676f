// OIDC_INTERNAL_URL in a whole server: sign-in, picture, the check of the provider and the guard of its calls.
import { describe, expect, test } from 'bun:test';
import { diagnose } from '../../src/openid/doctor.ts';
import { createOutbound } from '../../src/io/outbound.ts';
import {
  checkFindings,
  complaints,
  settingsOf,
  startHealthyProvider,
} from '../admin/doctor-settings.ts';
import { fourCorners } from '../support/images/png.ts';
import { picturesOf } from '../support/images/upload.ts';
import { exchange, oidcEnv, openBrowser } from '../support/oidc-scene.ts';
import { startProvider } from '../support/provider/provider.ts';
import { createTestApp } from '../support/test-app.ts';

const publicOrigin = 'https://id.invalid';

test('a provider whose public address leads nowhere signs people in, with their pictures', async () => {
  await using provider = await startProvider({ publicOrigin });
  provider.person({
    sub: 'person-1',
    email: 'ada@example.com',
    email_verified: true,
    picture: `${publicOrigin}/picture`,
  });
  provider.script({
    picture: { bytes: fourCorners(8, 8), headers: { 'content-type': 'image/png' } },
  });
  const env = { ...oidcEnv(provider), OIDC_INTERNAL_URL: provider.origin };
  await using app = await createTestApp(env);
  const { query } = await openBrowser(app, provider).signIn();
  expect((await exchange(app, query['code'])).status).toBe(200);
  await app.services.pictures.settle();
  expect(await picturesOf(app)).toHaveLength(1);
  const rows = await app.database.read.selectFrom('identities').select('issuer').execute();
  expect(rows).toEqual([{ issuer: publicOrigin }]);
});

test('clients are told the public issuer, never the internal address', async () => {
  await using provider = await startProvider({ publicOrigin });
  const env = { ...oidcEnv(provider), OIDC_INTERNAL_URL: provider.origin };
  await using app = await createTestApp(env);
  const answer = await app.get('/api/auth/oidc/config');
  expect(answer.body).toMatchObject({ issuerUrl: publicOrigin });
  expect(answer.text).not.toContain(provider.origin);
});

describe('the check of the provider', () => {
  const redirectUris = ['https://auth.example.com/callback'] as const;
  const own = { redirectUris, signOutReturn: 'https://auth.example.com/login' };

  test('asks at the internal address, says so, and finds nothing else', async () => {
    await using provider = await startHealthyProvider({ publicOrigin });
    const settings = { ...settingsOf(provider), internalUrl: provider.origin };
    const findings = await diagnose(settings, { outbound: createOutbound(), ...own });
    checkFindings(findings);
    expect(complaints(findings)).toEqual({});
    const [, connection] = findings;
    expect(connection).toMatchObject({
      check: 'connection',
      outcome: 'ok',
      code: 'answers_internally',
      params: { origin: provider.origin },
    });
    expect(provider.received('token')).toHaveLength(1);
  });

  test('warns of an internal address that is plain http across the internet', async () => {
    await using provider = await startHealthyProvider({ publicOrigin });
    const settings = { ...settingsOf(provider), internalUrl: 'http://id.lan' };
    const loopback = createOutbound();
    const findings = await diagnose(settings, {
      // Its name is a public address, and the answer comes from this machine.
      outbound: (request) => {
        request.allowAddress('198.51.100.7');
        request.allowAddress('203.0.114.7');
        const { pathname, search } = new URL(request.url);
        const url = provider.origin + pathname + search;
        return loopback({ ...request, url, allowAddress: () => true });
      },
      ...own,
    });
    expect(complaints(findings)).toEqual({
      'connection warning': expect.stringMatching(/over plain http/),
    });
  });

  test('names the internal address when nothing answers there', async () => {
    await using provider = await startHealthyProvider({ publicOrigin });
    const settings = { ...settingsOf(provider), internalUrl: 'http://127.0.0.1:9' };
    const findings = await diagnose(settings, { outbound: createOutbound(), ...own });
    expect(complaints(findings)).toEqual({
      'connection failed': expect.stringMatching(/^127\.0\.0\.1:9 could not be reached/),
    });
  });

  test('names the internal address when there is no document', async () => {
    await using provider = await startHealthyProvider({ publicOrigin });
    provider.script({ discovery: { status: 404, text: '' } });
    const settings = { ...settingsOf(provider), internalUrl: provider.origin };
    const findings = await diagnose(settings, { outbound: createOutbound(), ...own });
    expect(complaints(findings)['discovery failed']).toContain(
      `at ${provider.origin}/.well-known/openid-configuration`,
    );
  });
});

test('the guard goes by the internal address: a private one may name its private neighbours', async () => {
  await using neighbour = await startProvider();
  await using provider = await startProvider({ publicOrigin });
  provider.announce({ jwks_uri: `${neighbour.issuer}/jwks` });
  const env = { ...oidcEnv(provider), OIDC_INTERNAL_URL: provider.origin };
  await using app = await createTestApp(env);
  expect((await openBrowser(app, provider).signIn()).query).toHaveProperty('code');
  expect(neighbour.received('jwks')).toHaveLength(1);
});
