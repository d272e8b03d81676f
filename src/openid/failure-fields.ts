import { AppError } from '../core/errors.ts';
import type { ClientInfo } from '../core/client-info.ts';
import type { LogFields } from '../io/log.ts';
import { providerErrorOf } from './refusal.ts';

/**
 * The log fields for a failure at an identity provider; null when the error is not a refusal. Users see a fixed
 * message, so the log has the provider's own text; it never contains a token, code or secret.
 */
export function failureFields(
  error: unknown,
  { provider, origin }: { readonly provider: string; readonly origin: ClientInfo | null },
): LogFields | null {
  if (!(error instanceof AppError)) return null;
  const providerError = providerErrorOf(error);
  return {
    ...(origin === null ? {} : { requestId: origin.requestId }),
    ...(origin === null || origin.ip === null ? {} : { ip: origin.ip }),
    code: error.code,
    provider,
    ...(providerError === null ? {} : { providerError }),
    error: error.cause,
  };
}
