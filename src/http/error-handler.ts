import { Elysia, ParseError, ValidationError } from 'elysia';
import { AppError, type ErrorCode, type FieldError, validationError } from '../core/errors.ts';
import { reasonPhrase } from '../core/reason-phrases.ts';
import type { RefusalReason } from '../core/refusal-reasons.ts';
import { isLogged } from '../core/logged-errors.ts';
import { refusalOf } from '../db/storage-errors.ts';
import type { Log } from '../io/log.ts';
import type { Addresses } from './addresses.ts';
import type { ReadClient } from './client-reader.ts';
import { refusedSignIns } from './refused-sign-ins.ts';
import { requestIdOf } from './request-id.ts';
import { fieldErrors } from './validation.ts';

/** The JSON body of every error. */
export interface ErrorBody {
  readonly statusCode: number;
  readonly error: string;
  readonly message: string;
  readonly code: ErrorCode;
  readonly details?: readonly FieldError[];
  readonly methods?: readonly string[];
  readonly reason?: RefusalReason['reason'];
  readonly params?: RefusalReason['params'];
  readonly pendingTicket?: string;
  readonly linkTicket?: string;
  readonly requestId: string;
}

interface Settable {
  status?: number | string;
  readonly headers: Record<string, string | number | undefined>;
}

/** The format of errors under a path prefix, when it differs from the common one. */
export interface ErrorFormat {
  readonly prefix: string;
  present(refusal: AppError): { readonly status: number; readonly body: object };
}

interface ErrorHandlerOptions extends Pick<Addresses, 'allowedMethods'> {
  readonly log: Log;
  readonly readClient: ReadClient;
  /** The address of the page that shows a refusal to a person; null where the answer is JSON. */
  readonly pageFor: (request: Request, refusal: AppError) => string | null;
  readonly formats: readonly ErrorFormat[];
}

/**
 * The only place that turns a thrown error into an answer. An unknown error is a bug: the client gets a plain 500,
 * the log all details.
 */
export function errorHandler(options: ErrorHandlerOptions) {
  const { log, readClient, pageFor, formats, allowedMethods } = options;
  const logRefusedSignIn = refusedSignIns(log);
  return new Elysia({ name: 'error-handler' }).onError(
    { as: 'global' },
    ({ code, error, set, request, server, path }) => {
      const refusal =
        classify(error) ?? byRouterCode(code, error, () => allowedMethods(path).length > 0);
      const requestId = requestIdOf(request);
      if (refusal.status >= 500 && !isOrdinary(refusal) && !isLogged(refusal)) {
        const fields = { requestId, method: request.method, path, code: refusal.code };
        log.error(refusal.message, { ...fields, error: refusal.cause });
      }
      if (refusal.code === 'rate_limited') {
        logRefusedSignIn(request, readClient({ request, server }));
      }
      if (refusal.code === 'method_not_allowed') {
        set.headers['allow'] = allowedMethods(path).join(', ');
      }
      const page = pageFor(request, refusal);
      if (page !== null) {
        // After a posted form, only 303 makes every browser open the page by GET.
        set.status = request.method === 'GET' ? 302 : 303;
        set.headers['location'] = page;
        return '';
      }
      const format = formats.find(({ prefix }) => path.startsWith(prefix));
      const { status, body } = (format ?? common(requestId)).present(refusal);
      set.status = status;
      writeHeaders(refusal, set);
      return body;
    },
  );
}

/** Refusals with a status from 500 up that are no fault: the server has much to do, or is set up without mail. */
function isOrdinary({ code }: AppError): boolean {
  return code === 'server_busy' || code === 'mail_not_configured';
}

function writeHeaders(refusal: AppError, set: Settable): void {
  // A format may have chosen another status.
  if (set.status === 401 || refusal.code === 'insufficient_scope') {
    set.headers['www-authenticate'] = challenge(refusal);
  }
  if (refusal.retryAfterSeconds !== undefined) {
    set.headers['retry-after'] = String(refusal.retryAfterSeconds);
  }
}

function common(requestId: string): Pick<ErrorFormat, 'present'> {
  return {
    present: ({ status, code, message, details, methods, because, pendingTicket, linkTicket }) => {
      const error = reasonPhrase(status);
      const named = {
        ...(details === undefined ? {} : { details }),
        ...(methods === undefined ? {} : { methods }),
        ...because,
        ...(pendingTicket === undefined ? {} : { pendingTicket }),
        ...(linkTicket === undefined ? {} : { linkTicket }),
      };
      const body: ErrorBody = { statusCode: status, error, message, code, ...named, requestId };
      return { status, body };
    },
  };
}

/** RFC 6750 section 3: a request without a token gets only the scheme. */
function challenge({ code, scope }: AppError): string {
  const realm = 'Bearer realm="anchor-auth"';
  if (code === 'invalid_token') return `${realm}, error="invalid_token"`;
  if (code !== 'insufficient_scope') return realm;
  const needed = scope === undefined ? '' : `, scope="${scope}"`;
  return `${realm}, error="insufficient_scope"${needed}`;
}

function classify(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  // Elysia wraps errors that are thrown before or while a body is read.
  if (error instanceof ParseError) return classify(error.cause);
  return error instanceof ValidationError ? validationError(fieldErrors(error)) : null;
}

function byRouterCode(code: number | string, error: unknown, isKnown: () => boolean): AppError {
  if (code === 'NOT_FOUND') return new AppError(isKnown() ? 'method_not_allowed' : 'not_found');
  return refusalOf(error);
}
