import { AppError, type ErrorCode } from '../../core/errors.ts';

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
>;

/** A refusal; `why` is for the operator's log and never holds a token, code or secret. */
export function refusal(code: ProviderErrorCode, why: string): AppError {
  return new AppError(code, { cause: new Error(why) });
}

/** A token that does not stand; the message is the end of a sentence about it: `has expired`. */
export class TokenProblem extends Error {
  override readonly name = 'TokenProblem';
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
    throw error instanceof TokenProblem ? refusal(code, `${what} ${error.message}`) : error;
  }
}
