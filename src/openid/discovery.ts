import { quote } from '../core/json.ts';
import { type Calls, readJson, shortUrl } from './calls.ts';
import { discoveryUrl, type Metadata, readMetadata, transportProblem } from './metadata.ts';
import { refusal } from './refusal.ts';

interface DiscoveryOptions {
  readonly issuer: string;
  readonly allowHttp: boolean;
  readonly calls: Calls;
  readonly now: () => number;
}

/** What the provider says of itself. */
export interface Discovery {
  /**
   * The metadata, asked for once an hour. An hour old it is still given while a new one is fetched, and up to a day
   * old while that fails. Throws as `fetchMetadata`; failures are not remembered.
   */
  metadata(): Promise<Metadata>;
  /**
   * The metadata, fetched again unless that was done in the last 5 seconds, for when the known one contradicts what
   * the provider does. While it cannot be had, the known one. Throws as `metadata`.
   */
  renewed(): Promise<Metadata>;
}

const freshMs = 60 * 60 * 1000;
const usableMs = 24 * freshMs;
const refetchPauseMs = 5000;

export function createDiscovery(options: DiscoveryOptions): Discovery {
  let known: { readonly metadata: Metadata; readonly atMs: number } | null = null;
  let pending: Promise<Metadata> | null = null;
  // The first fetch and the hourly ones do not count.
  let renewedAtMs = Number.NEGATIVE_INFINITY;

  const fetchOnce = (): Promise<Metadata> => {
    pending ??= fetchMetadata(options)
      .then((metadata) => {
        known = { metadata, atMs: options.now() };
        return metadata;
      })
      .finally(() => {
        pending = null;
      });
    return pending;
  };

  const metadata = async (): Promise<Metadata> => {
    if (known === null) return fetchOnce();
    const ageMs = Math.abs(options.now() - known.atMs);
    if (ageMs >= usableMs) return fetchOnce();
    // The old document serves this caller; whether the new one comes is the next caller's matter.
    if (ageMs >= freshMs) void fetchOnce().catch(() => {});
    return known.metadata;
  };

  const renewed = async (): Promise<Metadata> => {
    const current = await metadata();
    if (pending !== null) return pending.catch(() => current);
    if (Math.abs(options.now() - renewedAtMs) < refetchPauseMs) return current;
    renewedAtMs = options.now();
    return fetchOnce().catch(() => current);
  };

  return { metadata, renewed };
}

/**
 * Fetches and checks the discovery document. Throws AppError `provider_unavailable`, `provider_misconfigured`
 * (no document there, another issuer, an endpoint missing or not https, PKCE without S256) or
 * `provider_answer_invalid` (not JSON, over 1 MB).
 */
async function fetchMetadata(
  options: Pick<DiscoveryOptions, 'issuer' | 'allowHttp' | 'calls'>,
): Promise<Metadata> {
  const { issuer, allowHttp, calls } = options;
  const problem = transportProblem(issuer, allowHttp);
  if (problem !== null) {
    throw refusal('provider_misconfigured', `the issuer ${quote(issuer)} ${problem}`);
  }
  const url = discoveryUrl(issuer);
  const what = 'the discovery document';
  const answer = await calls({ what, url });
  if (answer.status >= 400) {
    throw refusal(
      'provider_misconfigured',
      `there is no discovery document at ${shortUrl(url)}: HTTP ${answer.status}. Is the issuer right?`,
    );
  }
  return readMetadata(readJson(what, answer), { issuer, allowHttp });
}
