// Userinfo as a JWT (OpenID Connect Core section 5.3.2): believed like an ID token, else a userinfo that failed.
import { describe, expect, test } from 'bun:test';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider, type TestProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';
import type { TokenChanges } from '../support/provider/script.ts';

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };
const seconds = Math.floor(Date.now() / 1000);

async function startSigning(
  changes: TokenChanges,
  { inUserinfoOnly = true } = {},
): Promise<TestProvider> {
  const provider = await startProvider();
  provider.person(ada, { inUserinfoOnly });
  provider.script({ signedUserinfo: changes });
  return provider;
}

function claims(changed: Readonly<Record<string, unknown>>): TokenChanges {
  return { claims: changed };
}

describe('signed userinfo stands', () => {
  for (const [name, changes] of [
    ['for this client', {}],
    ['for us among others', claims({ aud: ['other', 'anchor'] })],
    ['with an expiry to come', claims({ exp: seconds + 60 })],
    ['with the header typ JWT', { header: { typ: 'JWT' } }],
    ['without a key id', { header: { kid: undefined } }],
  ] as const satisfies readonly (readonly [string, TokenChanges])[]) {
    test(name, async () => {
      await using provider = await startSigning(changes);
      expect((await openRelyingParty(provider).signIn()).userinfo).toMatchObject(ada);
    });
  }

  for (const alg of ['ES256', 'PS256', 'EdDSA']) {
    test(`signed with ${alg}, which is announced for ID tokens or not`, async () => {
      await using provider = await startProvider({
        announce: { id_token_signing_alg_values_supported: ['RS256'] },
      });
      const key = await signingKey(alg);
      provider.publish([(await signingKey('RS256')).jwk, key.jwk]);
      provider.person(ada, { inUserinfoOnly: true });
      provider.script({ signedUserinfo: { key } });
      expect((await openRelyingParty(provider).signIn()).userinfo).toMatchObject(ada);
    });
  }

  test('for the access token of an app, made for any of the clients', async () => {
    await using provider = await startSigning({});
    const { client } = openRelyingParty(provider, { mobileClientIds: ['anchor-app'] });
    const token = await provider.accessToken('anchor-app');
    expect((await client.fromAccessToken(token, 'auto')).userinfo).toMatchObject(ada);
  });
});

const invalid: readonly (readonly [string, TokenChanges, string])[] = [
  ['with a broken signature', { tamper: 'signature' }, 'userinfo was not signed by the provider'],
  ['with claims changed after signing', { tamper: 'payload' }, 'signature is wrong'],
  ['unsigned', { tamper: 'none' }, 'userinfo is signed with "none", which is never accepted'],
  ['of another issuer', claims({ iss: 'https://evil.example' }), 'is of the issuer'],
  ['without an issuer', claims({ iss: undefined }), 'is of the issuer nothing'],
  ['for another client', claims({ aud: 'other' }), 'is for "other", not for'],
  ['without an audience', claims({ aud: undefined }), 'userinfo has no aud'],
  ['issued to another client', claims({ azp: 'other' }), 'was issued to "other"'],
  ['that has expired', claims({ exp: seconds - 90 }), 'userinfo has expired'],
  ['that is an access token', { header: { typ: 'at+jwt' } }, 'is of the type "at+jwt"'],
  ['that is a logout token', { header: { typ: 'logout+jwt' } }, 'is of the type "logout+jwt"'],
];

describe('signed userinfo is a userinfo that failed', () => {
  for (const [name, changes, why] of invalid) {
    test(`${name}, which ends a sign-in without an address`, async () => {
      await using provider = await startSigning(changes);
      expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
        code: 'provider_answer_invalid',
        why: expect.stringContaining(why),
      });
    });

    test(`${name}, which costs nothing else when the ID token has the address`, async () => {
      await using provider = await startSigning(changes, { inUserinfoOnly: false });
      expect(await openRelyingParty(provider).signIn()).toMatchObject({
        idToken: ada,
        userinfo: null,
        userinfoProblem: { code: 'provider_answer_invalid' },
      });
    });
  }

  test('by a key that the provider does not show', async () => {
    const key = await signingKey('RS256', 'stranger');
    await using provider = await startSigning({ key, header: { jwk: key.jwk } });
    const { why } = await refusalOf(openRelyingParty(provider).signIn());
    expect(why).toContain('was signed by a key the provider does not show');
  });

  test('for another client than the one that the code was for', async () => {
    await using provider = await startSigning(claims({ aud: 'anchor-app' }));
    const party = openRelyingParty(provider, { mobileClientIds: ['anchor-app'] });
    expect((await refusalOf(party.signIn())).why).toContain('is for "anchor-app"');
  });
});

describe('signed userinfo about another user', () => {
  for (const [name, changes, why] of [
    ['with another sub', claims({ sub: 'person-2' }), 'another sub than the token'],
    ['without sub', claims({ sub: undefined }), 'userinfo has no sub'],
  ] as const) {
    test(`${name} ends every sign-in`, async () => {
      await using provider = await startSigning(changes, { inUserinfoOnly: false });
      expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
        code: 'provider_answer_invalid',
        why: expect.stringContaining(why),
      });
    });
  }
});
