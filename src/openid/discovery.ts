import { quote } from '../core/json.ts';
import { type Calls, readJson, shortUrl } from './calls.ts';
import { discoveryUrl, type Metadata, readMetadata, transportProblem } from './metadata.ts';
import { refusal } from './refusal.ts';

interface DiscoveryOptions {
  readonly issuer: string;
  readonly allowHttp: boolean;
  readonly internalUrl: string | null;
  readonly calls: Calls;
  readonly now: () => number;
  /** Called when the document spells the issuer with another end, once for each spelling. */
  readonly onSpelling?: ((issuer: string) => void) | undefined;
}

/** The discovery metadata of a provider, cached. */
export interface Discovery {
  /**
   * The metadata, fetched once an hour. After an hour the old metadata is returned while new metadata is fetched,
   * and for up to a day while that fails. Throws as `fetchMetadata`; failures are not cached.
   */
  metadata(): Promise<Metadata>;
  /**
   * The metadata, fetched again unless that happened in the last 5 seconds; for when the provider's behaviour
   * contradicts the cached metadata. While the fetch fails, the cached metadata. Throws as `metadata`.
   */
  renewed(): Promise<Metadata>;
}

const freshMs = 60 * 60 * 1000;
const usableMs = 24 * freshMs;
const refetchPauseMs = 5000;

/** Fetches nothing until the first call. */
export function createDiscovery(options: DiscoveryOptions): Discovery {
  let known: { readonly metadata: Metadata; readonly atMs: number } | null = null;
  let pending: Promise<Metadata> | null = null;
  // The first fetch and the hourly ones do not count.
  let renewedAtMs = Number.NEGATIVE_INFINITY;

  const fetchOnce = (): Promise<Metadata> => {
    pending ??= fetchMetadata(options)
      .then((metadata) => {
        const spelled = known?.metadata.issuer ?? options.issuer;
        if (metadata.issuer !== spelled && metadata.issuer !== options.issuer) {
          options.onSpelling?.(metadata.issuer);
        }
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
    // This caller gets the old document; if the fetch fails, a later caller sees it.
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
 * Fetches and checks the discovery document. Throws AppError `provider_unavailable`, `provider_misconfigured` (no
 * document, another issuer, an endpoint missing or not https, PKCE without S256) or `provider_answer_invalid` (not
 * JSON, over 1 MB).
 */
async function fetchMetadata(
  options: Pick<DiscoveryOptions, 'issuer' | 'allowHttp' | 'internalUrl' | 'calls'>,
): Promise<Metadata> {
  const { issuer, allowHttp, internalUrl, calls } = options;
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
  return readMetadata(readJson(what, answer), { issuer, allowHttp, internalUrl });
}
