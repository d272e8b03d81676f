import { AppError, type ErrorCode } from '../core/errors.ts';
import type { CureCode } from '../core/finding-codes.ts';

/** The errors that an identity provider can cause. */
type ProviderErrorCode = Extract<
  ErrorCode,
  | 'provider_unavailable'
  | 'provider_misconfigured'
  | 'provider_answer_invalid'
  | 'provider_refused'
  | 'foreign_issuer'
  | 'invalid_oidc_token'
  | 'invalid_logout_token'
  | 'unprovable_oidc_token'
  | 'sign_in_denied'
>;

/** Why a provider's answer was refused; the message is for the operator's log. */
export class ProviderProblem extends Error {
  override readonly name = 'ProviderProblem';
  /** The `error` that the provider sent, such as `invalid_client`; null when it sent none. */
  readonly providerError: string | null;
  /** What the operator can do; null when that does not follow from the problem. */
  readonly cure: CureCode | null;

  constructor(why: string, providerError: string | null, cure: CureCode | null = null) {
    super(why);
    this.providerError = providerError;
    this.cure = cure;
    // The sentence tells the operator all there is: where in this program it was written is only in the way.
    delete this.stack;
  }
}

/** Makes a refusal; `why` is for the operator's log and never contains a token, code or secret. */
export function refusal(
  code: ProviderErrorCode,
  why: string,
  providerError: string | null = null,
): AppError {
  return new AppError(code, { cause: new ProviderProblem(why, providerError) });
}

/** The `error` that the provider sent, for log and audit; null when there is none. */
export function providerErrorOf(error: unknown): string | null {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof ProviderProblem ? cause.providerError : null;
}

/** The refusal with what the operator can do about it. */
export function withCure(error: AppError, cure: CureCode | null): AppError {
  const { code, cause } = error;
  if (!(cause instanceof ProviderProblem)) return error;
  const { message, providerError } = cause;
  return new AppError(code, { cause: new ProviderProblem(message, providerError, cure) });
}

/** What the operator can do about a refusal; null when that does not follow from it. */
export function cureOf(error: unknown): CureCode | null {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof ProviderProblem ? cause.cure : null;
}

/** The message for the operator in a refusal. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  const text = cause instanceof Error ? cause.message : 'the provider gave an unexpected answer';
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** An `error` value of the provider when it has the form of a code (RFC 6749 section 5.2), else null. */
export function providerErrorCode(error: unknown): string | null {
  return typeof error === 'string' && /^[\w.:-]{1,64}$/.test(error) ? error : null;
}

/** A text of the provider as one line of visible ASCII, at most `maxLength` characters. */
export function visibleText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replaceAll(/[^\x20-\x7e…]/g, ' ');
}

interface TokenProblemOptions {
  readonly isForOperator?: boolean;
  /** What the operator can do. */
  readonly cure?: CureCode | null;
}

/** An invalid token; the message is the end of a sentence about it, such as `has expired`. */
export class TokenProblem extends Error {
  override readonly name = 'TokenProblem';
  /** Whether only an operator can fix it, provided that the token came from the provider directly. */
  readonly isForOperator: boolean;
  readonly cure: CureCode | null;

  constructor(message: string, { isForOperator = false, cure = null }: TokenProblemOptions = {}) {
    super(message);
    this.isForOperator = isForOperator;
    this.cure = cure;
  }
}

/** Runs `work` and turns a TokenProblem into the refusal `code`. `what` begins its message. */
export async function refuseTokens<T>(
  code: 'provider_answer_invalid' | 'invalid_oidc_token' | 'invalid_logout_token',
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TokenProblem)) throw error;
    const isMisconfigured = error.isForOperator && code === 'provider_answer_invalid';
    const why = `${what} ${error.message}`;
    throw withCure(refusal(isMisconfigured ? 'provider_misconfigured' : code, why), error.cure);
  }
}
