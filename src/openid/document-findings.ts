import { type JsonObject, quote } from '../core/json.ts';
import type { OutboundResponse } from '../io/outbound.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import { toleranceSeconds } from './jwt.ts';
import { algorithms } from './key-set.ts';
import { type Metadata, textList } from './metadata.ts';

/** Tokens are refused when the two clocks differ by more than the tolerance. */
export function clockFinding({ headers }: OutboundResponse, now: number): Finding {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return finding('clock', 'skipped', { code: 'clock_unknown', params: {} });
  const seconds = Math.round((date - now) / 1000);
  if (Math.abs(seconds) < toleranceSeconds / 2) {
    return finding('clock', 'ok', { code: 'clocks_agree', params: {} });
  }
  return finding('clock', Math.abs(seconds) > toleranceSeconds ? 'failed' : 'warning', {
    code: seconds > 0 ? 'clock_ahead' : 'clock_behind',
    params: { seconds: Math.abs(seconds) },
    cure: 'set_both_clocks',
  });
}

/** Checks that PKCE with S256 is offered (RFC 7636). */
export function pkceFinding(document: JsonObject): Finding {
  const methods = document['code_challenge_methods_supported'];
  if (methods === undefined || methods === null) {
    return finding('pkce', 'warning', { code: 'pkce_unknown', params: {} });
  }
  if (textList(methods)?.includes('S256') === true) {
    return finding('pkce', 'ok', { code: 'pkce_offered', params: {} });
  }
  const params = { offered: quote(methods) };
  return finding('pkce', 'failed', { code: 'pkce_without_s256', params, cure: 'allow_s256' });
}

/** Checks that ID tokens can have a signature that this client accepts. */
export function algorithmsFinding({ idTokenAlgorithms }: Metadata): Finding {
  const usable = idTokenAlgorithms?.filter((one) => algorithms.some((known) => known === one));
  if (usable === undefined) {
    return finding('algorithms', 'ok', { code: 'algorithms_unknown', params: {} });
  }
  if (usable.length > 0) {
    return finding('algorithms', 'ok', {
      code: 'algorithms_usable',
      params: { algorithms: usable },
    });
  }
  return finding('algorithms', 'failed', {
    code: 'algorithms_forgeable',
    params: { offered: quote(idTokenAlgorithms) },
    cure: 'choose_signing_key',
  });
}

/** Says whether access tokens of apps can be proven to be meant for this server. */
export function appsFinding(
  { introspectionEndpoint }: Metadata,
  { clientSecret }: DoctorSettings,
): Finding {
  if (introspectionEndpoint !== null && clientSecret !== null) {
    return finding('apps', 'ok', { code: 'apps_provable', params: {} });
  }
  const cure = 'set_strict_audience_check';
  return finding('apps', 'warning', { code: 'apps_not_provable', params: {}, cure });
}
