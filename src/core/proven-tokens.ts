import { randomBytes } from './tokens.ts';

const tokensPerSet = 8;
/** 128 bits of a hash. Only this program knows its key, so nothing can be tried elsewhere. */
const wordsPerToken = 4;
const wordsPerSet = tokensPerSet * wordsPerToken;

/**
 * Remembers which tokens have a right signature, the latest 262,144 of them, in 4 MiB. The hash is of the
 * whole token, its signature included, so another signature of the same claims is another token.
 */
export class ProvenTokens {
  readonly #sets: number;
  readonly #key = randomBytes(32);
  readonly #digest = new Uint8Array(64);
  readonly #words = new Uint32Array(this.#digest.buffer);
  /** Each set has its latest token first. Memory is taken as it is used. */
  #table: Uint32Array | null = null;

  /** Remembers eight tokens for each of `sets`. */
  constructor(sets = 2 ** 15) {
    this.#sets = sets;
  }

  /** Whether the signature of a token is right; `check` is asked unless that is known. */
  isProven(token: string, check: () => boolean): boolean {
    const set = this.#findSet(token);
    if (this.#isIn(set)) return true;
    if (!check()) return false;
    this.#insert(set);
    return true;
  }

  /** Remembers a token that was signed here. */
  add(token: string): void {
    this.#insert(this.#findSet(token));
  }

  /** Where the set of a token begins; its hash is left in `#words`. */
  #findSet(token: string): number {
    new Bun.CryptoHasher('sha256', this.#key).update(token).digest(this.#digest);
    return ((this.#words[wordsPerToken] ?? 0) % this.#sets) * wordsPerSet;
  }

  #isIn(set: number): boolean {
    const table = this.#table;
    if (table === null) return false;
    for (let at = set; at < set + wordsPerSet; at += wordsPerToken) {
      if (this.#isAt(table, at)) return true;
    }
    return false;
  }

  #isAt(table: Uint32Array, at: number): boolean {
    for (let word = 0; word < wordsPerToken; word += 1) {
      if (table[at + word] !== this.#words[word]) return false;
    }
    return true;
  }

  /** The oldest token of the set is forgotten. */
  #insert(set: number): void {
    this.#table ??= new Uint32Array(this.#sets * wordsPerSet);
    this.#table.copyWithin(set + wordsPerToken, set, set + wordsPerSet - wordsPerToken);
    this.#table.set(this.#words.subarray(0, wordsPerToken), set);
  }
}
