// OIDC_INTERNAL_URL: the server's own calls go another way, and nothing that is compared changes.
import { describe, expect, test } from 'bun:test';
import { readMetadata } from '../../src/openid/metadata.ts';
import { createRoute } from '../../src/openid/route.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

const publicOrigin = 'https://id.invalid';

/** A provider whose public address leads nowhere, and a client with a way to it. */
async function openInternally(announce: Readonly<Record<string, unknown>> = {}) {
  const provider = await startProvider({ publicOrigin, announce });
  const party = openRelyingParty(provider, { internalUrl: provider.origin });
  const stop = () => provider[Symbol.asyncDispose]();
  return { provider, party, [Symbol.asyncDispose]: stop };
}

describe('with an internal address', () => {
  test('every call of a sign-in goes there, as from a proxy of the public address', async () => {
    await using scene = await openInternally();
    const { provider, party } = scene;
    const answer = await party.signIn();
    expect(answer).toMatchObject({ issuer: publicOrigin, userinfoProblem: null });
    const calls = provider.requests.filter(({ endpoint }) => endpoint !== 'authorize');
    expect(calls.map(({ endpoint }) => endpoint)).toEqual([
      'discovery',
      'token',
      'jwks',
      'userinfo',
    ]);
    for (const { headers } of calls) {
      expect(headers.get('host')).toBe(new URL(provider.origin).host);
      expect(headers.get('x-forwarded-host')).toBe('id.invalid');
      expect(headers.get('x-forwarded-proto')).toBe('https');
    }
  });

  test('introspection goes there too', async () => {
    await using scene = await openInternally({
      introspection_endpoint: `${publicOrigin}/introspection`,
    });
    const token = await scene.provider.accessToken('anchor');
    await scene.party.client.fromAccessToken(token, 'strict');
    expect(scene.provider.received('introspection')).toHaveLength(1);
  });

  test('the browser goes to the public address', async () => {
    await using scene = await openInternally();
    const flow = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43), redirectUri: 'app://x' };
    expect((await scene.party.client.authorizationUrl(flow)).origin).toBe(publicOrigin);
  });

  test('a provider that names its internal endpoints works, and browsers stay outside', async () => {
    await using scene = await openInternally();
    const { origin } = scene.provider;
    scene.provider.announce({
      authorization_endpoint: `${origin}/authorize?tenant=1`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/jwks`,
      userinfo_endpoint: `${origin}/userinfo`,
    });
    const flow = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43), redirectUri: 'app://x' };
    const url = await scene.party.client.authorizationUrl(flow);
    expect(url.href).toStartWith(`${publicOrigin}/authorize?tenant=1&`);
    expect((await scene.party.signIn()).issuer).toBe(publicOrigin);
  });

  test('the issuer stays the public one: in the document', async () => {
    await using scene = await openInternally({});
    scene.provider.announce({ issuer: scene.provider.origin });
    const { why } = await refusalOf(scene.party.signIn());
    expect(why).toContain(`but "${publicOrigin}" is set up`);
  });

  test('the issuer stays the public one: in the ID token', async () => {
    await using scene = await openInternally();
    scene.provider.script({ idToken: { claims: { iss: scene.provider.origin } } });
    const { why } = await refusalOf(scene.party.signIn());
    expect(why).toContain(`not of "${publicOrigin}"`);
  });

  test('another origin in the document is called directly, without the headers', async () => {
    await using elsewhere = await startProvider();
    await using scene = await openInternally();
    scene.provider.announce({ jwks_uri: `${elsewhere.issuer}/jwks` });
    await scene.party.signIn();
    expect(scene.provider.received('jwks')).toEqual([]);
    const [request] = elsewhere.received('jwks');
    expect(request?.headers.has('x-forwarded-host')).toBe(false);
  });

  test('an issuer over plain http is refused as before', async () => {
    await using provider = await startProvider({ publicOrigin: 'http://id.invalid' });
    const { client } = openRelyingParty(provider, { internalUrl: provider.origin });
    const { why } = await refusalOf(client.canProveAudience());
    expect(why).toContain('is plain http, which is allowed on loopback only');
    expect(provider.requests).toEqual([]);
  });

  test('an outage names the address that was called', async () => {
    await using scene = await openInternally();
    scene.provider.script({ token: 'down' });
    const { code, why } = await refusalOf(scene.party.signIn());
    expect(code).toBe('provider_unavailable');
    expect(why).toContain(`the token endpoint (${scene.provider.origin}/token)`);
  });
});

const named = 'https://id.example';
const internalUrl = 'http://pocket-id:1411';
const right = {
  issuer: named,
  authorization_endpoint: `${named}/authorize`,
  token_endpoint: `${named}/token`,
  jwks_uri: `${named}/jwks`,
};

describe('the page of a sign-out at the provider', () => {
  test.each([
    [
      'at the internal address is opened at the public one',
      `${internalUrl}/end?a=b`,
      `${named}/end?a=b`,
    ],
    ['at the public address stays', `${named}/end`, `${named}/end`],
    ['at another host stays', 'https://other/end', 'https://other/end'],
    ['at another port of the internal host is not opened', 'http://pocket-id:1412/end', null],
    ['of a script is not opened', 'javascript:alert(1)', null],
    ['that is no text is not opened', 7, null],
  ])('%s', (_, end_session_endpoint, expected) => {
    const document = { ...right, end_session_endpoint };
    const metadata = readMetadata(document, { issuer: named, allowHttp: false, internalUrl });
    expect(metadata.endSessionEndpoint).toBe(expected);
  });
});

describe('plain http for an endpoint', () => {
  test.each([
    ['at the internal address', 'http://pocket-id:1411/token', true],
    ['at another port of it', 'http://pocket-id:1412/token', false],
    ['at another host', 'http://other:1411/token', false],
    ['at the name with something behind it', 'http://pocket-id.evil:1411/token', false],
    ['behind credentials', 'http://pocket-id:1411@evil/token', false],
    ['at the host of the issuer', 'http://id.example/token', false],
  ])('%s', (_, token_endpoint, isAllowed) => {
    const read = () =>
      readMetadata({ ...right, token_endpoint }, { issuer: named, allowHttp: false, internalUrl });
    if (isAllowed) expect(read().tokenEndpoint).toBe(token_endpoint);
    else expect(read).toThrow();
  });
});

test.each([
  ['https://id.example', 'https://id.example/token?a=b', 'http://pocket-id:1411/token?a=b'],
  ['https://id.example/realms/x', 'https://id.example/token', 'http://pocket-id:1411/token'],
  ['https://id.example', 'https://ID.example:443/token', 'http://pocket-id:1411/token'],
  [
    'https://id.example',
    'https://id.example//evil.example/x',
    'http://pocket-id:1411//evil.example/x',
  ],
  ['https://id.example', 'https://id.example:8443/token', null],
  ['https://id.example', 'http://id.example/token', null],
  ['https://id.example', 'https://id.example.evil/token', null],
  ['https://id.example', 'https://www.id.example/token', null],
  ['https://id.example', 'https://id.example@evil/token', null],
  ['https://id.example', 'not a url', null],
])('the issuer %s sends %s to %p', (issuer, url, expected) => {
  expect(createRoute(issuer, 'http://pocket-id:1411')(url).url).toBe(expected ?? url);
});
