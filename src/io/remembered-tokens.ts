import type { VerifiedToken } from './access-claims.ts';

/** About 1 KB each, and twice as many in all. */
const maxLatest = 2048;

/** The latest tokens that were verified, because a client sends the same one hundreds of times. */
export class RememberedTokens {
  #latest = new Map<string, VerifiedToken>();
  #former = new Map<string, VerifiedToken>();

  get(token: string): VerifiedToken | undefined {
    return this.#latest.get(token) ?? this.#former.get(token);
  }

  /** Forgets many at once, because finding the oldest for every new one costs as much as reading its claims. */
  add(token: string, verified: VerifiedToken): void {
    if (this.#latest.size >= maxLatest) {
      this.#former = this.#latest;
      this.#latest = new Map();
    }
    this.#latest.set(token, verified);
  }

  clear(): void {
    this.#latest.clear();
    this.#former.clear();
  }
}
