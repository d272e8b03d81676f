/**
 * Which client authentication method worked, by endpoint, client id and secret; at most 100 entries, the oldest is
 * dropped first.
 */
export class ClientAuthMemory {
  readonly #methods = new Map<string, string>();

  get(key: string): string | null {
    return this.#methods.get(key) ?? null;
  }

  set(key: string, method: string): void {
    this.#methods.delete(key);
    this.#methods.set(key, method);
    const [oldest] = this.#methods.keys();
    if (this.#methods.size > maxRemembered && oldest !== undefined) this.#methods.delete(oldest);
  }
}

const maxRemembered = 100;
