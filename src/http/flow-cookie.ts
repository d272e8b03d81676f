import { createShortCookie, type Settable } from './short-cookie.ts';

/** The cookie that ties a sign-in elsewhere to the browser that began it. */
export interface FlowCookie {
  /** Does nothing for a sign-in that no browser began. */
  give(set: Settable, flow: { readonly state: string; readonly browserKey: string | null }): void;
  /** What the browser brought; null when nothing. */
  read(request: Request, state: string | undefined): string | null;
  /** Once the sign-in is over: it stays long enough for the same browser to ask for the answer again. */
  expire(set: Settable, state: string | undefined, browserKey: string | null): void;
}

const maxAgeSeconds = 600;
const repeatSeconds = 10;

export function createFlowCookie(appUrl: string): FlowCookie {
  // The provider's site sends the browser back, which Strict would not survive.
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
