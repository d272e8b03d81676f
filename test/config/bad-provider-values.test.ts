// Wrong values of what leads to a provider and to apps.
import { expect, test } from 'bun:test';
import { problemsOf } from './attempt.ts';

const internal = 'takes an origin such as http://pocket-id:1411, without a path';
const scheme = 'takes the URL schemes of your apps, such as anchor or com.example.app';

test.each([
  ['OIDC_INTERNAL_URL', 'pocket-id:1411', internal],
  ['OIDC_INTERNAL_URL', 'http://pocket-id:1411/realms/x', internal],
  ['OIDC_INTERNAL_URL', 'http://pocket-id:1411?x', internal],
  ['OIDC_INTERNAL_URL', 'file:///etc', internal],
  ['OIDC_INTERNAL_URL', 'true', internal],
  ['OIDC_RESPONSE_MODE', 'fragment', 'takes query or form_post'],
  ['APP_CALLBACK_SCHEMES', 'https', scheme],
  ['APP_CALLBACK_SCHEMES', 'JavaScript', scheme],
  ['APP_CALLBACK_SCHEMES', 'intent', scheme],
  ['APP_CALLBACK_SCHEMES', 'anchor://oidc/callback', scheme],
  ['APP_CALLBACK_SCHEMES', '1app', scheme],
  ['APP_CALLBACK_SCHEMES', 'a_b', scheme],
])('%s=%s stops the start', (name, value, predicate) => {
  expect(problemsOf({ [name]: value })).toEqual([`${name} ${predicate}; got "${value}"`]);
});

test('one wrong scheme among right ones is named', () => {
  expect(problemsOf({ APP_CALLBACK_SCHEMES: 'anchor, data' })).toEqual([
    `APP_CALLBACK_SCHEMES ${scheme}; got "data"`,
  ]);
});
