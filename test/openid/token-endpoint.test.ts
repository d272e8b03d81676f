// Client authentication, the token endpoint's errors, the iss parameter and userinfo.
import { describe, expect, test } from 'bun:test';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';
import type { Reply } from '../support/provider/script.ts';

const methods = (...list: readonly string[]) => ({ token_endpoint_auth_methods_supported: list });

describe('the client authenticates', () => {
  for (const { name, announce, clientSecret = 'a secret: 100%+&/ü', form, basic } of [
    { name: 'by Basic when nothing is announced', announce: {}, form: [], basic: true },
    {
      name: 'by Basic when that is one of the ways',
      announce: methods('client_secret_post', 'client_secret_basic'),
      form: [],
      basic: true,
    },
    {
      name: 'in the body when that is the only way',
      announce: methods('client_secret_post'),
      form: ['client_id', 'client_secret'],
      basic: false,
    },
    {
      name: 'by its id alone when it has no secret',
      announce: methods('client_secret_basic'),
      clientSecret: null,
      form: ['client_id'],
      basic: false,
    },
  ]) {
    test(name, async () => {
      await using provider = await startProvider({
        announce,
        clientSecret,
        clientId: 'anchor: a+b',
      });
      expect((await openRelyingParty(provider).signIn()).idToken?.sub).toBe('person-1');
      const [request] = provider.received('token');
      const sent = [...(request?.form.keys() ?? [])].filter((key) => key.startsWith('client_'));
      expect(sent).toEqual([...form]);
      expect(request?.headers.has('authorization')).toBe(basic);
    });
  }

  test('by its id alone when a secret is set up but the provider takes none', async () => {
    await using provider = await startProvider({
      announce: methods('none'),
      clientSecret: null,
    });
    const party = openRelyingParty(provider, { clientSecret: 'not needed' });
    expect((await party.signIn()).idToken?.sub).toBe('person-1');
  });

  test('with a space as plus and each reserved byte as percent (RFC 6749 section 2.3.1)', async () => {
    await using provider = await startProvider({ clientSecret: "a b:~!*'()" });
    await openRelyingParty(provider).signIn();
    const header = provider.received('token')[0]?.headers.get('authorization') ?? '';
    expect(atob(header.slice('Basic '.length))).toBe('anchor:a+b%3A%7E%21*%27%28%29');
  });

  test('not at all when the provider wants what is not offered here', async () => {
    await using provider = await startProvider({ announce: methods('private_key_jwt') });
    expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
      code: 'provider_misconfigured',
      why: expect.stringContaining('authenticates clients by ["private_key_jwt"]'),
    });
  });

  test('with the wrong secret and gets the error', async () => {
    await using provider = await startProvider();
    expect(await refusalOf(openRelyingParty(provider, { clientSecret: 'x' }).signIn())).toEqual({
      code: 'provider_misconfigured',
      why: 'the token endpoint answered with HTTP 401 and invalid_client',
    });
  });
});

const bearer = { access_token: 'at', token_type: 'Bearer' };

describe('the token endpoint', () => {
  for (const [name, reply, code, why] of [
    ['refuses the code', error('invalid_grant'), 'provider_refused', 'HTTP 400 and invalid_grant'],
    ['refuses the client', error('unauthorized_client'), 'provider_misconfigured', 'unauthorized'],
    ['refuses the request', error('invalid_request'), 'provider_misconfigured', 'invalid_request'],
    [
      'refuses the redirect URI',
      error('invalid_grant', 'Incorrect redirect_uri'),
      'provider_misconfigured',
      'invalid_grant (Incorrect redirect_uri)',
    ],
    ['is unwell', error('temporarily_unavailable'), 'provider_unavailable', 'temporarily'],
    ['is busy', { status: 429, json: {} }, 'provider_unavailable', 'HTTP 429'],
    ['is behind a dead proxy', { status: 502, text: 'Bad' }, 'provider_unavailable', 'HTTP 502'],
    ['hides an error behind 200', { json: { error: 'invalid_grant' } }, 'provider_refused', '200'],
    [
      'sends elsewhere',
      { status: 307, text: '', headers: { location: '/login' } },
      'provider_misconfigured',
      'answered with a redirect (HTTP 307), which is never followed',
    ],
    ['gives no ID token', { json: bearer }, 'provider_answer_invalid', 'the ID token is missing'],
    [
      'gives no access token',
      { json: { token_type: 'Bearer', id_token: 'x' } },
      'provider_answer_invalid',
      'gave no access_token',
    ],
    [
      'gives a token of another type',
      { json: { ...bearer, token_type: 'DPoP' } },
      'provider_answer_invalid',
      'token_type is not Bearer',
    ],
    ['gives a list', { json: [bearer] }, 'provider_answer_invalid', 'is not a JSON object'],
    [
      'gives half a JSON text',
      { text: '{"error":', status: 400 },
      'provider_answer_invalid',
      'HTTP 400 and text/plain, which is not a JSON object',
    ],
  ] satisfies readonly (readonly [string, Reply, string, string])[]) {
    test(name, async () => {
      await using provider = await startProvider();
      provider.script({ token: reply });
      expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
        code: code as 'provider_refused',
        why: expect.stringContaining(why),
      });
    });
  }

  test('writes token_type as it likes', async () => {
    await using provider = await startProvider();
    provider.script({ token: { json: { ...bearer, token_type: 'bEARER', id_token: 'x' } } });
    const { why } = await refusalOf(openRelyingParty(provider).signIn());
    expect(why).toBe('the ID token is not a signed JWT');
  });

  test('cannot make the log tell code, verifier or secret', async () => {
    await using provider = await startProvider();
    const party = openRelyingParty(provider);
    const answer = await party.begin();
    const echo = `${answer.code}\n${answer.codeVerifier} ${provider.clientSecret} end`;
    provider.script({ token: error('invalid_grant', echo) });
    const { why } = await refusalOf(party.client.redeem(answer));
    expect(why).toBe('the token endpoint answered with HTTP 400 and invalid_grant (… … … end)');
  });

  test('redeems a code once, and only with its verifier', async () => {
    await using provider = await startProvider();
    const party = openRelyingParty(provider);
    const answer = await party.begin();
    const stolen = party.client.redeem({ ...answer, codeVerifier: 'x'.repeat(43) });
    expect((await refusalOf(stolen)).code).toBe('provider_refused');
    const used = await party.begin();
    await party.client.redeem(used);
    expect((await refusalOf(party.client.redeem(used))).code).toBe('provider_refused');
  });
});

describe('the iss parameter (RFC 9207)', () => {
  const announced = { authorization_response_iss_parameter_supported: true };
  for (const { name, announce, iss, code } of [
    { name: 'may be missing when it is not announced', announce: {}, iss: null, code: null },
    { name: 'is right', announce: announced, iss: undefined, code: null },
    { name: 'is missing', announce: announced, iss: null, code: 'foreign_issuer' as const },
    {
      name: 'is foreign',
      announce: announced,
      iss: 'https://x.example',
      code: 'foreign_issuer' as const,
    },
    {
      name: 'is foreign and not announced',
      announce: {},
      iss: 'x',
      code: 'foreign_issuer' as const,
    },
    { name: 'is empty', announce: {}, iss: '', code: 'foreign_issuer' as const },
  ]) {
    test(name, async () => {
      await using provider = await startProvider({ announce });
      if (iss !== undefined) provider.script({ callback: { iss } });
      const work = openRelyingParty(provider).signIn();
      if (code === null) expect((await work).idToken?.sub).toBe('person-1');
      else expect((await refusalOf(work)).code).toBe(code);
      expect(provider.received('token')).toHaveLength(code === null ? 1 : 0);
    });
  }
});

function error(code: string, description?: string): Reply {
  return { status: 400, json: { error: code, error_description: description } };
}
