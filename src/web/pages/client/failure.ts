import type { ErrorCode, FieldError } from '../../../core/errors.ts';
import type { RefusalReason } from '../../../core/refusal-reasons.ts';
import type { PlainKey } from '../words/catalogue.ts';
import type { ConfirmationMethod } from './confirmation.ts';

/** The error codes of the server, and those of failures in the browser. */
export type FailureCode = ErrorCode | 'offline' | 'unknown';

/** What is wrong with a field: as the server says it, or in a text of the page. */
export type FieldWords = FieldError | { readonly field: string; readonly text: PlainKey };

interface FailureFacts {
  readonly code: FailureCode;
  /** The text to show instead of the one for the code. */
  readonly text?: PlainKey;
  readonly status?: number;
  readonly reason?: RefusalReason['reason'];
  readonly params?: RefusalReason['params'];
  readonly details?: readonly FieldWords[];
  readonly methods?: readonly ConfirmationMethod[];
  readonly pendingTicket?: string;
  readonly retryAfterSeconds?: number | null;
}

/** The error that every request of a page throws when it does not succeed. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly text: PlainKey | undefined;
  /** The HTTP status; 0 without an answer. */
  readonly status: number;
  /** What the refusal says beyond its code. */
  readonly because: RefusalReason | undefined;
  /** Error messages by field; empty when the server names none. */
  readonly details: readonly FieldWords[];
  /** The methods of re-authentication, when the server requires it. */
  readonly methods: readonly ConfirmationMethod[];
  /** Asks later whether the account has been approved; null unless the failure is that it waits. */
  readonly pendingTicket: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(facts: FailureFacts) {
    super(facts.code);
    this.code = facts.code;
    this.text = facts.text;
    this.status = facts.status ?? 0;
    this.because = becauseOf(facts);
    this.details = facts.details ?? [];
    this.methods = facts.methods ?? [];
    this.pendingTicket = facts.pendingTicket ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}

/** Trusts that the params belong to the reason, because the server's tests check it. */
function becauseOf({ reason, params }: FailureFacts): RefusalReason | undefined {
  return reason === undefined ? undefined : ({ reason, params } as RefusalReason);
}

/** Turns any error into a Failure, so that a bug shows a message instead of a form that hangs. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  console.error(error);
  return new Failure({ code: 'unknown' });
}

/** Reads an answer, and trusts its shape, because the server's tests check it against the API document. Throws Failure. */
export async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw await failureOf(response);
  return (await response.json()) as T;
}

/** Reads the failure from an answer; a proxy may answer in a shape that the server never uses. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
  const facts = { status: response.status, retryAfterSeconds: Number.isFinite(wait) ? wait : null };
  return new Failure(isRefusal(body) ? { ...facts, ...body } : { ...facts, code: 'unknown' });
}

/** Whether the body has the shape of an error of the API, whose codes are a closed list. */
function isRefusal(
  body: unknown,
): body is Omit<FailureFacts, 'code' | 'status'> & { code: ErrorCode } {
  return (
    typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
  );
}
