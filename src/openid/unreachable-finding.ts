import type { CureCode, FindingCode } from '../core/finding-codes.ts';
import type { OutboundError, OutboundFailure } from '../io/outbound-error.ts';
import { systemName } from './calls.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import { outageCure } from './outage-cures.ts';

type HostCode = Extract<FindingCode, `host_${string}`>;

const codes: Readonly<Record<OutboundFailure, HostCode>> = {
  invalid_url: 'host_not_callable',
  // A name that is not found has its own finding.
  name_not_found: 'host_unreachable',
  address_refused: 'host_address_refused',
  unreachable: 'host_unreachable',
  tls: 'host_tls_refused',
  timeout: 'host_timed_out',
  too_large: 'host_sent_too_much',
  broken: 'host_broke_off',
};

/** Says why the provider at this address gave no answer, and what to do. */
export function unreachableFinding(
  url: string,
  error: OutboundError,
  settings: Pick<DoctorSettings, 'internalUrl'>,
): Finding {
  const host = URL.parse(url)?.host ?? url;
  return finding('connection', 'failed', {
    code: codes[error.failure],
    params: { host, system: systemName(error.cause) },
    cure: cureAt(settings, outageCure(error)),
  });
}

function cureAt(
  { internalUrl }: Pick<DoctorSettings, 'internalUrl'>,
  cure: CureCode | null,
): CureCode | null {
  return internalUrl !== null && cure === 'check_provider_runs' ? 'check_internal_url' : cure;
}
