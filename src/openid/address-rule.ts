import { isPublicAddress } from '../core/network.ts';

/** Judges the addresses of one call. */
export interface AddressCheck {
  /** Whether the call may go to this address. */
  readonly allows: (address: string) => boolean;
  /** To be called when the host has answered well: only then do its addresses say where it stands. */
  readonly confirm: () => void;
}

/** Which addresses a URL may stand on. */
export type AddressRule = (url: string) => AddressCheck;

/** For addresses that the operator gave. */
export const anyAddress: AddressRule = () => ({ allows: () => true, confirm: () => undefined });

/**
 * The issuer's own origin may stand anywhere: the operator chose it. Other hosts that its documents name may
 * stand on private addresses only when the issuer does too: a provider on the public internet must not send
 * requests into the network this server stands in. What its name servers say of a call that fails proves nothing,
 * and an issuer that has answered from a public address stays public.
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
