import { errorCode } from '../core/error-code.ts';
import type { CureCode } from '../core/finding-codes.ts';
import type { OutboundError, OutboundFailure } from '../io/outbound-error.ts';

const cures: Readonly<Record<OutboundFailure, CureCode | null>> = {
  invalid_url: 'use_address_without_credentials',
  // A name that is not found has its own finding.
  name_not_found: 'check_name',
  address_refused: null,
  unreachable: 'check_provider_runs',
  tls: 'trust_authority',
  timeout: 'check_provider_runs',
  too_large: 'use_provider_address',
  broken: 'check_protocol',
};

const certificateCures: Readonly<Record<string, CureCode>> = {
  CERT_HAS_EXPIRED: 'renew_certificate',
  CERT_NOT_YET_VALID: 'set_own_clock',
  ERR_TLS_CERT_ALTNAME_INVALID: 'use_certificate_name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'check_tls',
};

/** What to do when a provider gives no answer; null when nothing can be said. */
export function outageCure({ failure, cause }: OutboundError): CureCode | null {
  return certificateCures[errorCode(cause)] ?? cures[failure];
}
