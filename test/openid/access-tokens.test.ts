// The audience of an access token: by JWT, introspection or neither; ours, another, missing; auto and strict.
import { describe, expect, test } from 'bun:test';
import {
  type AccessTokenCase,
  accessTokenCases,
  type Outcome,
} from '../support/provider/access-token-cases.ts';
import { signingKey } from '../support/provider/keys.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

describe('an access token', () => {
  for (const row of accessTokenCases) {
    for (const check of ['auto', 'strict'] as const) {
      test(`${row.name}, ${check}`, async () => expect(await outcome(row, check)).toBe(row[check]));
    }
  }

  test('unknown to userinfo is refused', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider);
    expect(await refusalOf(client.fromAccessToken('garbage', 'auto'))).toEqual({
      code: 'invalid_oidc_token',
      why: 'the access token was refused by userinfo with HTTP 401 and invalid_token',
    });
  });

  test('about another person than userinfo is refused', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider);
    provider.script({ userinfo: { json: { sub: 'person-2' } } });
    const token = await provider.accessToken('anchor', {});
    const { why } = await refusalOf(client.fromAccessToken(token, 'auto'));
    expect(why).toBe('userinfo is about another sub than the token');
  });

  test('about another person than introspection says is refused', async () => {
    await using provider = await startProvider();
    provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
    const { client } = openRelyingParty(provider);
    const token = await provider.accessToken('anchor');
    provider.script({ userinfo: { json: { sub: 'person-2' } } });
    const { why } = await refusalOf(client.fromAccessToken(token, 'strict'));
    expect(why).toBe('userinfo is about another sub than the token');
  });

  test('may be signed otherwise than ID tokens are announced to be', async () => {
    await using provider = await startProvider();
    provider.announce({ id_token_signing_alg_values_supported: ['ES256'] });
    const { client } = openRelyingParty(provider);
    const token = await provider.accessToken('anchor', {});
    expect((await client.fromAccessToken(token, 'strict')).userinfo?.sub).toBe('person-1');
  });

  test('signed by a key the provider does not show is refused', async () => {
    await using provider = await startProvider();
    const { client } = openRelyingParty(provider);
    const token = await provider.accessToken('anchor', { key: await signingKey('ES256', 'evil') });
    const { why } = await refusalOf(client.fromAccessToken(token, 'auto'));
    expect(why).toContain('a key the provider does not show: ES256 "evil"');
  });

  test('is not introspected without a client secret', async () => {
    await using provider = await startProvider({ clientSecret: null });
    provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
    const { client } = openRelyingParty(provider);
    const answer = await client.fromAccessToken(await provider.accessToken('anchor'), 'auto');
    expect(answer).toMatchObject({ idToken: null, userinfo: { sub: 'person-1' } });
    expect(provider.received('introspection')).toEqual([]);
  });

  test('identifies no user at a provider without userinfo', async () => {
    await using provider = await startProvider({ announce: { userinfo_endpoint: undefined } });
    const { client } = openRelyingParty(provider);
    const { code } = await refusalOf(client.fromAccessToken('x', 'auto'));
    expect(code).toBe('provider_misconfigured');
  });
});

async function outcome(row: AccessTokenCase, check: 'auto' | 'strict'): Promise<Outcome> {
  await using provider = await startProvider();
  const { introspection } = row;
  if (introspection !== undefined) {
    provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
  }
  if (introspection !== undefined && introspection !== 'right') provider.script({ introspection });
  const { client } = openRelyingParty(provider, { mobileClientIds: ['anchor-app'] });
  const token = await provider.accessToken(row.clientId ?? 'anchor', row.token);
  const work = client.fromAccessToken(token, check);
  const expected = row[check];
  if (expected === 'accepted')
    return (await work).userinfo?.sub === 'person-1' ? expected : 'refused: ';
  const { code, why } = await refusalOf(work);
  if (code !== 'invalid_oidc_token') return code as Outcome;
  return why.includes(expected.replace('refused: ', '')) ? expected : `refused: ${why}`;
}
