import { AppError, type ErrorCode } from '../core/errors.ts';

/** What can go wrong with an identity provider. */
type ProviderErrorCode = Extract<
  ErrorCode,
  | 'provider_unavailable'
  | 'provider_misconfigured'
  | 'provider_answer_invalid'
  | 'provider_refused'
  | 'foreign_issuer'
  | 'invalid_oidc_token'
  | 'unprovable_oidc_token'
  | 'sign_in_denied'
>;

/** Why a provider's answer was refused: the message is for the operator's log. */
export class ProviderProblem extends Error {
  override readonly name = 'ProviderProblem';
  /** The provider's own `error`, such as `invalid_client`; null when it sent none. */
  readonly providerError: string | null;

  constructor(why: string, providerError: string | null) {
    super(why);
    this.providerError = providerError;
    // The sentence tells the operator all there is: where in this program it was written is only in the way.
    delete this.stack;
  }
}

/** A refusal; `why` is for the operator's log and never holds a token, code or secret. */
export function refusal(
  code: ProviderErrorCode,
  why: string,
  providerError: string | null = null,
): AppError {
  return new AppError(code, { cause: new ProviderProblem(why, providerError) });
}

/** The provider's own `error` behind a refusal, for log and audit; null when it sent none. */
export function providerErrorOf(error: unknown): string | null {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof ProviderProblem ? cause.providerError : null;
}

/** An `error` of the provider's when it is a name (RFC 6749 section 5.2), else null. */
export function providerErrorCode(error: unknown): string | null {
  return typeof error === 'string' && /^[\w.:-]{1,64}$/.test(error) ? error : null;
}

/** A text of the provider's on one line of visible ASCII, at most `maxLength` characters. */
export function visibleText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replaceAll(/[^\x20-\x7e…]/g, ' ');
}

/** A token that does not stand; the message is the end of a sentence about it: `has expired`. */
export class TokenProblem extends Error {
  override readonly name = 'TokenProblem';
  /** Whether only an operator can cure it, as long as the provider itself gave us the token. */
  readonly isForOperator: boolean;

  constructor(message: string, { isForOperator = false } = {}) {
    super(message);
    this.isForOperator = isForOperator;
  }
}

/** Runs `work`; a token that does not stand becomes the refusal `code`. `what` begins the sentence. */
export async function refuseTokens<T>(
  code: 'provider_answer_invalid' | 'invalid_oidc_token',
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
