// The server checks its access tokens with code of its own, because the plugin that signs them works on the
// thread pool that hashing fills. One table of tokens shows that both judge alike.
import { beforeAll, describe, expect, test } from 'bun:test';
import { jwt } from '@elysiajs/jwt';
import { newId } from '../../src/core/uuid.ts';
import { type AccessTokens, createAccessTokens } from '../../src/io/access-tokens.ts';
import { createHs256Scheme } from '../../src/io/token-scheme.ts';
import { encode, forge, jwtSecret } from '../support/access-token.ts';

const issuer = 'https://auth.example.com';
const scheme = createHs256Scheme({ secret: jwtSecret, previousSecret: null });
const options = { scheme, issuer, ttlSeconds: 900 };
const rules = { issuer, audience: 'anchor', algorithms: ['HS256'] };
const plugin = jwt({ secret: jwtSecret }).decorator.jwt;

let own: AccessTokens;
let good = '';
const seconds = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  own = createAccessTokens(options);
  const user = {
    id: newId(),
    email: 'ada@example.com',
    token_version: 1,
    is_proven: 0,
  } as const;
  good = await own.sign({
    user,
    isAdmin: false,
    isRestricted: false,
    groups: [],
    provider: 'local',
    sessionId: newId(),
    authTimeMs: Date.now(),
  });
});

interface Row {
  readonly name: string;
  readonly token: () => string;
  readonly isGood: boolean;
  /** Where the server asks for more than RFC 7519 does. */
  readonly pluginAccepts?: true;
}

const tampered = (index: number) => () =>
  good
    .split('.')
    .map((part, at) =>
      at === index ? `${part.slice(0, -2)}${part.endsWith('AA') ? 'BB' : 'AA'}` : part,
    )
    .join('.');

const rows: readonly Row[] = [
  { name: 'as it was signed', token: () => good, isGood: true },
  { name: 'signed again with the same claims', token: () => forge(good), isGood: true },
  { name: 'with another payload', token: tampered(1), isGood: false },
  { name: 'with another signature', token: tampered(2), isGood: false },
  { name: 'without a signature', token: () => good.replace(/\.[^.]*$/, '.'), isGood: false },
  { name: 'without dots', token: () => good.replaceAll('.', ''), isGood: false },
  { name: 'that is empty', token: () => '', isGood: false },
  {
    name: 'of algorithm none',
    token: () => `${encode({ alg: 'none', typ: 'JWT' })}.${good.split('.')[1]}.`,
    isGood: false,
  },
  {
    name: 'of HS512',
    token: () => forge(good, { header: { alg: 'HS512', typ: 'JWT' }, hash: 'sha512' }),
    isGood: false,
  },
  {
    name: 'of another secret',
    token: () => forge(good, { secret: 'x'.repeat(32) }),
    isGood: false,
  },
  {
    name: 'of another issuer',
    token: () => forge(good, { claims: { iss: 'https://x.example' } }),
    isGood: false,
  },
  {
    name: 'for another audience',
    token: () => forge(good, { claims: { aud: 'other' } }),
    isGood: false,
  },
  {
    name: 'that has expired',
    token: () => forge(good, { claims: { exp: seconds() - 1 } }),
    isGood: false,
  },
  {
    name: 'that is not valid yet',
    token: () => forge(good, { claims: { nbf: seconds() + 60 } }),
    isGood: false,
  },
  {
    name: 'whose exp is a text',
    token: () => forge(good, { claims: { exp: 'tomorrow' } }),
    isGood: false,
  },
  {
    name: 'whose nbf is a text',
    token: () => forge(good, { claims: { nbf: 'today' } }),
    isGood: false,
  },
  { name: 'whose payload is a list', token: () => forge(good, { payload: [1] }), isGood: false },
  ...['exp', 'sub', 'sid', 'token_version', 'jti', 'email'].map((claim): Row => ({
    name: `without ${claim}`,
    token: () => forge(good, { claims: { [claim]: undefined } }),
    isGood: false,
    pluginAccepts: true,
  })),
  {
    name: 'with another header of the same meaning',
    token: () => forge(good, { header: { typ: 'JWT', alg: 'HS256' } }),
    isGood: false,
    pluginAccepts: true,
  },
];

describe('a token', () => {
  test.each([...rows])('$name', async ({ token, isGood, pluginAccepts = false }) => {
    const text = token();
    expect(own.verify(text) !== null).toBe(isGood);
    expect((await plugin.verify(text, rules)) !== false).toBe(isGood || pluginAccepts);
  });
});
