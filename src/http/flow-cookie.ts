import { sha256 } from '../core/tokens.ts';

interface Settable {
  readonly headers: Record<string, string | number | undefined>;
}

/** The cookie that ties a sign-in elsewhere to the browser that began it; one per sign-in, for several tabs. */
export interface FlowCookie {
  /** Does nothing for a sign-in that no browser began. */
  give(set: Settable, flow: { readonly state: string; readonly browserKey: string | null }): void;
  /** What the browser brought; null when nothing. */
  read(request: Request, state: string | undefined): string | null;
  clear(set: Settable, state: string | undefined): void;
}

const maxAgeSeconds = 600;

/** On https the name's prefix keeps other hosts of the domain from writing it (RFC 6265bis section 4.1.3.2). */
export function createFlowCookie(appUrl: string): FlowCookie {
  const isSecure = appUrl.startsWith('https:');
  const nameOf = (state: string) => {
    const tail = sha256(state).toHex().slice(0, 12);
    return `${isSecure ? '__Host-' : ''}anchor-flow-${tail}`;
  };
  const write = (set: Settable, cookie: { name: string; value: string; maxAge: number }) => {
    const fixed = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
    set.headers['set-cookie'] = new Bun.Cookie({ ...cookie, ...fixed }).serialize();
  };
  return {
    give: (set, { state, browserKey }) => {
      if (browserKey === null) return;
      write(set, { name: nameOf(state), value: browserKey, maxAge: maxAgeSeconds });
    },
    read: (request, state) =>
      state === undefined
        ? null
        : new Bun.CookieMap(request.headers.get('cookie') ?? '').get(nameOf(state)),
    clear: (set, state) => {
      if (state !== undefined) write(set, { name: nameOf(state), value: '', maxAge: 0 });
    },
  };
}
