import type { AppError, ErrorCode } from '../core/errors.ts';
import type { CureCode } from '../core/finding-codes.ts';
import { providerErrorCode, refusal, visibleText, withCure } from './refusal.ts';

/** The refusals that an `error` at the callback can cause. */
export type CallbackErrorCode = Extract<
  ErrorCode,
  'sign_in_denied' | 'provider_misconfigured' | 'provider_unavailable' | 'provider_refused'
>;

// RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6, and GitHub's own names.
const meanings: ReadonlyMap<string, CallbackErrorCode> = new Map([
  ['access_denied', 'sign_in_denied'],
  ['login_required', 'sign_in_denied'],
  ['consent_required', 'sign_in_denied'],
  ['interaction_required', 'sign_in_denied'],
  ['account_selection_required', 'sign_in_denied'],
  ['server_error', 'provider_unavailable'],
  ['temporarily_unavailable', 'provider_unavailable'],
  ['invalid_scope', 'provider_misconfigured'],
  ['invalid_client', 'provider_misconfigured'],
  ['unauthorized_client', 'provider_misconfigured'],
  ['invalid_request', 'provider_misconfigured'],
  ['invalid_request_object', 'provider_misconfigured'],
  ['invalid_request_uri', 'provider_misconfigured'],
  ['request_not_supported', 'provider_misconfigured'],
  ['request_uri_not_supported', 'provider_misconfigured'],
  ['registration_not_supported', 'provider_misconfigured'],
  ['unsupported_response_type', 'provider_misconfigured'],
  ['unsupported_response_mode', 'provider_misconfigured'],
  ['redirect_uri_mismatch', 'provider_misconfigured'],
  ['application_suspended', 'provider_misconfigured'],
]);

/** What an operator does about an `error`; null where nothing here or there is set wrongly. */
export const callbackCures: ReadonlyMap<string, CureCode | null> = new Map([
  ['access_denied', 'assign_person'],
  ['login_required', 'choose_offered_prompt'],
  ['consent_required', 'choose_offered_prompt'],
  ['interaction_required', 'choose_offered_prompt'],
  ['account_selection_required', 'choose_offered_prompt'],
  ['server_error', null],
  ['temporarily_unavailable', null],
  ['invalid_scope', 'remove_scopes'],
  ['invalid_client', 'compare_client'],
  ['unauthorized_client', 'compare_client'],
  ['invalid_request', null],
  ['unsupported_response_type', 'compare_client'],
  ['unsupported_response_mode', 'set_response_mode_query'],
  ['redirect_uri_mismatch', 'register_redirect'],
]);

/** The refusal for an `error` of the authorization response. */
export function refusalOfCallbackError(error: string): CallbackErrorCode {
  return meanings.get(error) ?? 'provider_refused';
}

/**
 * The refusal as an AppError whose cause says what the provider sent. Both texts came through the browser, so they
 * go only into the log, shortened to one line of visible characters, and never to a page.
 */
export function callbackRefusal(sent: {
  readonly error: string;
  readonly error_description?: string | undefined;
}): AppError {
  const error = providerErrorCode(sent.error);
  const description = visibleText(sent.error_description ?? '', 200);
  const why = `the provider answered the sign-in with ${error ?? 'an error without a name'}${description && ` (${description})`}`;
  const answered = refusal(refusalOfCallbackError(sent.error), why, error);
  return withCure(answered, callbackCures.get(sent.error) ?? null);
}
