import type { ErrorBody } from '../from-document.ts';
import type { FetchAnswer } from './platform.ts';

/** The code of an error: one of the server, or one of the two of this client. */
export type ErrorCode = ErrorBody['code'] | 'no_connection' | 'unexpected_answer';

type ErrorParams = Readonly<Record<string, string | number>>;

/** What the fields of an error are made of. */
type ErrorParts = Partial<Omit<ErrorBody, 'code' | 'requestId' | 'params'>> & {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly params?: ErrorParams | undefined;
  readonly requestId?: string | null;
  readonly retryAfter?: number | null;
  readonly body?: unknown;
  readonly cause?: unknown;
};

/** Every error of a call, except that of an aborted one. */
export class AnchorAuthError extends Error {
  override readonly name = 'AnchorAuthError';
  /** The HTTP status; 0 without an answer. */
  readonly status: number;
  /** What went wrong; it does not change between versions. `message` is for people. */
  readonly code: ErrorCode;
  /** With `validation_failed`: each invalid field. */
  readonly details: NonNullable<ErrorBody['details']>;
  /** With `reauthentication_required`: the ways to confirm who one is. */
  readonly methods: NonNullable<ErrorBody['methods']>;
  /** What the message says beyond the code, and the values in it. */
  readonly reason: ErrorBody['reason'];
  readonly params: ErrorParams;
  /** With `account_pending`: for `askPending`. */
  readonly pendingTicket: string | null;
  /** With `account_exists`: for `requestLink` and `confirmLink`. */
  readonly linkTicket: string | null;
  /** Also in the log of the server. */
  readonly requestId: string | null;
  /** With 429 and 503: the seconds to wait. */
  readonly retryAfter: number | null;
  /** The answer as it came. */
  readonly body: unknown;
  /** The error below this one. */
  override readonly cause: unknown;

  constructor(parts: ErrorParts) {
    super(parts.message);
    this.status = parts.status;
    this.code = parts.code;
    this.details = parts.details ?? [];
    this.methods = parts.methods ?? [];
    this.reason = parts.reason;
    this.params = parts.params ?? {};
    this.pendingTicket = parts.pendingTicket ?? null;
    this.linkTicket = parts.linkTicket ?? null;
    this.requestId = parts.requestId ?? null;
    this.retryAfter = parts.retryAfter ?? null;
    this.body = parts.body;
    this.cause = parts.cause;
  }
}

export function noConnection(cause: unknown): AnchorAuthError {
  const message = 'The server cannot be reached';
  return new AnchorAuthError({ status: 0, code: 'no_connection', message, cause });
}

/** The error that an answer describes; an answer without a code came from a proxy in front of the server. */
export function errorOf({ status, headers }: FetchAnswer, body: unknown): AnchorAuthError {
  const described = isErrorBody(body) ? body : null;
  const wait = Number(headers.get('retry-after') ?? 'none');
  return new AnchorAuthError({
    code: 'unexpected_answer',
    message: `The answer ${status} is not one of Anchor Auth`,
    requestId: headers.get('x-request-id'),
    ...described,
    status,
    retryAfter: Number.isFinite(wait) ? wait : null,
    body,
  });
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}
