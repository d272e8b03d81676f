// Which addresses a provider's documents may send this server to (security.md T41).
import { describe, expect, test } from 'bun:test';
import { type AddressRule, createAddressRule } from '../../src/openid/address-rule.ts';
import { discoveryUrl } from '../../src/openid/metadata.ts';
import { createOutbound } from '../../src/io/outbound.ts';
import { createOpenIdProvider } from '../../src/openid/provider.ts';
import { startProvider } from '../support/provider/provider.ts';
import { refusalOf } from '../support/provider/relying-party.ts';

const issuer = 'https://id.example';
const publicAddress = '93.184.215.14';

/** The issuer is called, and its name has these addresses. */
function issuerSeen(rule: AddressRule, addresses: readonly string[], answers = true): void {
  const check = rule(discoveryUrl(issuer));
  for (const address of addresses) expect(check.allows(address)).toBe(true);
  if (answers) check.confirm();
}

function allows(rule: AddressRule, address: string, url = 'https://other.example/token'): boolean {
  return rule(url).allows(address);
}

describe('a provider on the public internet', () => {
  test('may not send requests into the private network', () => {
    const rule = createAddressRule(issuer);
    issuerSeen(rule, [publicAddress]);
    expect(allows(rule, '10.0.0.1')).toBe(false);
    expect(allows(rule, '127.0.0.1', 'https://id.example:6379/token')).toBe(false);
    expect(allows(rule, '93.184.215.15')).toBe(true);
  });

  test('is public by one public address', () => {
    for (const order of [
      ['10.0.0.7', publicAddress],
      [publicAddress, '10.0.0.7'],
    ]) {
      const rule = createAddressRule(issuer);
      issuerSeen(rule, order);
      expect(allows(rule, '10.0.0.1')).toBe(false);
    }
  });

  test('does not become private by what its name servers say later', () => {
    const rule = createAddressRule(issuer);
    issuerSeen(rule, [publicAddress]);
    issuerSeen(rule, ['10.0.0.7']);
    expect(allows(rule, '10.0.0.1')).toBe(false);
  });
});

describe('a provider in the private network', () => {
  test('may name its neighbours once it has answered from there', () => {
    const rule = createAddressRule(issuer);
    expect(allows(rule, '10.0.0.1')).toBe(false);
    issuerSeen(rule, ['10.0.0.7'], false);
    expect(allows(rule, '10.0.0.1')).toBe(false);
    issuerSeen(rule, ['10.0.0.7']);
    expect(allows(rule, '10.0.0.1')).toBe(true);
  });

  test('loses that as soon as its name has a public address', () => {
    const rule = createAddressRule(issuer);
    issuerSeen(rule, ['10.0.0.7']);
    issuerSeen(rule, [publicAddress], false);
    expect(allows(rule, '10.0.0.1')).toBe(false);
  });

  test('an answer without any address proves nothing', () => {
    const rule = createAddressRule(issuer);
    issuerSeen(rule, []);
    expect(allows(rule, '10.0.0.1')).toBe(false);
  });
});

test('a whole sign-in asks no neighbour of an issuer that failed at its private address', async () => {
  await using provider = await startProvider();
  await using neighbour = await startProvider();
  provider.announce({ jwks_uri: `${neighbour.issuer}/jwks` });
  const settings = {
    issuer: provider.issuer,
    clientId: 'anchor',
    clientSecret: null,
    clientAuth: 'auto',
    allowHttp: false,
    internalUrl: null,
    responseMode: 'query',
    mobileClientIds: [],
    scopes: ['openid'],
    groupClaims: [],
    emailClaims: ['email'],
    nameClaims: ['name'],
  } as const;
  const outbound = createOutbound();
  let isFailing = false;
  const client = createOpenIdProvider(settings, {
    outbound: (request) => {
      const isIssuer = request.url.startsWith(provider.issuer);
      // Its name has a public address too, until a call that fails.
      if (isIssuer && !isFailing) request.allowAddress(publicAddress);
      return outbound(request);
    },
  });
  await client.canProveAudience();
  isFailing = true;
  provider.script({ userinfo: { status: 500, text: '' } });
  await refusalOf(client.fromAccessToken('opaque', 'auto'));
  expect(provider.received('userinfo')).toHaveLength(1);
  const token = await provider.idToken('anchor');
  expect(await refusalOf(client.fromIdToken(token, null))).toEqual({
    code: 'provider_misconfigured',
    why: expect.stringContaining('has a private address while the issuer has a public one'),
  });
  expect(neighbour.requests).toEqual([]);
});
