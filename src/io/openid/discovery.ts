import { type Calls, readJson, shortUrl } from './calls.ts';
import { discoveryUrl, type Metadata, readMetadata, transportProblem } from './metadata.ts';
import { quote } from './claims.ts';
import { refusal } from './refusal.ts';

interface DiscoveryOptions {
  readonly issuer: string;
  readonly allowHttp: boolean;
  readonly calls: Calls;
  readonly now: () => number;
}

const freshMs = 60 * 60 * 1000;
const usableMs = 24 * freshMs;

/**
 * The provider's metadata, asked for once an hour. An hour old it is still given while a new one is fetched,
 * and up to a day old while that fails. Throws as `fetchMetadata`; failures are not remembered.
 */
export function createDiscovery(options: DiscoveryOptions): () => Promise<Metadata> {
  let known: { readonly metadata: Metadata; readonly atMs: number } | null = null;
  let pending: Promise<Metadata> | null = null;

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

  return async () => {
    if (known === null) return fetchOnce();
    const ageMs = Math.abs(options.now() - known.atMs);
    if (ageMs >= usableMs) return fetchOnce();
    // The old document serves this caller; whether the new one comes is the next caller's matter.
    if (ageMs >= freshMs) void fetchOnce().catch(() => {});
    return known.metadata;
  };
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
