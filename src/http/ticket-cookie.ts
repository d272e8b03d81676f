import { createShortCookie, isBrowser, type Settable } from './short-cookie.ts';

/** The cookie that binds the ticket of a refused sign-in to the browser that received it. */
export interface TicketCookie {
  /** Does nothing without a ticket. */
  give(set: Settable, given: { readonly ticket: string; readonly browserKey: string } | null): void;
  /** What a request shows: the key of the ticket's cookie, and whether a browser sent it. */
  shownIn(request: Request, ticket: string): ShownWithCookie;
  /** After the ticket was used up. */
  clear(set: Settable, ticket: string): void;
}

interface ShownWithCookie {
  readonly ticket: string;
  /** Null when the browser sent none. */
  readonly browserKey: string | null;
  readonly isBrowser: boolean;
}

/** The lifetime of a ticket, in seconds. */
const maxAgeSeconds = 600;

/** Makes the cookie for the site at `appUrl`. */
export function createTicketCookie(appUrl: string): TicketCookie {
  const name = 'anchor-link';
  const cookie = createShortCookie({ appUrl, name, sameSite: 'strict', maxAgeSeconds });
  return {
    give: (set, given) => {
      if (given !== null) cookie.give(set, { key: given.ticket, value: given.browserKey });
    },
    shownIn: (request, ticket) => ({
      ticket,
      browserKey: cookie.read(request, ticket),
      isBrowser: isBrowser(request),
    }),
    clear: (set, ticket) => {
      cookie.clear(set, ticket);
    },
  };
}
