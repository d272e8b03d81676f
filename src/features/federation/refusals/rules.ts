import { AppError } from '../../../core/errors.ts';

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
