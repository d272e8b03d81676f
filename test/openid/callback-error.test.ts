import { describe, expect, test } from 'bun:test';
import {
  type CallbackErrorCode,
  callbackRefusal,
  refusalOfCallbackError,
} from '../../src/openid/callback-error.ts';
import { providerErrorOf } from '../../src/openid/refusal.ts';

const meanings: readonly (readonly [string, CallbackErrorCode])[] = [
  ['access_denied', 'sign_in_denied'],
  ['login_required', 'sign_in_denied'],
  ['consent_required', 'sign_in_denied'],
  ['interaction_required', 'sign_in_denied'],
  ['account_selection_required', 'sign_in_denied'],
  ['server_error', 'provider_unavailable'],
  ['temporarily_unavailable', 'provider_unavailable'],
  ['invalid_scope', 'provider_misconfigured'],
  ['invalid_request', 'provider_misconfigured'],
  ['unauthorized_client', 'provider_misconfigured'],
  ['unsupported_response_type', 'provider_misconfigured'],
  ['redirect_uri_mismatch', 'provider_misconfigured'],
  ['unheard_of', 'provider_refused'],
  ['constructor', 'provider_refused'],
  ['', 'provider_refused'],
];

test.each(meanings)('error=%s at the callback is %s', (error, code) => {
  expect(refusalOfCallbackError(error)).toBe(code);
  expect(callbackRefusal({ error }).code).toBe(code);
});

describe('the log says', () => {
  test("the provider's error and its description", () => {
    const sent = { error: 'invalid_scope', error_description: 'profile is not allowed' };
    expect(why(sent)).toBe(
      'the provider answered the sign-in with invalid_scope (profile is not allowed)',
    );
    expect(providerErrorOf(callbackRefusal(sent))).toBe('invalid_scope');
  });

  test('no error that is not a name', () => {
    const refusal = callbackRefusal({ error: '<script>alert(1)</script>' });
    expect(providerErrorOf(refusal)).toBeNull();
    expect(why({ error: '<script>' })).not.toContain('script');
  });

  test('a description of one visible line and 200 characters', () => {
    const text = why({
      error: 'invalid_scope',
      error_description: `a\r\nb\u001b[31m${'x'.repeat(999)}`,
    });
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text.length).toBeLessThan(300);
  });
});

function why(sent: Parameters<typeof callbackRefusal>[0]): string {
  const { cause } = callbackRefusal(sent);
  return cause instanceof Error ? cause.message : '';
}
