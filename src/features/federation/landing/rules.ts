// Where the browser lands after a sign-in at a provider.
import type { AppError } from '../../../core/errors.ts';
import type { KeptLanding } from '../flow-store/rules.ts';
import type { BrowserTicket } from '../link-tickets/rules.ts';

/** A page of this server. */
export interface PageLanding {
  readonly kind: 'page';
  readonly url: string;
  /** The login code for the address; null when there is none. */
  readonly code: string | null;
  /** The ticket for the address, and the key for the cookie; null when there is none. */
  readonly linkTicket: BrowserTicket | null;
}

/** How a flow ends: on which page, or with JSON for a program. */
export type Ending = 'login' | 'account' | 'panel' | 'json';

/** The first letter of a state encodes how its flow ends, for callbacks whose flow has been deleted. */
export const stateMarks = { login: 'b', account: 'l', panel: 't', json: 'j' } as const;

/** How a callback must respond, also when its flow is unknown. */
export function endingOf({
  parameters,
  wantsPage,
}: {
  readonly parameters: { readonly state?: string | undefined };
  readonly wantsPage: boolean;
}): Ending {
  const mark = parameters.state?.[0];
  if (mark === stateMarks.json) return 'json';
  if (mark === stateMarks.account) return 'account';
  if (mark === stateMarks.panel) return 'panel';
  return mark === stateMarks.login || wantsPage ? 'login' : 'json';
}

/** The page that shows why a sign-in was refused; `redirect` is the path to open after a successful retry. */
export function refusedLanding(
  refusal: AppError,
  ending: Ending,
  redirect: string | null,
): KeptLanding {
  const { pendingTicket, linkTicket } = refusal;
  const query = {
    error: refusal.message,
    error_code: refusal.code,
    ...(pendingTicket === undefined ? {} : { pending_ticket: pendingTicket }),
  };
  return {
    path: pathOf[ending],
    query: {
      ...query,
      ...(ending === 'panel' ? { tested: '1' } : {}),
      ...(redirect === null ? {} : { redirect }),
    },
    hasCode: false,
    ...(linkTicket === undefined ? {} : { hasLinkTicket: true }),
  };
}

const pathOf: Readonly<Record<Ending, string>> = {
  login: '/login',
  account: '/account',
  panel: '/admin/providers',
  json: '/login',
};

/** What a page gets that is not stored with it. */
type Secrets = Pick<PageLanding, 'code' | 'linkTicket'>;

const noSecrets: Secrets = { code: null, linkTicket: null };

/** The page with its whole address. */
export function pageOf(
  { path, query }: KeptLanding,
  appUrl: string,
  { code, linkTicket }: Secrets = noSecrets,
): PageLanding {
  const url = new URL(path, appUrl);
  const all = {
    ...(code === null ? {} : { code }),
    ...(linkTicket === null ? {} : { link_ticket: linkTicket.ticket }),
    ...query,
  };
  url.search = new URLSearchParams(all).toString();
  return { kind: 'page', url: url.href, code, linkTicket };
}
