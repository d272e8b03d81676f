import { isPublicAddress } from '../core/network.ts';

/** Checks the IP addresses of one call. */
export interface AddressCheck {
  /** Whether the call may connect to this address. */
  readonly allows: (address: string) => boolean;
  /**
   * Must be called after a valid answer: only then do the addresses show whether the issuer is public or private.
   */
  readonly confirm: () => void;
}

/** Makes the address check for a URL. */
export type AddressRule = (url: string) => AddressCheck;

/** Allows every address, for URLs that the operator entered. */
export const anyAddress: AddressRule = () => ({ allows: () => true, confirm: () => undefined });

/**
 * The issuer's own origin may have any address, because the operator chose it. Other hosts named in its documents
 * may have private addresses only when the issuer has one too: a provider on the public internet must not send
 * requests into this server's network (SSRF). The addresses of a failed call prove nothing, and an issuer that has
 * answered from a public address stays public.
 */
export function createAddressRule(issuer: string): AddressRule {
  let place: 'unknown' | 'private' | 'public' = 'unknown';
  return (url) => {
    if (!sameOrigin(url, issuer)) {
      const allows = (address: string) => place === 'private' || isPublicAddress(address);
      return { allows, confirm: () => undefined };
    }
    const seen: string[] = [];
    return {
      allows: (address) => {
        seen.push(address);
        if (place === 'private' && isPublicAddress(address)) place = 'unknown';
        return true;
      },
      confirm: () => {
        if (seen.length === 0 || place === 'public') return;
        place = seen.some((one) => isPublicAddress(one)) ? 'public' : 'private';
      },
    };
  };
}

function sameOrigin(one: string, other: string): boolean {
  const origin = URL.parse(one)?.origin;
  return origin !== undefined && origin === URL.parse(other)?.origin;
}
