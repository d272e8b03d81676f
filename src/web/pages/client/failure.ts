import type { ErrorCode, FieldError } from '../../../core/errors.ts';
import type { ConfirmationMethod } from './confirmation.ts';

/** The codes of the server, and what only a browser can know. */
export type FailureCode = ErrorCode | 'offline' | 'unknown';

/** What a form shows beside a field. */
type FieldWords = Pick<FieldError, 'field' | 'message'>;

interface FailureFacts {
  readonly code: FailureCode;
  readonly message: string;
  readonly status?: number;
  readonly details?: readonly FieldWords[];
  readonly methods?: readonly ConfirmationMethod[];
  readonly retryAfterSeconds?: number | null;
}

/** What every request of a page throws when it was not answered with success. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** By field, when the server named fields. */
  readonly details: readonly FieldWords[];
  /** How the person can confirm that it is them, when the server asks for it. */
  readonly methods: readonly ConfirmationMethod[];
  readonly retryAfterSeconds: number | null;

  constructor(facts: FailureFacts) {
    super(facts.message);
    this.code = facts.code;
    this.status = facts.status ?? 0;
    this.details = facts.details ?? [];
    this.methods = facts.methods ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}

/** A bug of the page is shown like any other failure instead of a form that hangs. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  console.error(error);
  return new Failure({ code: 'unknown', message: 'Something went wrong on this page.' });
}

/** The failure that an answer tells of; a proxy may answer in another shape than the server. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const facts = { status: response.status, retryAfterSeconds: Number.isFinite(wait) ? wait : null };
  if (!isRefusal(body)) {
    const message = 'The server could not be reached properly. Please try again in a moment.';
    return new Failure({ ...facts, code: 'unknown', message });
  }
  return new Failure({ ...facts, ...body });
}

/** The shape of every refusal under `/api`; the codes are the server's own closed list. */
function isRefusal(
  body: unknown,
): body is Pick<FailureFacts, 'message' | 'details' | 'methods'> & { code: ErrorCode } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'message' in body &&
    typeof body.message === 'string'
  );
}
