import { base64url, hmacSha512 } from '../../../core/tokens.ts';
import type { KeptLanding } from '../flow-store/rules.ts';
import type { NewTicket } from '../link-tickets/rules.ts';
import type { LinkTickets } from '../link-tickets/service.ts';
import { type PageLanding, pageOf } from './rules.ts';

interface LandingsDependencies {
  readonly appUrl: string;
  /** Derives the login code of a flow from its state. */
  readonly loginCodeKey: Uint8Array;
  readonly linkTickets: LinkTickets;
}

/** The pages at which sign-ins end, with their secrets: those are derived from the state of the flow, and not stored. */
export class Landings {
  readonly #appUrl: string;
  readonly #loginCodeKey: Uint8Array;
  readonly #linkTickets: LinkTickets;

  constructor({ appUrl, loginCodeKey, linkTickets }: LandingsDependencies) {
    this.#appUrl = appUrl;
    this.#loginCodeKey = loginCodeKey;
    this.#linkTickets = linkTickets;
  }

  /** The login code of a flow: equal for repeated requests, unpredictable without the key. */
  loginCode(state: string): string {
    const code = hmacSha512(this.#loginCodeKey, new TextEncoder().encode(state)).subarray(0, 32);
    return base64url.encode(code, { includePadding: false });
  }

  /** The ticket that a refusal of the flow gives away; without a state one for a program. */
  linkTicket(state: string | null): NewTicket {
    return state === null ? this.#linkTickets.forProgram() : this.#linkTickets.ofFlow(state);
  }

  page(kept: KeptLanding, state: string): PageLanding {
    return pageOf(kept, this.#appUrl, {
      code: kept.hasCode ? this.loginCode(state) : null,
      linkTicket: kept.hasLinkTicket === true ? this.#linkTickets.forBrowser(state) : null,
    });
  }
}
