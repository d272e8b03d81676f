// How a client with a secret authenticates: by what the provider says, by what worked before, by hand
// (contract section 3, RFC 6749 sections 2.3.1 and 5.2).
import { describe, expect, test } from 'bun:test';
import { ClientAuthMemory } from '../../src/openid/client-auth-memory.ts';
import { startProvider, type TestProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';

const offers = (...list: readonly string[]) => ({ token_endpoint_auth_methods_supported: list });
const both = offers('client_secret_basic', 'client_secret_post');

/** How each request to the token endpoint authenticated. */
function ways(provider: TestProvider): readonly string[] {
  return provider.received('token').map(({ headers, form }) => {
    if (headers.has('authorization')) return 'basic';
    return form.has('client_secret') ? 'post' : 'none';
  });
}

describe.each(['basic', 'post'] as const)('a client that may authenticate by %s alone', (way) => {
  test('signs in at a provider that announces both, and goes the right way at once next time', async () => {
    await using provider = await startProvider({ announce: both });
    provider.script({ clientMethod: way });
    const party = openRelyingParty(provider);
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect(ways(provider)).toEqual(
      way === 'basic' ? ['basic', 'basic'] : ['basic', 'post', 'post'],
    );
  });

  test('signs in when that is chosen by hand, whatever is announced', async () => {
    await using provider = await startProvider({ announce: offers('private_key_jwt') });
    provider.script({ clientMethod: way });
    const party = openRelyingParty(provider, { clientAuth: way });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect(ways(provider)).toEqual([way]);
  });

  test('is refused when the other is chosen by hand, and nothing else is tried', async () => {
    const other = way === 'basic' ? 'post' : 'basic';
    await using provider = await startProvider({ announce: both });
    provider.script({ clientMethod: way });
    const party = openRelyingParty(provider, { clientAuth: other });
    expect((await refusalOf(party.signIn())).code).toBe('provider_misconfigured');
    expect(ways(provider)).toEqual([other]);
  });
});

describe('after invalid_client', () => {
  test('the other way is not tried when it is not offered', async () => {
    await using provider = await startProvider({ announce: offers('client_secret_basic', 'none') });
    provider.script({ clientMethod: 'post' });
    expect((await refusalOf(openRelyingParty(provider).signIn())).why).toBe(
      'the token endpoint answered with HTTP 401 and invalid_client',
    );
    expect(ways(provider)).toEqual(['basic']);
  });

  test('the other method is tried once, and both refusals are reported', async () => {
    await using provider = await startProvider({ announce: both });
    const party = openRelyingParty(provider, { clientSecret: 'wrong' });
    expect(await refusalOf(party.signIn())).toEqual({
      code: 'provider_misconfigured',
      why: 'the token endpoint answered with HTTP 401 and invalid_client to client_secret_post; before, client_secret_basic was refused with invalid_client',
    });
    expect(ways(provider)).toEqual(['basic', 'post']);
  });

  test('a bare 401 says the same', async () => {
    await using provider = await startProvider({ announce: both });
    provider.script({ token: { status: 401, text: '' } });
    await refusalOf(openRelyingParty(provider).signIn());
    expect(ways(provider)).toEqual(['basic', 'post']);
  });

  test('a code that the first try used up makes the person begin again, and that works', async () => {
    await using provider = await startProvider({ announce: both });
    provider.script({ clientMethod: 'post', usesUpCodes: true });
    const party = openRelyingParty(provider);
    expect(await refusalOf(party.signIn())).toEqual({
      code: 'provider_refused',
      why: 'the token endpoint answered with HTTP 400 and invalid_grant to client_secret_post, which is remembered: the first try may have used the code up; before, client_secret_basic was refused with invalid_client',
    });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect(ways(provider)).toEqual(['basic', 'post', 'post']);
  });

  test('no other error is tried again', async () => {
    await using provider = await startProvider({ announce: both });
    provider.script({ token: { status: 400, json: { error: 'unauthorized_client' } } });
    await refusalOf(openRelyingParty(provider).signIn());
    expect(ways(provider)).toEqual(['basic']);
  });

  test('a way that worked once is left when it is refused', async () => {
    await using provider = await startProvider({ announce: both });
    const party = openRelyingParty(provider);
    provider.script({ clientMethod: 'post' });
    await party.signIn();
    provider.script({ clientMethod: 'basic' });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
    expect(ways(provider)).toEqual(['basic', 'post', 'post', 'basic']);
  });
});

test('a public client sends its id alone, also when a way is chosen by hand', async () => {
  await using provider = await startProvider({ clientSecret: null, announce: both });
  const party = openRelyingParty(provider, { clientAuth: 'post' });
  expect((await party.signIn()).idToken?.sub).toBe('person-1');
  expect(ways(provider)).toEqual(['none']);
});

test('introspection tries the other way too', async () => {
  await using provider = await startProvider({ announce: both });
  provider.announce({ introspection_endpoint: `${provider.issuer}/introspection` });
  provider.script({ clientMethod: 'post' });
  const token = await provider.accessToken('anchor');
  const answer = await openRelyingParty(provider).client.fromAccessToken(token, 'strict');
  expect(answer.userinfo?.sub).toBe('person-1');
  expect(provider.received('introspection')).toHaveLength(2);
});

test('100 ways are remembered, the latest', () => {
  const memory = new ClientAuthMemory();
  for (let i = 0; i < 101; i += 1) memory.set(String(i), 'client_secret_post');
  expect([memory.get('0'), memory.get('1'), memory.get('100')]).toEqual([
    null,
    'client_secret_post',
    'client_secret_post',
  ]);
});
