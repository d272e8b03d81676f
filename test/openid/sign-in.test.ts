// The OpenID Foundation's Basic RP test plan (oidcc-client-test…), one row per module, and security.md T05.
import { describe, expect, test } from 'bun:test';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider, type TestProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';
import type { TokenChanges } from '../support/provider/script.ts';

const seconds = Math.floor(Date.now() / 1000);

interface Accepted {
  readonly name: string;
  readonly changes?: TokenChanges;
  readonly arrange?: (provider: TestProvider) => Promise<void> | void;
}

const accepted: readonly Accepted[] = [
  { name: 'a right ID token signs a person in' },
  { name: 'an ID token without kid stands when one key is shown', changes: noKid() },
  {
    name: 'an ID token without kid stands when several keys are shown',
    changes: noKid(),
    arrange: showSeveralKeys,
  },
  {
    name: 'a key without kid verifies a token that has one',
    arrange: async (provider) => {
      const { jwk } = await signingKey('RS256');
      provider.publish([{ ...jwk, kid: undefined }]);
    },
  },
  {
    name: 'keys of unknown kinds beside the right one are no obstacle',
    arrange: async (provider) => {
      const { jwk } = await signingKey('RS256');
      const strange = [null, 7, {}, { kty: 'AKP', kid: jwk.kid }, { kty: 'oct', k: 'AA' }];
      const broken = { kty: 'RSA', kid: jwk.kid, n: jwk.n, e: 7 };
      provider.publish([...strange, broken, { kty: 'EC', crv: 'P-999', kid: jwk.kid }, jwk]);
    },
  },
  {
    name: 'several audiences stand when azp is ours',
    changes: claims({ aud: ['anchor', 'x'], azp: 'anchor' }),
  },
  { name: 'several audiences stand without azp', changes: claims({ aud: ['x', 'anchor'] }) },
  { name: 'a list of one audience needs no azp', changes: claims({ aud: ['anchor'] }) },
  {
    name: 'a clock 50 seconds apart is tolerated',
    changes: claims({ iat: seconds + 50, exp: seconds - 50 }),
  },
  {
    name: 'a sub of 255 characters stands',
    changes: claims({ sub: 's'.repeat(255) }),
    arrange: dropUserinfo,
  },
  { name: 'the header typ JWT stands', changes: { header: { typ: 'JWT' } } },
  {
    name: 'keys named in the header are ignored',
    changes: { header: { jku: 'https://evil.example/jwks', x5u: 'https://evil.example/x' } },
  },
];

describe('an ID token stands', () => {
  for (const { name, changes = {}, arrange } of accepted) {
    test(name, async () => {
      await using provider = await startProvider();
      await arrange?.(provider);
      provider.script({ idToken: changes });
      const answer = await openRelyingParty(provider).signIn();
      expect(answer.idToken?.['email']).toBe('ada@example.com');
    });
  }

  for (const alg of [
    'RS384',
    'RS512',
    'PS256',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ]) {
    test(`signed with ${alg}`, async () => {
      await using provider = await startProvider({
        alg,
        announce: { id_token_signing_alg_values_supported: [alg] },
      });
      expect((await openRelyingParty(provider).signIn()).idToken?.sub).toBe('person-1');
    });
  }
});

interface Refused extends Accepted {
  readonly why: string;
}

const refused: readonly Refused[] = [
  {
    name: 'unsigned',
    changes: { tamper: 'none' },
    why: 'is signed with "none", which is never accepted',
  },
  { name: 'with a broken signature', changes: { tamper: 'signature' }, why: 'signature is wrong' },
  {
    name: 'with claims changed after signing',
    changes: { tamper: 'payload' },
    why: 'signature is wrong',
  },
  { name: 'without iat', changes: claims({ iat: undefined }), why: 'has no iat' },
  { name: 'without exp', changes: claims({ exp: undefined }), why: 'missing required "exp" claim' },
  { name: 'without aud', changes: claims({ aud: undefined }), why: 'has no aud' },
  { name: 'without sub', changes: claims({ sub: undefined }), why: 'has no sub' },
  { name: 'with an empty sub', changes: claims({ sub: '' }), why: 'sub that is no text' },
  { name: 'with a number as sub', changes: claims({ sub: 7 }), why: 'sub that is no text' },
  {
    name: 'with a sub of 256 characters',
    changes: claims({ sub: 's'.repeat(256) }),
    why: 'more than 255',
  },
  {
    name: 'with half a character in sub',
    changes: claims({ sub: '\ud800' }),
    why: 'not valid Unicode',
  },
  { name: 'with a NUL in sub', changes: claims({ sub: 'a\0b' }), why: 'NUL character' },
  {
    name: 'of another issuer',
    changes: claims({ iss: 'https://other.example' }),
    why: 'is of the issuer',
  },
  { name: 'without issuer', changes: claims({ iss: undefined }), why: 'is of the issuer nothing' },
  { name: 'for another client', changes: claims({ aud: 'other' }), why: 'is for "other"' },
  { name: 'with our azp alone', changes: claims({ aud: 'other', azp: 'anchor' }), why: 'is for' },
  { name: 'for several others', changes: claims({ aud: ['x', 'y'] }), why: 'is for ["x","y"]' },
  {
    name: 'issued to another client',
    changes: claims({ azp: 'other' }),
    why: 'was issued to "other"',
  },
  { name: 'whose azp is no text', changes: claims({ azp: ['anchor'] }), why: 'was issued to' },
  { name: 'that has expired', changes: claims({ exp: seconds - 90 }), why: 'has expired' },
  { name: 'whose exp is a text', changes: claims({ exp: '9999999999' }), why: '"exp"' },
  { name: 'issued in the future', changes: claims({ iat: seconds + 90 }), why: 'in the future' },
  { name: 'not valid yet', changes: claims({ nbf: seconds + 90 }), why: '"nbf"' },
  { name: 'with another nonce', changes: claims({ nonce: 'other' }), why: 'its nonce is not' },
  { name: 'without nonce', changes: claims({ nonce: undefined }), why: 'has no nonce' },
  { name: 'of another access token', changes: claims({ at_hash: 'x' }), why: '(at_hash)' },
  { name: 'that is an access token', changes: { header: { typ: 'at+jwt' } }, why: 'type "at+jwt"' },
  {
    name: 'that is a logout token',
    changes: { header: { typ: 'application/logout+jwt' } },
    why: 'type "logout+jwt"',
  },
  { name: 'with crit', changes: { header: { crit: ['tests'], tests: 1 } }, why: 'crit' },
  { name: 'that holds another token', changes: { header: { cty: 'JWT' } }, why: 'cty' },
  {
    name: 'signed with an algorithm that is not announced',
    arrange: (provider) => provider.announce({ id_token_signing_alg_values_supported: ['ES256'] }),
    why: 'the provider announces ["ES256"]',
  },
  {
    name: 'signed by an encryption key',
    arrange: async (provider) => {
      const { jwk } = await signingKey('RS256');
      provider.publish([{ ...jwk, use: 'enc' }]);
    },
    why: 'a key the provider does not show',
  },
  {
    name: 'signed by a key that is for another algorithm',
    arrange: async (provider) => {
      const { jwk } = await signingKey('RS256');
      provider.publish([{ ...jwk, alg: 'PS256' }]);
    },
    why: 'a key the provider does not show: RS256 "RS256-1"; it shows RSA "RS256-1"',
  },
];

describe('an ID token is refused', () => {
  for (const { name, changes = {}, arrange, why } of refused) {
    test(name, async () => {
      await using provider = await startProvider();
      await arrange?.(provider);
      provider.person({ sub: 'person-1', email: 'ada@example.com' });
      provider.script({ idToken: changes });
      const problem = await refusalOf(openRelyingParty(provider).signIn());
      expect(problem).toEqual({
        code: 'provider_answer_invalid',
        why: expect.stringContaining(why),
      });
      expect(provider.received('userinfo')).toEqual([]);
    });
  }

  test('signed by the key its own header brings', async () => {
    await using provider = await startProvider();
    const key = await signingKey('RS256', 'RS256-1');
    const stranger = await signingKey('RS256', 'stranger');
    const header = { kid: key.kid, jwk: stranger.jwk };
    provider.script({ idToken: { key: stranger, header } });
    const { why } = await refusalOf(openRelyingParty(provider).signIn());
    expect(why).toContain('signature is wrong');
  });

  test('signed with our client secret', async () => {
    await using provider = await startProvider();
    const [head, body] = [{ alg: 'HS256' }, { sub: 'person-1' }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signature = new Bun.CryptoHasher('sha256', provider.clientSecret ?? '')
      .update(`${head}.${body}`)
      .digest('base64url');
    provider.script({ idToken: `${head}.${body}.${signature}` });
    const { why } = await refusalOf(openRelyingParty(provider).signIn());
    expect(why).toBe('the ID token is signed with "HS256", which is never accepted');
  });

  for (const [name, token, why] of [
    ['that is encrypted', 'e30.a.b.c.d', 'is encrypted'],
    ['that is no JWT', 'hello', 'is not a signed JWT'],
    ['that is missing', '', 'is not a signed JWT'],
  ] as const) {
    test(name, async () => {
      await using provider = await startProvider();
      provider.script({ idToken: token });
      expect((await refusalOf(openRelyingParty(provider).signIn())).why).toContain(why);
    });
  }
});

function claims(changed: Readonly<Record<string, unknown>>): TokenChanges {
  return { claims: changed };
}

function noKid(): TokenChanges {
  return { header: { kid: undefined } };
}

async function showSeveralKeys(provider: TestProvider): Promise<void> {
  const others = [await signingKey('RS256', 'other'), await signingKey('ES256')];
  const { jwk } = await signingKey('RS256');
  provider.publish([...others.map((key) => key.jwk), jwk]);
}

function dropUserinfo(provider: TestProvider): void {
  provider.announce({ userinfo_endpoint: undefined });
}
