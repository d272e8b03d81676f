// Userinfo: asked only when the ID token stands and leaves something out (OpenID Connect Core section 5.3).
import { describe, expect, test } from 'bun:test';
import { startProvider } from '../../support/provider/provider.ts';
import { openRelyingParty, refusalOf } from '../../support/provider/relying-party.ts';
import type { Reply } from '../../support/provider/script.ts';

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true, name: 'Ada' };
const complete = { ...ada, picture: 'https://id.example/ada.png' };

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

  for (const [name, reply, why] of [
    ['is about somebody else', { json: { ...ada, sub: 'person-2' } }, 'another sub than the token'],
    ['differs in the case of sub', { json: { ...ada, sub: 'Person-1' } }, 'another sub'],
    ['has no sub', { json: { ...ada, sub: undefined } }, 'userinfo has no sub'],
    ['refuses the token', { status: 401, json: {} }, 'was refused by userinfo with HTTP 401'],
    [
      'is a JWT',
      { text: 'a.b.c', headers: { 'content-type': 'application/jwt; charset=utf-8' } },
      'userinfo is a JWT; switch signing and encryption of userinfo off',
    ],
    [
      'is a web page',
      { text: '<html>', headers: { 'content-type': 'text/html' } },
      'userinfo answered with HTTP 200 and text/html, which is not a JSON object',
    ],
  ] satisfies readonly (readonly [string, Reply, string])[]) {
    test(`that ${name} ends the sign-in`, async () => {
      await using provider = await startProvider({ person: ada });
      provider.script({ userinfo: reply });
      expect(await refusalOf(openRelyingParty(provider).signIn())).toEqual({
        code: 'provider_answer_invalid',
        why: expect.stringContaining(why),
      });
    });
  }
});
