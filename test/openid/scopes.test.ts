import { expect, test } from 'bun:test';
import { scopesFor } from '../../src/openid/scopes.ts';

const usual = ['openid', 'email', 'profile'];

const rows: readonly (readonly [
  string,
  Parameters<typeof scopesFor>[0],
  readonly string[] | null,
  string,
])[] = [
  [
    'needed and announced',
    { scopes: usual, groupClaims: ['groups'] },
    ['openid', 'groups'],
    'openid email profile groups',
  ],
  ['not needed', { scopes: usual, groupClaims: [] }, ['groups'], 'openid email profile'],
  ['not announced', { scopes: usual, groupClaims: ['roles'] }, ['openid'], 'openid email profile'],
  ['nothing announced', { scopes: usual, groupClaims: ['roles'] }, null, 'openid email profile'],
  [
    'asked for by the operator',
    { scopes: [...usual, 'groups'], groupClaims: ['groups'] },
    ['groups'],
    'openid email profile groups',
  ],
  [
    'asked for by the operator although it is not announced',
    { scopes: ['email', 'groups', 'openid'], groupClaims: [] },
    null,
    'openid email groups',
  ],
];

test.each([...rows])('the scope groups: %s', (_, settings, scopes, expected) => {
  expect(scopesFor(settings, { scopes }).join(' ')).toBe(expected);
});
