// Discovery (Config RP plan) and what is believed of a discovery document (security.md T41).
import { describe, expect, test } from 'bun:test';
import { discoveryUrl, readMetadata } from '../../src/openid/metadata.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

const issuer = 'https://id.example';
const right = {
  issuer,
  authorization_endpoint: `${issuer}/authorize?tenant=1`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
};

function read(changes: Readonly<Record<string, unknown>>, allowHttp = false) {
  return refusalOf(
    Promise.try(() =>
      readMetadata({ ...right, ...changes }, { issuer, allowHttp, internalUrl: null }),
    ),
  );
}

function spelling(named: string, expected: string): string {
  return readMetadata(
    { ...right, issuer: named },
    { issuer: expected, allowHttp: false, internalUrl: null },
  ).issuer;
}

describe('a discovery document is refused', () => {
  for (const [name, changes, why] of [
    [
      'of another issuer',
      { issuer: 'https://other.example' },
      'the discovery document is of the issuer "https://other.example", but "https://id.example" is set up',
    ],
    [
      'of an issuer with two slashes more',
      { issuer: `${issuer}//` },
      'is of the issuer "https://id.example//"',
    ],
    [
      'of an issuer in other letters',
      { issuer: 'https://ID.example' },
      'is of the issuer "https://ID.example"',
    ],
    [
      'of an issuer with another path',
      { issuer: `${issuer}/x` },
      'is of the issuer "https://id.example/x"',
    ],
    ['without issuer', { issuer: undefined }, 'is of the issuer nothing'],
    ['without a token endpoint', { token_endpoint: undefined }, 'has no token_endpoint'],
    ['without keys', { jwks_uri: null }, 'has no jwks_uri'],
    ['without an authorization endpoint', { authorization_endpoint: undefined }, 'has no authoriz'],
    ['with an endpoint that is no text', { token_endpoint: 7 }, 'is not an absolute URL: 7'],
    ['with a relative endpoint', { token_endpoint: '/token' }, 'is not an absolute URL'],
    ['with plain http', { userinfo_endpoint: 'http://id.example/u' }, 'is plain http'],
    ['with a file', { jwks_uri: 'file:///etc/passwd' }, 'is not an https URL but "file:"'],
    ['without PKCE S256', { code_challenge_methods_supported: ['plain'] }, 'but S256 is needed'],
    [
      'with a list that is a text',
      { token_endpoint_auth_methods_supported: 'none' },
      'token_endpoint_auth_methods_supported in the discovery document is not a list of texts',
    ],
  ] as const) {
    test(name, async () => {
      const problem = await read(changes);
      expect(problem).toEqual({
        code: 'provider_misconfigured',
        why: expect.stringContaining(why),
      });
    });
  }

  test('with everything that is wrong in one sentence', async () => {
    const { why } = await read({ issuer: 'x', token_endpoint: undefined, jwks_uri: 'nowhere' });
    expect(why.split('; ')).toHaveLength(3);
  });
});

describe('a discovery document is read', () => {
  test('with the defaults for what it does not say', () => {
    const metadata = readMetadata(right, { issuer, allowHttp: false, internalUrl: null });
    expect(metadata.tokenAuthMethods).toEqual(['client_secret_basic']);
    expect(metadata.introspectionAuthMethods).toEqual(['client_secret_basic']);
    expect(metadata.idTokenAlgorithms).toBeNull();
    expect(metadata.sendsIssuer).toBe(false);
  });

  test('with plain http on loopback, and elsewhere where that is allowed', () => {
    for (const host of ['localhost:1', '127.0.0.1:1', '[::1]:1']) {
      const changed = { ...right, token_endpoint: `http://${host}/token` };
      expect(
        readMetadata(changed, { issuer, allowHttp: false, internalUrl: null }).tokenEndpoint,
      ).toContain(host);
    }
    const changed = { ...right, token_endpoint: 'http://id.lan/token' };
    expect(
      readMetadata(changed, { issuer, allowHttp: true, internalUrl: null }).tokenEndpoint,
    ).toContain('id.lan');
  });

  test('under the spelling of its own, which may differ by the slash at the end', () => {
    expect(spelling(`${issuer}/`, issuer)).toBe(`${issuer}/`);
    expect(spelling(issuer, `${issuer}/`)).toBe(issuer);
  });

  test('from the issuer with or without a slash at its end', () => {
    const path = '/.well-known/openid-configuration';
    expect(discoveryUrl('https://id.example')).toBe(`https://id.example${path}`);
    expect(discoveryUrl('https://id.example/realms/x/')).toBe(`https://id.example/realms/x${path}`);
  });

  test('keeps the query of the authorization endpoint', async () => {
    await using provider = await startProvider();
    provider.announce({ authorization_endpoint: `${provider.issuer}/authorize?tenant=1` });
    const { client } = openRelyingParty(provider);
    const flow = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43), redirectUri: 'app://x' };
    const url = await client.authorizationUrl(flow);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: 'anchor',
      redirect_uri: 'app://x',
      state: 's',
      nonce: 'n',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      code_challenge: new Bun.CryptoHasher('sha256').update('v'.repeat(43)).digest('base64url'),
    });
  });
});

describe('discovery', () => {
  test('works for an issuer with a path and a slash at its end', async () => {
    await using provider = await startProvider({ issuerPath: '/application/o/anchor/' });
    expect((await openRelyingParty(provider).signIn()).issuer).toEndWith('/application/o/anchor/');
  });

  test('happens once an hour; an old document serves up to a day while a new one fails', async () => {
    await using provider = await startProvider();
    let aheadMs = 0;
    const { client } = openRelyingParty(provider, { clockAheadMs: () => aheadMs });
    const fetches = () => provider.received('discovery').length;
    await Promise.all([client.canProveAudience(), client.canProveAudience()]);
    aheadMs = 3_599_000;
    await client.canProveAudience();
    expect(fetches()).toBe(1);
    provider.script({ discovery: 'error500' });
    aheadMs = 86_399_000;
    expect(await client.canProveAudience()).toBe(false);
    while (fetches() < 2) await Bun.sleep(5);
    aheadMs = 86_401_000;
    expect((await refusalOf(client.canProveAudience())).code).toBe('provider_unavailable');
    provider.script({ discovery: { json: { ...right, issuer: provider.issuer } } });
    expect(await client.canProveAudience()).toBe(false);
  });

  test('refuses an issuer over plain http beyond loopback without calling it', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider, { issuer: 'http://id.example' });
    const problem = await refusalOf(client.canProveAudience());
    expect(problem.why).toContain('is plain http, which is allowed on loopback only');
  });

  test('says so when there is no document', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider, { issuer: `${provider.issuer}/realms/x` });
    expect(await refusalOf(client.canProveAudience())).toEqual({
      code: 'provider_misconfigured',
      why: expect.stringContaining('HTTP 404. Is the issuer right?'),
    });
  });
});
