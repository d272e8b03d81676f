// Pure functions and constants. Nothing in src/core imports from other layers, reads the clock by itself, or
// touches the disk or the network.

import type { AppErrorOptions, ErrorEntry, FieldError } from './error-options.ts';
import { groupErrors } from './group-errors.ts';
import { invitationErrors } from './invitation-errors.ts';
import { linkErrors } from './link-errors.ts';
import { linkRequestErrors } from './link-request-errors.ts';
import { mailErrors } from './mail-errors.ts';
import { moveErrors } from './move-errors.ts';
import { passwordErrors } from './password-errors.ts';
import type { RefusalReason } from './refusal-reasons.ts';
import type { TokenScope } from './token-scopes.ts';

export type { FieldError };

/**
 * Every error of the API: code, HTTP status and public message. The only place where the status of an error is
 * chosen.
 */
export const errorTable = {
  ...mailErrors,
  ...linkRequestErrors,
  ...moveErrors,
  ...invitationErrors,
  ...passwordErrors,
  ...groupErrors,
  ...linkErrors,
  validation_failed: { status: 400, message: 'The request is not valid' },
  malformed_json: { status: 400, message: 'The request body is not valid JSON' },
  malformed_request: { status: 400, message: 'The request could not be read' },
  image_required: { status: 400, message: 'Send one image file in the form field "image"' },
  image_invalid: { status: 400, message: 'The file is not an image that can be read' },
  own_admin_status: { status: 400, message: 'Cannot change your own admin status' },
  own_password_reset: {
    status: 400,
    message: 'Please change your own password in your account instead',
  },
  last_admin_demoted: {
    status: 400,
    message: 'Cannot remove admin status from the last admin user',
  },
  last_admin_disabled: { status: 400, message: 'Cannot disable the last admin user' },
  last_admin_deleted: { status: 400, message: 'Cannot delete the last admin user' },
  last_way_in: {
    status: 400,
    message: 'This is the last way to sign in to this account and cannot be removed',
  },
  user_not_pending: { status: 400, message: 'User is not pending approval' },
  oidc_not_enabled: { status: 400, message: 'OIDC is not enabled' },
  unknown_provider: { status: 400, message: 'There is no such sign-in provider' },
  provider_not_configured: { status: 400, message: 'This sign-in provider is not configured' },
  unknown_audience: { status: 400, message: 'This server issues no tokens for that audience' },
  asymmetric_keys_required: {
    status: 400,
    message: 'This server signs with a shared secret, so it issues no tokens for other programs',
  },
  invalid_redirect: {
    status: 400,
    message: 'The field redirect must be a path of this site, such as /account',
  },
  foreign_issuer: {
    status: 400,
    message: 'The answer is of another identity provider than the one set up here',
  },
  invalid_state: { status: 400, message: 'Invalid or expired state' },
  sign_in_denied: {
    status: 400,
    message: 'The sign-in was cancelled or denied at the identity provider',
  },
  provider_refused: {
    status: 400,
    message: 'The identity provider refused the sign-in. Please sign in again.',
  },
  provider_email_missing: {
    status: 400,
    message:
      'The identity provider did not share an e-mail address for this account. Please add one there.',
  },
  invalid_login_code: {
    status: 400,
    message: 'Invalid or expired login code. Please sign in again from the login page.',
  },
  invalid_logout_token: {
    status: 400,
    message: 'The logout token is not valid, has expired or was used before',
  },
  invalid_pending_ticket: {
    status: 400,
    message: 'Invalid or expired ticket. Please sign in again to see whether you were approved.',
  },
  authentication_required: { status: 401, message: 'Authentication required' },
  invalid_token: { status: 401, message: 'Invalid or expired access token' },
  invalid_credentials: { status: 401, message: 'Invalid credentials' },
  invalid_refresh_token: { status: 401, message: 'Invalid refresh token' },
  refresh_token_expired: { status: 401, message: 'Refresh token has expired' },
  invalid_oidc_token: {
    status: 401,
    message: 'Invalid or expired OIDC token. Please sign in again.',
  },
  unprovable_oidc_token: {
    status: 401,
    message:
      'This server cannot tell for which app the access token was made. Send id_token or code instead.',
  },
  setting_locked: {
    status: 403,
    message: 'This setting is locked by an environment variable',
  },
  account_pending: {
    status: 403,
    message: 'Account pending approval. Please wait for an administrator to approve your account.',
  },
  account_disabled: { status: 403, message: 'Account is disabled' },
  registration_disabled: { status: 403, message: 'Registration is disabled' },
  local_auth_disabled: { status: 403, message: 'Local authentication is disabled' },
  provider_disabled: { status: 403, message: 'This sign-in provider is disabled' },
  sign_up_closed: {
    status: 403,
    message: 'There is no account for you here yet. Please ask an administrator to make one.',
  },
  setup_token_required: { status: 403, message: 'The setup token is missing or wrong' },
  session_required: {
    status: 403,
    message: 'An API token cannot be used here. Please sign in instead.',
  },
  insufficient_scope: { status: 403, message: 'This API token may not do that' },
  reauthentication_required: {
    status: 403,
    message:
      'Please confirm that it is you: show your password or sign in again, then repeat this.',
  },
  admin_required: { status: 403, message: 'Administrator access required' },
  not_found: { status: 404, message: 'Not found' },
  user_not_found: { status: 404, message: 'User not found' },
  session_not_found: { status: 404, message: 'Session not found' },
  token_not_found: { status: 404, message: 'API token not found' },
  identity_not_linked: { status: 404, message: 'This provider is not linked to your account' },
  method_not_allowed: { status: 405, message: 'Method not allowed' },
  user_exists: { status: 409, message: 'User already exists' },
  token_name_taken: { status: 409, message: 'You have an API token with this name already' },
  too_many_tokens: { status: 409, message: 'You have too many API tokens. Please revoke one.' },
  keys_from_secret: {
    status: 409,
    message: 'This server signs with a secret, so it has no keys to rotate',
  },
  no_way_in: {
    status: 409,
    message:
      'This would leave no administrator a way to sign in. An administrator must have signed in that way at least once.',
  },
  payload_too_large: { status: 413, message: 'The request body is too large' },
  image_too_large: { status: 413, message: 'The image must be at most 5 MB' },
  unsupported_media_type: { status: 415, message: 'The request body must be application/json' },
  unsupported_image_type: { status: 415, message: 'The image must be a JPEG, PNG or WebP' },
  rate_limited: { status: 429, message: 'Too many requests. Please try again later.' },
  internal_error: { status: 500, message: 'Internal server error' },
  provider_unavailable: {
    status: 502,
    message: 'The identity provider cannot be reached right now. Please try again in a moment.',
  },
  provider_misconfigured: {
    status: 502,
    message:
      'The identity provider and this server do not agree on their settings. Please tell an administrator.',
  },
  provider_answer_invalid: {
    status: 502,
    message: 'The identity provider sent an answer that cannot be trusted. Please sign in again.',
  },
  server_busy: { status: 503, message: 'The server is busy. Please try again in a moment.' },
  storage_unavailable: {
    status: 503,
    message: 'The server cannot save changes right now. Please try again later.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** The stable code of an error, for client programs. */
export type ErrorCode = keyof typeof errorTable;

/** Every HTTP status that an error can have. */
export type ErrorStatus = (typeof errorTable)[ErrorCode]['status'];

/** Whether a value is a code of the error table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}

/** Every 503 says when to try again. */
const retryUnavailableSeconds = 5;

/** The only error that application code throws to refuse a request. Any other that reaches a caller is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: ErrorStatus;
  readonly because: RefusalReason | undefined;
  readonly details: readonly FieldError[] | undefined;
  readonly methods: readonly string[] | undefined;
  readonly scope: TokenScope | undefined;
  readonly pendingTicket: string | undefined;
  readonly linkTicket: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? errorTable[code].message, { cause: options.cause });
    this.code = code;
    this.status = errorTable[code].status;
    this.because = options.because;
    this.details = options.details;
    this.methods = options.methods;
    this.scope = options.scope;
    this.pendingTicket = options.pendingTicket;
    this.linkTicket = options.linkTicket;
    const defaultSeconds = this.status === 503 ? retryUnavailableSeconds : undefined;
    this.retryAfterSeconds = options.retryAfterSeconds ?? defaultSeconds;
  }
}

/** A 400 that names every invalid field; its message joins the messages of the fields. */
export function validationError(details: readonly FieldError[]): AppError {
  const message = details.map((detail) => detail.message).join('; ');
  return new AppError('validation_failed', { message, details });
}
