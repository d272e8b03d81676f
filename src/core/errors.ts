// Floor zero: pure ideas. Nothing in src/core imports from the rest of the house, reads a clock it was
// not given, or touches disk and network.

/** One refusal as a caller sees it: HTTP status and the public sentence. */
interface ErrorEntry {
  readonly status: number;
  readonly message: string;
}

/** Every way the API can say no. The only place where an HTTP status is chosen. */
export const errorTable = {
  validation_failed: { status: 400, message: 'The request is not valid' },
  malformed_json: { status: 400, message: 'The request body is not valid JSON' },
  malformed_request: { status: 400, message: 'The request could not be read' },
  image_required: { status: 400, message: 'Send one image file in the form field "image"' },
  image_invalid: { status: 400, message: 'The file is not an image that can be read' },
  no_local_password: {
    status: 400,
    message: 'This account has no password here. Please change it at your identity provider.',
  },
  password_unchanged: {
    status: 400,
    message: 'New password must be different from current password',
  },
  own_admin_status: { status: 400, message: 'Cannot change your own admin status' },
  last_admin_demoted: {
    status: 400,
    message: 'Cannot remove admin status from the last admin user',
  },
  last_admin_disabled: { status: 400, message: 'Cannot disable the last admin user' },
  last_admin_deleted: { status: 400, message: 'Cannot delete the last admin user' },
  user_not_pending: { status: 400, message: 'User is not pending approval' },
  authentication_required: { status: 401, message: 'Authentication required' },
  invalid_token: { status: 401, message: 'Invalid or expired access token' },
  invalid_credentials: { status: 401, message: 'Invalid credentials' },
  invalid_refresh_token: { status: 401, message: 'Invalid refresh token' },
  refresh_token_expired: { status: 401, message: 'Refresh token has expired' },
  wrong_current_password: { status: 403, message: 'Current password is incorrect' },
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
  setup_token_required: { status: 403, message: 'The setup token is missing or wrong' },
  session_required: {
    status: 403,
    message: 'An API token cannot be used here. Please sign in instead.',
  },
  admin_required: { status: 403, message: 'Administrator access required' },
  not_found: { status: 404, message: 'Not found' },
  user_not_found: { status: 404, message: 'User not found' },
  session_not_found: { status: 404, message: 'Session not found' },
  method_not_allowed: { status: 405, message: 'Method not allowed' },
  user_exists: { status: 409, message: 'User already exists' },
  payload_too_large: { status: 413, message: 'The request body is too large' },
  image_too_large: { status: 413, message: 'The image must be at most 5 MB' },
  unsupported_media_type: { status: 415, message: 'The request body must be application/json' },
  unsupported_image_type: { status: 415, message: 'The image must be a JPEG, PNG or WebP' },
  rate_limited: { status: 429, message: 'Too many requests. Please try again later.' },
  internal_error: { status: 500, message: 'Internal server error' },
  server_busy: { status: 503, message: 'The server is busy. Please try again in a moment.' },
  storage_unavailable: {
    status: 503,
    message: 'The server cannot save changes right now. Please try again later.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;

/** One field that was refused, and why. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

interface AppErrorOptions {
  /** Replaces the table's sentence; must be as safe to show. */
  readonly message?: string;
  readonly details?: readonly FieldError[];
  /** Seconds after which trying again makes sense (sent as `Retry-After`). */
  readonly retryAfterSeconds?: number;
  /** Further response headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The one thing our own code throws to refuse a request. Everything else that is thrown is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: readonly FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? errorTable[code].message, { cause: options.cause });
    this.code = code;
    this.status = errorTable[code].status;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers;
  }
}

/** A 400 that names every field at fault; the sentence is made of the fields' own. */
export function validationError(details: readonly FieldError[]): AppError {
  const message = details.map((detail) => detail.message).join('; ');
  return new AppError('validation_failed', { message, details });
}
