import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { Finding } from '../../../openid/findings.ts';
import { ProviderProblem } from '../../../openid/refusal.ts';

/** A refused sign-in that is in the audit log already, written in the transaction of its changes. */
export class RecordedRefusal extends AppError {}

const maxProviderErrorLength = 100;

/**
 * The `error` of a provider, for the logs: only the characters that RFC 6749 section 4.1.2.1 allows, which can
 * end neither a log line nor a JSON string.
 */
export function shownProviderError(error: string): string {
  return error.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '').slice(0, maxProviderErrorLength);
}

/** The findings that explain a refusal. */
const explanations: Partial<Record<ErrorCode, Finding['code']>> = {
  provider_email_missing: 'email_missing',
  account_exists: 'email_not_verified',
};

/** What explains a refusal, for the log and the audit log. */
export interface Explanation {
  readonly cause: Error;
  readonly details: Readonly<Record<string, string>>;
}

/** What the provider sent or left out that explains a refusal; null when it does not. */
export function explanationOf(
  code: ErrorCode,
  findings: readonly Finding[] = [],
): Explanation | null {
  const found = findings.find((one) => one.code === explanations[code]);
  if (found === undefined) return null;
  const { message, cureCode } = found;
  const details = cureCode === null ? {} : { cure: cureCode };
  return { cause: new ProviderProblem(message, null, cureCode), details };
}
