import { AppError } from '../../../core/errors.ts';

/** A refused sign-in that the audit log tells of already, in the transaction of what it changed. */
export class RecordedRefusal extends AppError {}

const maxProviderErrorLength = 100;

/**
 * The `error` of a provider as the logs show it: the characters that RFC 6749 section 4.1.2.1 allows, which
 * neither end a line nor a text in JSON.
 */
export function shownProviderError(error: string): string {
  return error.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '').slice(0, maxProviderErrorLength);
}
