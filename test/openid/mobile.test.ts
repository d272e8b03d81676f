// What apps bring: ID tokens, access tokens and codes of their own (contract section 3 "Mobile", security.md T04).
import { describe, expect, test } from 'bun:test';
import { authorizationUrl, newCodeVerifier } from '../../src/io/oauth-urls.ts';
import { startProvider, type TestProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

describe('an ID token of an app', () => {
  for (const { name, clientId, claims = {}, nonce = null, why } of [
    { name: 'is accepted for our client', clientId: 'anchor', why: null },
    { name: 'is accepted for a client of our apps', clientId: 'anchor-app', why: null },
    { name: 'stands with the nonce the app sent', clientId: 'anchor', nonce: 'n', why: null },
    {
      name: 'for our client stands when one of our apps got it',
      clientId: 'anchor',
      claims: { azp: 'anchor-app' },
      why: null,
    },
    { name: 'for another client is refused', clientId: 'other', why: 'is for "other"' },
    {
      name: 'that another client got is refused',
      clientId: 'anchor',
      claims: { azp: 'other' },
      why: 'was issued to "other"',
    },
    {
      name: 'with another nonce is refused',
      clientId: 'anchor',
      claims: { nonce: 'other' },
      nonce: 'n',
      why: 'its nonce is not the expected one',
    },
  ] as const) {
    test(name, async () => {
      await using provider = await startProvider();
      const { client } = openRelyingParty(provider, { mobileClientIds: ['anchor-app'] });
      const token = await provider.idToken(clientId, { claims: { nonce, ...claims } });
      const work = client.fromIdToken(token, nonce);
      if (why === null) expect((await work).idToken?.sub).toBe('person-1');
      else expect(await refusalOf(work)).toEqual(invalid(why));
    });
  }
});

describe('a code of an app', () => {
  for (const [name, appClient, mobileClientIds, named = null] of [
    ['is redeemed as our own client when no other is set up', 'anchor', []],
    ['is redeemed as the client of our apps', 'app-1', ['app-1']],
    ['is redeemed as our own client when those of the apps are unknown', 'anchor', ['unknown']],
    ['is redeemed as the one of our clients that it names', 'app-2', ['app-1', 'app-2'], 'app-2'],
  ] as const) {
    test(name, async () => {
      const { idToken } = await redeemed(appClient, mobileClientIds, named);
      expect(idToken).toMatchObject({ sub: 'person-1', aud: appClient });
    });
  }

  test('that names an unknown client is refused without a request', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider, { mobileClientIds: ['app-1'] });
    const code = { code: 'x', codeVerifier: 'v'.repeat(43), ...unknownApp, clientId: 'foreign' };
    expect(await refusalOf(client.fromMobileCode(code))).toEqual(invalid('is not set up here'));
    expect(provider.received('token')).toEqual([]);
  });

  test('that does not stand is refused', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider);
    const code = { code: 'x', codeVerifier: 'v'.repeat(43), ...unknownApp };
    expect(await refusalOf(client.fromMobileCode(code))).toEqual(invalid('invalid_grant'));
  });

  test('without a client the provider knows is a matter of settings', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider, { clientId: 'unknown', mobileClientIds: ['x'] });
    const code = { code: 'x', codeVerifier: 'v'.repeat(43), ...unknownApp };
    const problem = await refusalOf(client.fromMobileCode(code));
    expect(problem.code).toBe('provider_misconfigured');
    expect(problem.why.match(/invalid_client/g)).toHaveLength(2);
  });
});

test('canProveAudience is true with introspection and a secret, or once a JWT proved itself', async () => {
  await using provider = await startProvider();
  const { client } = openRelyingParty(provider);
  expect(await client.canProveAudience()).toBe(false);
  await client.fromAccessToken(await provider.accessToken('anchor', {}), 'strict');
  expect(await client.canProveAudience()).toBe(true);
  announceIntrospection(provider);
  expect(await openRelyingParty(provider).client.canProveAudience()).toBe(true);
  const party = openRelyingParty(provider, { clientSecret: null });
  expect(await party.client.canProveAudience()).toBe(false);
});

const unknownApp = { redirectUri: 'a://b', nonce: null, clientId: null };

async function redeemed(
  appClient: string,
  mobileClientIds: readonly string[],
  clientId: string | null,
) {
  await using provider = await startProvider({ publicClients: ['app-1', 'app-2'] });
  const codeVerifier = newCodeVerifier();
  const redirectUri = 'anchor://oidc/callback';
  const url = authorizationUrl({
    endpoint: `${provider.issuer}/authorize`,
    clientId: appClient,
    redirectUri,
    scopes: ['openid'],
    state: 's',
    codeVerifier,
    extra: { nonce: 'n' },
  });
  const code = (await provider.signIn(url)).get('code') ?? '';
  const { client } = openRelyingParty(provider, { mobileClientIds });
  const answer = { code, codeVerifier, redirectUri };
  return await client.fromMobileCode({ ...answer, nonce: 'n', clientId });
}

function announceIntrospection(provider: TestProvider): void {
  provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
}

function invalid(why: string) {
  return { code: 'invalid_oidc_token' as const, why: expect.stringContaining(why) };
}
