// T52: checking a text takes time in proportion to its length, whatever it contains. A text that made a pattern
// try every combination would take minutes at this length.
import { afterAll, describe, expect, test } from 'bun:test';
import { addSignedIn } from '../support/people.ts';
import { type Call, createTestApp } from '../support/test-app.ts';

const app = await createTestApp({
  RATE_LIMIT: 'off',
  ENABLE_PASSWORD_VALIDATION: 'true',
  GITHUB_CLIENT_ID: 'our-client',
  GITHUB_CLIENT_SECRET: 'our-secret',
});
const admin = await addSignedIn(app, { isAdmin: true });
afterAll(() => app[Symbol.asyncDispose]());

/** Texts that keep patterns busy: each almost fits, and does not at its very end. */
const texts: readonly (readonly [string, (length: number) => string])[] = [
  ['of one letter', (length) => 'a'.repeat(length)],
  ['of letters before a sign', (length) => `${'a'.repeat(length - 1)}!`],
  ['of spaces before a letter', (length) => `${' '.repeat(length)}a`],
  ['of digits before a letter', (length) => `A${'1'.repeat(length)}a`],
  ['of dots', (length) => `a@${'a.'.repeat(length / 2)}!`],
  ['of @', (length) => '@'.repeat(length)],
  ['of half an address', (length) => `${'a.a@'.repeat(length / 4)}\n`],
  ['of percent signs', (length) => `/${'%25'.repeat(length / 3)}2f`],
  ['of slashes and dots', (length) => `/${'../'.repeat(length / 3)}`],
  ['of marks on a letter', (length) => `a${'\u0301'.repeat(length / 2)}`],
  ['of characters that grow when folded', (length) => '\ufdfa'.repeat(length / 3)],
  ['of hidden characters', (length) => '\u202e'.repeat(length / 3)],
  ['like an id', (length) => '0190f3a4-'.repeat(length / 9)],
  ['of line ends', (length) => '\r\n'.repeat(length / 4)],
];

const bearer = admin.access_token;
const fields: readonly (readonly [string, (text: string) => Call])[] = [
  ['the address of a registration', (email) => post('register', { ...person, email })],
  ['the name of a registration', (name) => post('register', { ...person, name })],
  ['the password of a registration', (password) => post('register', { ...person, password })],
  ['the address of a sign-in', (email) => post('login', { email, password: 'x' })],
  ['the password of a sign-in', (password) => post('login', { ...person, password })],
  ['a refresh token', (refreshToken) => post('refresh', { refreshToken })],
  ['a login code', (code) => post('oidc/exchange', { code })],
  ['the name of a profile', (name) => patch('/api/auth/profile', { name })],
  ['the issuer of a provider', (issuerUrl) => patch('/api/admin/settings/oidc', { issuerUrl })],
  ['the name of a field', (name) => post('login', { [name]: name.slice(0, 10) })],
];

const person = { email: 'grace@example.com', password: 'Correct-horse-9', name: 'Grace' };
const kilobyte = 1000;

describe.each([...fields])('%s', (_, call) => {
  test.each([...texts])('%s is judged in time, however long', async (_kind, make) => {
    const short = await durationOf(call(make(60 * kilobyte)));
    const long = await durationOf(call(make(600 * kilobyte)));
    // Ten times the text; a hundred times the time would be the square.
    expect(long).toBeLessThan(40 * Math.max(short, 5));
    expect(long).toBeLessThan(2000);
  });
});

describe.each([...fields])('%s that is short enough to be looked at closely', (_, call) => {
  test.each([...texts])('%s is judged at once', async (_kind, make) => {
    // Whatever doubles with each character would never end.
    expect(await durationOf(call(make(100)), 1)).toBeLessThan(4000);
  });
});

describe.each([
  [
    'a bearer',
    (text: string): Call => ({ path: '/api/auth/me', headers: { authorization: text } }),
  ],
  ['a cookie', (text: string): Call => ({ path: '/api/auth/me', headers: { cookie: text } })],
  [
    'a content type',
    (text: string): Call => ({ ...post('login', {}), headers: { 'content-type': text } }),
  ],
  [
    'a search',
    (text: string): Call => ({
      path: `/api/admin/users?search=${encodeURIComponent(text)}`,
      bearer,
    }),
  ],
  [
    'a redirect',
    (text: string): Call => ({
      path: `/api/auth/oauth/github/start?redirect=${encodeURIComponent(text)}`,
    }),
  ],
])('%s', (_, call) => {
  test.each(['Bearer ', 'application/json ', '%25', '%_', ';', 'a=', ' a ', '\\'])(
    'of 10,000 times %j is judged in time',
    async (piece) => {
      expect(await durationOf(call(`${piece.repeat(10_000)}!`))).toBeLessThan(500);
    },
  );
});

function post(path: string, json: object): Call {
  return { method: 'POST', path: `/api/auth/${path}`, json };
}

function patch(path: string, json: object): Call {
  return { method: 'PATCH', path, json, bearer };
}

/** The best of so many rounds, in milliseconds that this thread computed: how busy the machine is says nothing. */
async function durationOf(call: Call, rounds = 2): Promise<number> {
  const durations: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.threadCpuUsage();
    const { status } = await app.send(call);
    const { user, system } = process.threadCpuUsage(before);
    durations.push((user + system) / 1000);
    expect(status).toBeLessThan(500);
  }
  return Math.min(...durations);
}
