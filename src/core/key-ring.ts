import type { KeyObject } from 'node:crypto';
import { headerSegment, importPublic, parsePublic, type PublicJwk, thumbprint } from './es256.ts';
import { endOf, type KeyTimes, nextKey, signingKey, stateOf } from './key-times.ts';

/** A key as it is stored, without its private part. */
export interface StoredKey extends KeyTimes {
  /** In the form of `publicText`. */
  readonly publicText: string;
}

/** A key that was read and understood. */
export interface RingKey extends KeyTimes {
  readonly jwk: PublicJwk;
}

/** What was read of the keys at one time, and what follows from it at any other. */
export class KeyRing {
  readonly #keys: readonly RingKey[];
  readonly #bySegment: ReadonlyMap<string, RingKey>;
  readonly #publishedUntil: ReadonlyMap<RingKey, number>;
  readonly #imported = new Map<RingKey, KeyObject>();

  constructor(stored: readonly StoredKey[], overlapMs: number) {
    this.#keys = stored.flatMap((key) => readKey(key));
    this.#bySegment = new Map(this.#keys.map((key) => [headerSegment(key.kid), key]));
    this.#publishedUntil = new Map(
      this.#keys.map((key) => [key, (endOf(key, this.#keys) ?? Infinity) + overlapMs]),
    );
  }

  /** The key whose tokens begin with this segment, whether it is accepted or not. */
  find(segment: string): RingKey | undefined {
    return this.#bySegment.get(segment);
  }

  /** The segments of the keys that another ring does not have. */
  segmentsBeyond(other: KeyRing): readonly string[] {
    return [...this.#bySegment.keys()].filter((segment) => other.find(segment) === undefined);
  }

  /** The key that signs at this time; undefined before the first signature. */
  signing(now: number): RingKey | undefined {
    return signingKey(this.#keys, now);
  }

  /**
   * Whether tokens of a key are accepted: it signs here or at a server whose clock is a little ahead, or has stopped
   * and is still published.
   */
  accepts(key: RingKey, now: number): boolean {
    if (now >= this.publishedUntil(key)) return false;
    return key.activeFromMs - clockToleranceMs <= now || key === this.signing(now);
  }

  /** Infinity while no end is known. */
  publishedUntil(key: RingKey): number {
    return this.#publishedUntil.get(key) ?? Infinity;
  }

  /** The published keys: the one that signs, then the next, then those that have stopped, the latest first. */
  published(now: number): readonly RingKey[] {
    const first = [signingKey(this.#keys, now), nextKey(this.#keys, now)];
    const rest = this.#keys
      .filter(
        (key) => stateOf(key, this.#keys, now) === 'retired' && now < this.publishedUntil(key),
      )
      .toSorted((one, other) => this.publishedUntil(other) - this.publishedUntil(one));
    return [...first.filter((key) => key !== undefined), ...rest];
  }

  stateOf(key: RingKey, now: number) {
    return stateOf(key, this.#keys, now);
  }

  /** The public key, for verifying; imported at its first use. */
  publicKey(key: RingKey): KeyObject {
    const known = this.#imported.get(key);
    if (known !== undefined) return known;
    const imported = importPublic(key.jwk);
    this.#imported.set(key, imported);
    return imported;
  }
}

/** A server whose clock is further off does not serve. */
const clockToleranceMs = 30_000;

/** A key whose id is not its thumbprint was not stored by this program; no token of it is accepted. */
function readKey({ publicText, ...times }: StoredKey): readonly RingKey[] {
  const jwk = parsePublic(publicText);
  return jwk === null || thumbprint(publicText) !== times.kid ? [] : [{ ...times, jwk }];
}
