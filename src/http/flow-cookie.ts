import { createShortCookie, type Settable } from './short-cookie.ts';

/** The cookie that ties a sign-in elsewhere to the browser that began it. */
export interface FlowCookie {
  /** Does nothing for a sign-in that no browser began. */
  give(set: Settable, flow: { readonly state: string; readonly browserKey: string | null }): void;
  /** What the browser brought, which it has no longer then; null when nothing. */
  take(set: Settable, request: Request, state: string | undefined): string | null;
}

const maxAgeSeconds = 600;

export function createFlowCookie(appUrl: string): FlowCookie {
  // The provider's site sends the browser back, which Strict would not survive.
  const cookie = createShortCookie({ appUrl, name: 'anchor-flow', sameSite: 'lax', maxAgeSeconds });
  return {
    give: (set, { state, browserKey }) => {
      if (browserKey !== null) cookie.give(set, state, browserKey);
    },
    take: (set, request, state) => {
      if (state === undefined) return null;
      cookie.clear(set, state);
      return cookie.read(request, state);
    },
  };
}
