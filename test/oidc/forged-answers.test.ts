// Invalid answers of the provider (security.md T05), each through the whole server: no account is created,
// no user is signed in, and the login page gets one fixed message. The client has every row of them in
// test/openid/sign-in.test.ts; these are what the server itself has to tell it or could get wrong.
import { describe, expect, test } from 'bun:test';
import errors from '../snapshots/errors.json';
import { openScene, type Scene, traces } from '../support/oidc-scene.ts';
import { signingKey } from '../support/provider/keys.ts';
import type { Script, TokenChanges } from '../support/provider/script.ts';

const seconds = () => Math.floor(Date.now() / 1000);

const ada = { sub: 'person-1', email: 'ada@example.com', email_verified: true };

interface Row {
  readonly name: string;
  readonly script: (scene: Scene, nonce: string) => Script | Promise<Script>;
}

const claims = (name: string, changed: NonNullable<TokenChanges['claims']>): Row => ({
  name,
  script: () => ({ idToken: { claims: changed } }),
});

const tokens: readonly Row[] = [
  { name: 'a broken signature', script: () => ({ idToken: { tamper: 'signature' } }) },
  { name: 'a signature by our client secret (HS256)', script: signedWithSecret },
  { name: 'a signature by an unknown key in its own header', script: signedByStranger },
  claims('another issuer', { iss: 'https://evil.example' }),
  claims('another audience', { aud: 'somebody-else' }),
  claims('another nonce', { nonce: 'another' }),
  claims('no nonce', { nonce: undefined }),
  claims('an end that is over', { exp: seconds() - 120 }),
  { name: 'no shape of a token', script: () => ({ idToken: 'not a token' }) },
];

const others: readonly Row[] = [
  {
    name: 'userinfo is about another user',
    script: () => ({ userinfo: { json: { ...ada, sub: 'person-2' } } }),
  },
  {
    name: 'userinfo has no subject',
    script: () => ({ userinfo: { json: { ...ada, sub: undefined } } }),
  },
  {
    name: 'userinfo refuses, and the ID token has no address',
    script: ({ provider }) => {
      provider.person(ada, { inUserinfoOnly: true });
      return { userinfo: { status: 401, json: {} } };
    },
  },
  { name: 'the code gives no ID token', script: () => ({ token: { json: bearer } }) },
  {
    name: 'the code gives no access token',
    script: () => ({ token: { json: { token_type: 'Bearer' } } }),
  },
  { name: 'the code gives a list', script: () => ({ token: { json: [bearer] } }) },
];

const bearer = { access_token: 'x', token_type: 'Bearer' };

async function refuse({ script }: Row): Promise<Scene['provider']> {
  await using scene = await openScene();
  scene.provider.person(ada);
  const start = await scene.browser.begin('/account');
  const parameters = await scene.provider.signIn(start);
  scene.provider.script(await script(scene, start.searchParams.get('nonce') ?? ''));
  const { url, query } = await scene.browser.comeBack(parameters);
  expect(url.origin + url.pathname).toBe('http://localhost:3000/login');
  const { message } = errors.provider_answer_invalid;
  const error_code = 'provider_answer_invalid';
  // A second try still ends at the page that was requested.
  expect(query).toEqual({ error: message, error_code, redirect: '/account' });
  expect(await traces(scene.app)).toEqual([]);
  return scene.provider;
}

describe('no user is signed in by an ID token with', () => {
  for (const row of tokens) {
    test(row.name, async () => {
      const provider = await refuse(row);
      expect(provider.received('userinfo')).toEqual([]);
    });
  }
});

describe('no user is signed in when', () => {
  for (const row of others) test(row.name, () => refuse(row));
});

test('the log says what was wrong with it, without token, code or secret', async () => {
  await using scene = await openScene();
  scene.provider.script({ idToken: { claims: { nonce: 'canary-nonce' } } });
  const parameters = await scene.browser.visit();
  await scene.browser.comeBack(parameters);
  const [line = '', ...more] = scene.app.lines.filter((each) => each.includes('session.failed'));
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ code: 'provider_answer_invalid', provider: 'oidc' });
  expect(line).toContain('nonce');
  const secrets = [parameters.get('code'), parameters.get('state'), scene.provider.clientSecret];
  for (const secret of [...secrets, 'canary-nonce', 'eyJ']) expect(line).not.toContain(`${secret}`);
});

test('after a forged answer the right one still signs in', async () => {
  await using scene = await openScene();
  scene.provider.script({ idToken: { tamper: 'signature' } });
  await scene.browser.signIn();
  scene.provider.script({ idToken: {} });
  expect((await scene.browser.signIn()).query).toHaveProperty('code');
});

function signedWithSecret({ provider }: Scene, nonce: string): Script {
  const { issuer, clientId } = provider;
  const times = { iat: seconds(), exp: seconds() + 300 };
  const body = encode({ ...ada, iss: issuer, aud: clientId, nonce, ...times });
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const signature = new Bun.CryptoHasher('sha256', provider.clientSecret ?? '')
    .update(`${head}.${body}`)
    .digest('base64url');
  return { idToken: `${head}.${body}.${signature}` };
}

async function signedByStranger(): Promise<Script> {
  const { kid } = await signingKey('RS256');
  const stranger = await signingKey('RS256', 'stranger');
  return { idToken: { key: stranger, header: { kid, jwk: stranger.jwk } } };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
