// Userinfo: asked only when the ID token stands and leaves something out (OpenID Connect Core section 5.3).
import { describe, expect, test } from 'bun:test';
import type { ErrorCode } from '../../src/core/errors.ts';
import { startProvider } from '../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../support/provider/relying-party.ts';
import type { Reply } from '../support/provider/script.ts';

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };
const complete = { ...ada, picture: 'https://id.example/ada.png' };

const failures = [
  {
    name: 'refuses the token',
    reply: { status: 401, json: {} },
    code: 'provider_answer_invalid',
    why: 'was refused by userinfo with HTTP 401',
  },
  {
    name: 'forbids it',
    reply: { status: 403, json: { error: 'insufficient_scope' } },
    code: 'provider_misconfigured',
    why: 'was refused by userinfo with HTTP 403 and insufficient_scope',
  },
  {
    name: 'is not there',
    reply: { status: 404, text: 'no such page' },
    code: 'provider_misconfigured',
    why: 'was refused by userinfo with HTTP 404',
  },
  {
    name: 'stumbles',
    reply: { status: 500, text: 'oops' },
    code: 'provider_unavailable',
    why: 'answered with HTTP 500',
  },
  {
    name: 'is no JWT although it says so',
    reply: { text: 'a.b.c', headers: { 'content-type': 'application/jwt; charset=utf-8' } },
    code: 'provider_answer_invalid',
    why: 'userinfo is not a signed JWT',
  },
  {
    name: 'is encrypted',
    reply: { text: 'a.b.c.d.e', headers: { 'content-type': 'application/jwt' } },
    code: 'provider_misconfigured',
    why: 'userinfo is encrypted; switch that off',
  },
  {
    name: 'is a web page',
    reply: { text: '<html>', headers: { 'content-type': 'text/html' } },
    code: 'provider_answer_invalid',
    why: 'userinfo answered with HTTP 200 and text/html, which is not a JSON object',
  },
] as const satisfies readonly {
  readonly name: string;
  readonly reply: Reply;
  readonly code: ErrorCode;
  readonly why: string;
}[];

describe('userinfo', () => {
  test('is asked for what the ID token leaves out, with the access token in the header', async () => {
    await using provider = await startProvider();
    provider.person(complete, { inUserinfoOnly: true });
    const answer = await openRelyingParty(provider).signIn();
    expect(answer.idToken?.['email']).toBeUndefined();
    expect(answer.userinfo).toEqual(complete);
    const [request] = provider.received('userinfo');
    expect(request?.headers.get('authorization')).toStartWith('Bearer ');
    expect(request?.query.size).toBe(0);
  });

  test('is not asked when the ID token says all', async () => {
    await using provider = await startProvider({ person: complete });
    expect((await openRelyingParty(provider).signIn()).userinfo).toBeNull();
    expect(provider.received('userinfo')).toEqual([]);
  });

  for (const missing of ['email', 'email_verified', 'name', 'picture']) {
    test(`is asked when the ID token lacks ${missing}`, async () => {
      await using provider = await startProvider({ person: { ...complete, [missing]: undefined } });
      expect((await openRelyingParty(provider).signIn()).userinfo?.sub).toBe('person-1');
    });
  }

  test('is not needed: a provider without one is asked nothing', async () => {
    await using provider = await startProvider({ announce: { userinfo_endpoint: undefined } });
    expect((await openRelyingParty(provider).signIn()).userinfo).toBeNull();
  });

  for (const { name, reply, code, why } of failures) {
    test(`that ${name} ends a sign-in without an address`, async () => {
      await using provider = await startProvider();
      provider.person(ada, { inUserinfoOnly: true });
      provider.script({ userinfo: reply });
      const problem = await refusalOf(openRelyingParty(provider).signIn());
      expect(problem).toEqual({ code, why: expect.stringContaining(why) });
    });

    test(`that ${name} costs nothing else when the ID token has the address`, async () => {
      await using provider = await startProvider({ person: ada });
      provider.script({ userinfo: reply });
      const answer = await openRelyingParty(provider).signIn();
      expect(answer).toMatchObject({ idToken: ada, userinfo: null, userinfoProblem: { code } });
    });
  }

  for (const [name, said, why] of [
    ['is about another user', { ...ada, sub: 'person-2' }, 'another sub than the token'],
    ['differs in the case of sub', { ...ada, sub: 'Person-1' }, 'another sub'],
    ['has no sub', { ...ada, sub: undefined }, 'userinfo has no sub'],
  ] as const) {
    test(`that ${name} ends every sign-in`, async () => {
      await using provider = await startProvider({ person: ada });
      provider.script({ userinfo: { json: said } });
      expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
        code: 'provider_answer_invalid',
        why: expect.stringContaining(why),
      });
    });
  }
});

describe('the groups of a user', () => {
  const groupClaims = ['groups', 'roles'];
  const person = { ...complete, groups: ['family'], roles: [] };

  test('are no reason to ask when the ID token has all of them', async () => {
    await using provider = await startProvider({ person });
    await openRelyingParty(provider, { groupClaims }).signIn();
    expect(provider.received('userinfo')).toEqual([]);
  });

  test('are asked for when the ID token lacks one of them', async () => {
    await using provider = await startProvider({ person: { ...person, roles: undefined } });
    const { userinfo } = await openRelyingParty(provider, { groupClaims }).signIn();
    expect(userinfo?.['groups']).toEqual(['family']);
  });

  test('are not asked for when no setting needs them', async () => {
    await using provider = await startProvider({ person: complete });
    await openRelyingParty(provider).signIn();
    expect(provider.received('userinfo')).toEqual([]);
  });

  test('are absent at a provider without userinfo', async () => {
    await using provider = await startProvider({
      person: complete,
      announce: { userinfo_endpoint: undefined },
    });
    const { userinfo } = await openRelyingParty(provider, { groupClaims }).signIn();
    expect(userinfo).toBeNull();
  });

  for (const { name, reply, why } of failures) {
    test(`end the sign-in when only userinfo has them, and it ${name}`, async () => {
      await using provider = await startProvider({ person: ada });
      provider.script({ userinfo: reply });
      const signIn = openRelyingParty(provider, { groupClaims }).signIn();
      expect(await refusalOf(signIn)).toEqual({
        code: 'provider_unavailable',
        why: expect.stringMatching(
          new RegExp(`^the groups are not in the ID token, and userinfo failed: .*${why}`),
        ),
      });
    });
  }
});
