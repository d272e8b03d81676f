import { AppError, type ErrorCode } from '../core/errors.ts';

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

  constructor(why: string, providerError: string | null) {
    super(why);
    this.providerError = providerError;
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

/** An invalid token; the message is the end of a sentence about it, such as `has expired`. */
export class TokenProblem extends Error {
  override readonly name = 'TokenProblem';
  /** Whether only an operator can fix it, provided that the token came from the provider directly. */
  readonly isForOperator: boolean;

  constructor(message: string, { isForOperator = false } = {}) {
    super(message);
    this.isForOperator = isForOperator;
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
    throw refusal(isMisconfigured ? 'provider_misconfigured' : code, why);
  }
}
