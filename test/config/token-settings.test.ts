// The settings of access tokens that are refused, and the one that is warned of.
import { expect, test } from 'bun:test';
import { loadConfig } from '../../src/config/config.ts';
import { problemsOf } from './attempt.ts';

const rotation = 'takes 0 for never, or a time from 1d to 3650d in whole seconds, such as 90d';
const name = 'takes names of at most 200 letters, digits and . _ : / -';
const own = 'takes names of other programs, and this one means the server itself';

test.each([
  ['ACCESS_TOKEN_ALG', 'RS256', 'takes ES256 or HS256'],
  ['ACCESS_TOKEN_ALG', 'none', 'takes ES256 or HS256'],
  ['SIGNING_KEY_ROTATION', '23h', rotation],
  ['SIGNING_KEY_ROTATION', '1', rotation],
  ['SIGNING_KEY_ROTATION', 'never', rotation],
  ['SIGNING_KEY_ROTATION', '4000d', rotation],
  ['SIGNING_KEY_ROTATION', '-1d', rotation],
  ['APP_AUDIENCES', 'réports', name],
  ['APP_AUDIENCES', 'a*', name],
  ['APP_AUDIENCES', 'anchor', own],
  ['APP_AUDIENCES', 'anchor-restricted', own],
  ['APP_AUDIENCES', 'http://localhost:3000', own],
  ['APP_AUDIENCES', 'http://localhost:3000/', own],
])('%s=%s is refused', (variable, text, problem) => {
  expect(problemsOf({ [variable]: text })).toEqual([`${variable} ${problem}; got "${text}"`]);
});

test('the name of an app has at most 200 characters', () => {
  expect(problemsOf({ APP_AUDIENCES: 'x'.repeat(200) })).toEqual([]);
  expect(problemsOf({ APP_AUDIENCES: 'x'.repeat(201) })).toEqual([
    `APP_AUDIENCES ${name}; got "${'x'.repeat(60)}…"`,
  ]);
});

test('APP_URL is no name of an app', () => {
  const env = { APP_URL: 'https://auth.example.com', APP_AUDIENCES: 'https://auth.example.com' };
  expect(problemsOf(env)).toEqual([`APP_AUDIENCES ${own}; got "https://auth.example.com"`]);
});

test('a secret that signs nothing is allowed, with a warning', () => {
  const JWT_SECRET = 'm7Qe2vXr9Lk4TzBn6WcYp1HsGd8JfUa3';
  const { warnings } = loadConfig({ env: { JWT_SECRET, ACCESS_TOKEN_ALG: 'ES256' } });
  expect(warnings).toEqual([
    'JWT_SECRET is not used, because ACCESS_TOKEN_ALG=ES256 signs with keys of which others get only the public half',
  ]);
  expect(loadConfig({ env: { JWT_SECRET } }).warnings).toEqual([]);
});
