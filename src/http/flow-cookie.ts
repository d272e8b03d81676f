import { createShortCookie, type Settable } from './short-cookie.ts';

/** The cookie that binds a sign-in at a provider to the browser that began it. */
export interface FlowCookie {
  /** Does nothing for a sign-in that was not begun by a browser. */
  give(set: Settable, flow: { readonly state: string; readonly browserKey: string | null }): void;
  /** The value that the browser sent; null when it sent none. */
  read(request: Request, state: string | undefined): string | null;
  /** After the sign-in: the cookie stays a short time, so that the same browser can repeat the callback. */
  expire(set: Settable, state: string | undefined, browserKey: string | null): void;
}

const maxAgeSeconds = 600;
const repeatSeconds = 10;

/** Makes the cookie for the site at `appUrl`. */
export function createFlowCookie(appUrl: string): FlowCookie {
  // SameSite=Strict would be dropped, because the provider's site sends the browser back.
  const cookie = createShortCookie({ appUrl, name: 'anchor-flow', sameSite: 'lax', maxAgeSeconds });
  return {
    give: (set, { state, browserKey }) => {
      if (browserKey !== null) cookie.give(set, { key: state, value: browserKey });
    },
    read: (request, state) => (state === undefined ? null : cookie.read(request, state)),
    expire: (set, state, browserKey) => {
      if (state === undefined || browserKey === null) return;
      cookie.give(set, { key: state, value: browserKey, seconds: repeatSeconds });
    },
  };
}
