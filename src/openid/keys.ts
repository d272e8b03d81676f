import { type Calls, readJson, shortUrl } from './calls.ts';
import type { Discovery } from './discovery.ts';
import { type KeyHint, type KeySet, readKeySet, type SignatureKey } from './key-set.ts';
import { refusal } from './refusal.ts';

/** The public keys of one provider, cached. */
export interface Keys {
  /**
   * The keys that may have made a signature, likeliest first. When all cached keys are consumed, the set is fetched
   * again, at most once in 5 seconds, so that a new key is found. Throws as `load`.
   */
  candidates(hint: KeyHint): AsyncIterable<SignatureKey>;
  /** The cached keys as text for the operator. */
  summary(): string;
}

interface KeysOptions {
  /** Fetches the set; `isForUnknown` is true when the cached set lacks a key. */
  readonly load: (isForUnknown: boolean) => Promise<KeySet>;
  readonly now: () => number;
}

const freshMs = 60 * 60 * 1000;
const refetchPauseMs = 5000;

/** Fetches nothing until the first key is needed. */
export function createKeys({ load, now }: KeysOptions): Keys {
  let known: { readonly set: KeySet; readonly atMs: number } | null = null;
  let pending: Promise<KeySet> | null = null;
  let refetchedAtMs = Number.NEGATIVE_INFINITY;

  const fetchOnce = (isForUnknown = false): Promise<KeySet> => {
    pending ??= load(isForUnknown)
      .then((set) => {
        known = { set, atMs: now() };
        return set;
      })
      .finally(() => {
        pending = null;
      });
    return pending;
  };

  const renewed = async (): Promise<KeySet | null> => {
    if (pending !== null) return pending;
    if (Math.abs(now() - refetchedAtMs) < refetchPauseMs) return null;
    refetchedAtMs = now();
    return fetchOnce(true);
  };

  async function* candidates(hint: KeyHint) {
    const current = known !== null && Math.abs(now() - known.atMs) < freshMs ? known.set : null;
    const first = current ?? (await fetchOnce());
    yield* fitting(first, hint);
    const second = current === null ? null : await renewed();
    if (second !== null) yield* fitting(second, hint);
    // A key without an id may be the right one; a key with another id is not.
    if (hint.kid !== null) yield* fitting(second ?? first, { ...hint, kid: null }, isNameless);
  }

  return { candidates, summary: () => known?.set.summary ?? 'none' };
}

/**
 * Fetches the key set from the address in the metadata. When that fails or lacks a key, the address may have
 * changed, so the metadata is fetched again. Throws as `fetchKeySet` and `Discovery`.
 */
export function discoveredKeySet(
  calls: Calls,
  discovery: Discovery,
): (isForUnknown: boolean) => Promise<KeySet> {
  return async (isForUnknown) => {
    const { jwksUri } = await (isForUnknown ? discovery.renewed() : discovery.metadata());
    try {
      return await fetchKeySet(calls, jwksUri);
    } catch (error) {
      const newer = await discovery.renewed();
      if (newer.jwksUri === jwksUri) throw error;
      return fetchKeySet(calls, newer.jwksUri);
    }
  };
}

/** Fetches a key set. Throws AppError `provider_unavailable`, `provider_misconfigured` or `provider_answer_invalid`. */
export async function fetchKeySet(calls: Calls, jwksUri: string): Promise<KeySet> {
  const what = 'the key set';
  const answer = await calls({ what, url: jwksUri });
  if (answer.status >= 400) {
    throw refusal(
      'provider_misconfigured',
      `there is no key set at ${shortUrl(jwksUri)}: HTTP ${answer.status}`,
    );
  }
  return readKeySet(readJson(what, answer));
}

function fitting(
  { keys }: KeySet,
  { alg, kid }: KeyHint,
  isMeant: (key: SignatureKey) => boolean = () => true,
): readonly SignatureKey[] {
  return keys.filter((key) => key.fits(alg) && (kid === null || key.kid === kid) && isMeant(key));
}

function isNameless(key: SignatureKey): boolean {
  return key.kid === null;
}
