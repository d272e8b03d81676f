import { isLoopbackAddress, isPublicAddress, withoutBrackets } from '../core/network.ts';
import type { FindingValues } from '../core/finding-codes.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import { transportProblem } from './metadata.ts';

/** A finding when the issuer may not be called; a sign-in would refuse it too. Null when it may. */
export function addressFinding({ issuer, allowHttp }: DoctorSettings): Finding | null {
  if (transportProblem(issuer, allowHttp) === null) return null;
  const params = { issuer };
  return finding('connection', 'failed', {
    code: 'issuer_not_allowed',
    params,
    cure: 'use_https_or_allow_http',
  });
}

/** Says which addresses the host of the issuer has. */
export function nameFinding(host: string, found: readonly string[]): Finding {
  const addresses = [...new Set(found)].slice(0, 4);
  const place = placeOf(found);
  const bare = withoutBrackets(host);
  return bare === addresses.join(', ')
    ? finding('dns', 'ok', { code: 'name_is_address', params: { host: bare, place } })
    : finding('dns', 'ok', { code: 'name_found', params: { host, addresses, place } });
}

function placeOf(addresses: readonly string[]): FindingValues['place'] {
  if (addresses.every((address) => isPublicAddress(address))) return 'public';
  return isThisMachine(addresses) ? 'this_machine' : 'private_network';
}

function isThisMachine(addresses: readonly string[]): boolean {
  return addresses.every((address) => isLoopbackAddress(address));
}

/** Says how well the connection to the provider is protected. */
export function connectionFinding(
  { issuer, internalUrl }: DoctorSettings,
  addresses: readonly string[],
): Finding {
  if (internalUrl !== null && isProtected(internalUrl, addresses)) {
    return finding('connection', 'ok', {
      code: 'answers_internally',
      params: { origin: internalUrl },
    });
  }
  if ((internalUrl ?? issuer).startsWith('https:')) {
    return finding('connection', 'ok', { code: 'answers_https', params: {} });
  }
  return isThisMachine(addresses)
    ? finding('connection', 'ok', { code: 'answers_on_this_machine', params: {} })
    : finding('connection', 'warning', {
        code: 'answers_plain_http',
        params: {},
        cure: 'use_https',
      });
}

/** An operator may choose plain http for an internal address, but not across the internet. */
function isProtected(internalUrl: string, addresses: readonly string[]): boolean {
  return internalUrl.startsWith('https:') || !addresses.some((one) => isPublicAddress(one));
}
