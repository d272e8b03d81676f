import type { CureCode } from '../core/finding-codes.ts';
import { sameIssuer } from '../core/issuer.ts';
import { type JsonObject, quote } from '../core/json.ts';
import type { OutboundResponse } from '../io/outbound.ts';
import { type Finding, finding } from './findings.ts';

/** Says that the discovery document is missing. */
export function noDocumentFinding(url: string, answer: OutboundResponse): Finding {
  const type = answer.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const params = { url, status: answer.status, contentType: quote(type) };
  const cure = cureOfMissing(answer.status);
  return finding('discovery', 'failed', { code: 'document_missing', params, cure });
}

function cureOfMissing(status: number): CureCode {
  if (status >= 300 && status < 400) return 'enter_final_address';
  if ([401, 403, 407, 429].includes(status)) return 'let_server_through';
  return status >= 500 ? 'check_provider_runs' : 'use_discovery_issuer';
}

/** Says why a discovery document cannot be used. */
export function invalidDocumentFinding(
  document: JsonObject,
  { issuer, reason }: { readonly issuer: string; readonly reason: string },
): Finding {
  const endpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'];
  const isHttp = endpoints.some((name) => isSameOverHttp(document[name], issuer));
  const cure = isHttp ? 'forward_scheme' : 'correct_provider';
  return finding('discovery', 'failed', { code: 'document_invalid', params: { reason }, cure });
}

/** Whether an address is on plain http at the host of an issuer on https. */
function isSameOverHttp(address: unknown, issuer: string): boolean {
  const [own, there] = [URL.parse(issuer), URL.parse(String(address))];
  const isHttp = own?.protocol === 'https:' && there?.protocol === 'http:';
  return isHttp && own.hostname === there.hostname;
}

/** Compares the issuer in the discovery document with the configured one. */
export function issuerFinding(document: JsonObject, expected: string): Finding {
  const { issuer: named } = document;
  const params = { issuer: expected };
  if (named === expected) return finding('issuer', 'ok', { code: 'issuer_equal', params });
  if (named === undefined) {
    return finding('issuer', 'failed', {
      code: 'issuer_not_named',
      params,
      cure: 'correct_provider',
    });
  }
  if (typeof named === 'string' && sameIssuer(named, expected)) {
    return finding('issuer', 'warning', {
      code: 'issuer_slash_forgiven',
      params: { ...params, named: quote(named) },
      cure: 'set_named_issuer',
    });
  }
  return finding('issuer', 'failed', {
    code: 'issuer_differs',
    params: { ...params, named: quote(named) },
    cure: cureOfOther(named, expected),
  });
}

function cureOfOther(named: unknown, expected: string): CureCode {
  // Entra ID announces a pattern as the issuer of `common` and `organizations`, which no token's issuer equals.
  if (/\{tenantid\}/i.test(quote(named))) return 'use_tenant_issuer';
  return isSameOverHttp(named, expected) ? 'forward_scheme' : 'set_named_issuer';
}
