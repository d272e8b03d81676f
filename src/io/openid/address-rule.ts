import { isPublicAddress } from '../../core/network.ts';

/** Which addresses a URL may stand on. */
export type AddressRule = (url: string) => (address: string) => boolean;

/**
 * The issuer's own origin may stand anywhere: the operator chose it. Other hosts that its documents name may
 * stand on private addresses only when the issuer does too: a provider on the public internet must not send
 * requests into the network this server stands in.
 */
export function createAddressRule(issuer: string): AddressRule {
  let isIssuerPrivate = false;
  return (url) => {
    if (!sameOrigin(url, issuer)) return (address) => isIssuerPrivate || isPublicAddress(address);
    const seen: string[] = [];
    return (address) => {
      seen.push(address);
      isIssuerPrivate = !seen.some((one) => isPublicAddress(one));
      return true;
    };
  };
}

function sameOrigin(one: string, other: string): boolean {
  const origin = URL.parse(one)?.origin;
  return origin !== undefined && origin === URL.parse(other)?.origin;
}
