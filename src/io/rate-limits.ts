import type { ClientInfo } from '../core/client-info.ts';
import { BoundedLimit, type Limit, unlimited, type Use, type WhenFull } from './bounded-limit.ts';

/** Counts requests by the network of the client. */
export interface NetworkLimit {
  /** Counts one request. Throws AppError `rate_limited` when its network sent too many. */
  count(client: Pick<ClientInfo, 'network' | 'area'>): Promise<Use>;
}

/** How many failed logins one key has in a window. */
export interface GuessBudget {
  /** Tells the limits apart. */
  readonly name: string;
  readonly points: number;
  readonly durationSeconds: number;
}

/** Every rate limit of the server. */
export interface RateLimits {
  readonly registration: NetworkLimit;
  readonly login: NetworkLimit;
  readonly refresh: NetworkLimit;
  /** Sign-ins started at a provider. */
  readonly signInStart: NetworkLimit;
  /** Provider callbacks without a known sign-in: how many of them the audit log records. */
  readonly strayCallback: NetworkLimit;
  /** Callbacks that a provider posts by way of the browser. */
  readonly postedCallback: NetworkLimit;
  /** Back-channel logouts, which come from the provider alone. */
  readonly providerLogout: NetworkLimit;
  /** Exchanges of login codes and provider tokens for tokens of this server. */
  readonly exchange: NetworkLimit;
  /** Questions of waiting people whether they have been approved; a page asks every few seconds. */
  readonly pendingQuestion: NetworkLimit;
  /** Requests for a mail with a link. */
  readonly mailRequest: NetworkLimit;
  /** API tokens that do not work. */
  readonly apiTokenFailures: NetworkLimit;
  /** One-time links and invitations that do not work. */
  readonly linkFailures: NetworkLimit;
  /** Failed logins for one e-mail address from one network. */
  readonly loginFailuresHere: Limit;
  /** Failed logins for one e-mail address from networks that never signed in to its account. */
  readonly loginFailures: Limit;
  /** Failed logins for one e-mail address from one network known to its account. */
  readonly knownNetworkFailures: Limit;
  /** Wrong current passwords in one session. */
  readonly currentPasswordFailures: Limit;
  /** Mails with a link to one e-mail address, which its owner did not necessarily ask for. */
  readonly mailsTo: Limit;
  /** Picture uploads of one user. */
  readonly images: Limit;
  /** Other changes of one user to their own account. */
  readonly changes: Limit;
  /** API tokens that one user makes. */
  readonly newApiTokens: Limit;
  /**
   * Tests of the OpenID provider by one administrator, because each calls addresses that the administrator chooses.
   */
  readonly oidcTests: Limit;
  /** Test mails of one administrator, because each goes to an address, by way of a server, that they choose. */
  readonly mailTests: Limit;
}

const minute = 60;
const hour = 60 * minute;

/**
 * The limits of the contract; with `enabled` false none of them ever refuses. They are kept in memory, but for those
 * of failed logins when `sharedLimit` makes limits that several instances count together.
 */
export function createRateLimits(
  enabled: boolean,
  sharedLimit: ((budget: GuessBudget) => Limit) | null = null,
): RateLimits {
  const bounded =
    (whenFull: WhenFull) =>
    (points: number, durationSeconds: number): Limit =>
      enabled ? new BoundedLimit({ points, durationSeconds, whenFull }) : unlimited;
  // A client with very many networks gains nothing by pushing out the older counters.
  const limit = bounded('push_out');
  const guessLimit = bounded('share');
  const loginLimit = (budget: GuessBudget): Limit =>
    enabled && sharedLimit !== null
      ? sharedLimit(budget)
      : guessLimit(budget.points, budget.durationSeconds);
  const networkLimit = (points: number, durationSeconds: number): NetworkLimit =>
    perNetwork(limit(points, durationSeconds), limit(points * areaFactor, durationSeconds));
  return {
    registration: networkLimit(10, hour),
    login: networkLimit(30, minute),
    refresh: networkLimit(300, minute),
    signInStart: networkLimit(60, minute),
    strayCallback: networkLimit(10, minute),
    postedCallback: networkLimit(60, minute),
    providerLogout: networkLimit(300, minute),
    exchange: networkLimit(60, minute),
    pendingQuestion: networkLimit(120, minute),
    mailRequest: networkLimit(10, hour),
    apiTokenFailures: networkLimit(60, minute),
    linkFailures: networkLimit(20, minute),
    loginFailuresHere: loginLimit({ name: 'network', points: 10, durationSeconds: 15 * minute }),
    loginFailures: loginLimit({ name: 'strangers', points: 100, durationSeconds: hour }),
    knownNetworkFailures: loginLimit({ name: 'known', points: 20, durationSeconds: 15 * minute }),
    currentPasswordFailures: guessLimit(10, 15 * minute),
    mailsTo: guessLimit(3, hour),
    images: limit(10, hour),
    changes: limit(60, minute),
    newApiTokens: limit(20, hour),
    oidcTests: limit(10, minute),
    mailTests: limit(10, minute),
  };
}

/** How many times the limit of one network a whole IPv6 /48 gets, and also clients that share a key. */
const areaFactor = 10;

function perNetwork(narrow: Limit, wide: Limit): NetworkLimit {
  return {
    async count({ network, area }) {
      if (area === null) return wide.consume(network);
      const own = await narrow.consume(network);
      // An IPv4 address is counted alone; the owner of an IPv6 /48 has 65,536 networks of /64.
      if (!area.includes(':')) return own;
      const shared = await wide.consume(area);
      return { refund: async () => void (await Promise.all([own.refund(), shared.refund()])) };
    },
  };
}
