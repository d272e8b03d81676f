// Logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.6): one row for each reason to refuse one.
import { describe, expect, test } from 'bun:test';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';
import type { TokenChanges } from '../support/provider/script.ts';

const seconds = Math.floor(Date.now() / 1000);
const event = 'http://schemas.openid.net/event/backchannel-logout';

function claims(changed: Readonly<Record<string, unknown>>): TokenChanges {
  return { claims: changed };
}

const accepted: readonly (readonly [string, TokenChanges, object])[] = [
  ['with a subject', {}, { subject: 'person-1', sid: null }],
  ['with subject and session', claims({ sid: 's1' }), { subject: 'person-1', sid: 's1' }],
  ['with a session alone', claims({ sid: 's1', sub: undefined }), { subject: null, sid: 's1' }],
  ['without an expiry', claims({ exp: undefined }), {}],
  ['of four minutes ago', claims({ iat: seconds - 240 }), {}],
  ['without a type', { header: { typ: undefined } }, {}],
  ['of the type JWT', { header: { typ: 'JWT' } }, {}],
  ['of the full type', { header: { typ: 'application/logout+jwt' } }, {}],
  ['for us among others', claims({ aud: ['other', 'anchor'] }), {}],
  ['for a client of the apps', claims({ aud: 'anchor-app' }), {}],
  ['with another event beside it', claims({ events: { [event]: {}, 'urn:x': 7 } }), {}],
  ['with an event that says more', claims({ events: { [event]: { reason: 'x' } } }), {}],
];

describe('a logout token is accepted', () => {
  test.each(accepted)('%s', async (_, changes, expected) => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider, { mobileClientIds: ['anchor-app'] });
    const logout = await client.fromLogoutToken(await provider.logoutToken(changes));
    expect(logout).toMatchObject({
      issuer: provider.issuer,
      tokenId: expect.any(String),
      ...expected,
    });
  });
});

const refused: readonly (readonly [string, TokenChanges, string])[] = [
  ['unsigned', { tamper: 'none' }, 'is signed with "none", which is never accepted'],
  ['with a broken signature', { tamper: 'signature' }, 'signature is wrong'],
  ['with claims changed after signing', { tamper: 'payload' }, 'signature is wrong'],
  ['of another issuer', claims({ iss: 'https://evil.example' }), 'is of the issuer'],
  ['without an issuer', claims({ iss: undefined }), 'is of the issuer nothing'],
  ['for another client', claims({ aud: 'other' }), 'is for "other"'],
  ['without an audience', claims({ aud: undefined }), 'has no aud'],
  ['issued to another client', claims({ azp: 'other' }), 'was issued to "other"'],
  ['that has expired', claims({ exp: seconds - 90 }), 'has expired'],
  ['without iat', claims({ iat: undefined }), 'has no iat'],
  ['whose iat is a text', claims({ iat: String(seconds) }), '"iat"'],
  ['issued in the future', claims({ iat: seconds + 90 }), 'was issued in the future'],
  ['older than five minutes', claims({ iat: seconds - 400 }), 'more than 300 seconds ago'],
  ['without jti', claims({ jti: undefined }), 'has no jti'],
  ['with an empty jti', claims({ jti: '' }), 'has no jti'],
  ['with a number as jti', claims({ jti: 7 }), 'has no jti'],
  ['with a jti of 256 characters', claims({ jti: 'j'.repeat(256) }), 'has no jti'],
  ['without events', claims({ events: undefined }), 'names no logout'],
  ['with another event', claims({ events: { 'urn:x': {} } }), 'names no logout'],
  ['whose events are a list', claims({ events: [event] }), 'names no logout'],
  ['whose event is a text', claims({ events: { [event]: 'yes' } }), 'names no logout'],
  ['whose event is null', claims({ events: { [event]: null } }), 'names no logout'],
  ['with a nonce', claims({ nonce: 'n' }), 'has a nonce'],
  ['with an empty nonce', claims({ nonce: null }), 'has a nonce'],
  ['without sub and sid', claims({ sub: undefined }), 'has neither sub nor sid'],
  ['with an empty sub', claims({ sub: '' }), 'sub that is no text'],
  ['with a number as sub', claims({ sub: 7 }), 'sub that is no text'],
  ['with a number as sid', claims({ sid: 7 }), 'sid that is no text'],
  ['with an empty sid beside a sub', claims({ sid: '' }), 'sid that is no text'],
  ['with a sid of 256 characters', claims({ sid: 's'.repeat(256) }), 'sid that is no text'],
  ['with a NUL in sid', claims({ sid: 'a\0b' }), 'sid that is no text'],
  ['of the type of access tokens', { header: { typ: 'at+jwt' } }, 'is of the type at+jwt'],
  ['of the type of events', { header: { typ: 'secevent+jwt' } }, 'is of the type secevent+jwt'],
  ['with crit', { header: { crit: ['tests'], tests: 1 } }, 'crit'],
  ['that holds another token', { header: { cty: 'JWT' } }, 'cty'],
];

describe('a logout token signs in no app', () => {
  test.each([undefined, 'JWT'])('of the type %p', async (typ) => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider);
    const token = await provider.logoutToken({ header: { typ } });
    expect(await refusalOf(client.fromIdToken(token, null))).toEqual({
      code: 'invalid_oidc_token',
      why: expect.stringContaining('is a logout token'),
    });
  });
});

describe('a logout token is refused', () => {
  test.each(refused)('%s', async (_, changes, why) => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider);
    const token = await provider.logoutToken(changes);
    expect(await refusalOf(client.fromLogoutToken(token))).toEqual({
      code: 'invalid_logout_token',
      why: expect.stringContaining(why),
    });
  });

  test('by a key that the provider does not show, whatever its header brings', async () => {
    await using provider = await startProvider();
    const key = await signingKey('RS256', 'stranger');
    const token = await provider.logoutToken({ key, header: { jwk: key.jwk } });
    const { why } = await refusalOf(openRelyingParty(provider).client.fromLogoutToken(token));
    expect(why).toContain('a key the provider does not show');
  });

  test('with an algorithm that the provider does not announce', async () => {
    await using provider = await startProvider({
      announce: { id_token_signing_alg_values_supported: ['ES256'] },
    });
    const token = await provider.logoutToken();
    const { why } = await refusalOf(openRelyingParty(provider).client.fromLogoutToken(token));
    expect(why).toContain('the provider announces ["ES256"]');
  });

  test('when it is an ID token', async () => {
    await using provider = await startProvider();
    const token = await provider.idToken('anchor');
    const { why } = await refusalOf(openRelyingParty(provider).client.fromLogoutToken(token));
    expect(why).toContain('names no logout');
  });

  test.each(['', 'hello', 'a.b.c', 'e30.a.b.c.d'])('when it is %p', async (token) => {
    await using provider = await startProvider();
    const { code } = await refusalOf(openRelyingParty(provider).client.fromLogoutToken(token));
    expect(code).toBe('invalid_logout_token');
  });
});
