import { errorCode } from '../core/error-code.ts';
import type { CureCode, FindingCode } from '../core/finding-codes.ts';
import type { OutboundError, OutboundFailure } from '../io/outbound-error.ts';
import { systemName } from './calls.ts';
import { type Finding, finding } from './findings.ts';

type HostCode = Extract<FindingCode, `host_${string}`>;

const failures: Readonly<
  Record<OutboundFailure, { readonly code: HostCode; readonly cure: CureCode | null }>
> = {
  invalid_url: { code: 'host_not_callable', cure: 'use_address_without_credentials' },
  // A name that is not found has its own finding.
  name_not_found: { code: 'host_unreachable', cure: null },
  address_refused: { code: 'host_address_refused', cure: null },
  unreachable: { code: 'host_unreachable', cure: 'check_provider_runs' },
  tls: { code: 'host_tls_refused', cure: 'trust_authority' },
  timeout: { code: 'host_timed_out', cure: 'check_provider_runs' },
  too_large: { code: 'host_sent_too_much', cure: 'use_provider_address' },
  broken: { code: 'host_broke_off', cure: 'check_protocol' },
};

const certificateCures: Readonly<Record<string, CureCode>> = {
  CERT_HAS_EXPIRED: 'renew_certificate',
  CERT_NOT_YET_VALID: 'set_own_clock',
  ERR_TLS_CERT_ALTNAME_INVALID: 'use_certificate_name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'check_tls',
};

/** Says why the provider at this address gave no answer, and what to do. */
export function unreachableFinding(url: string, { failure, cause }: OutboundError): Finding {
  const { code, cure } = failures[failure];
  const host = URL.parse(url)?.host ?? url;
  return finding('connection', 'failed', {
    code,
    params: { host, system: systemName(cause) },
    cure: certificateCures[errorCode(cause)] ?? cure,
  });
}
