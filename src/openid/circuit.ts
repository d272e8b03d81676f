const maxFailures = 5;
const pauseMs = 10_000;

/** Spares a provider that does not answer: after 5 failures in a row, one trial call every 10 seconds. */
export class Circuit {
  readonly #now: () => number;
  #failures = 0;
  #openUntilMs = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether a call may go out now. Each call let through reports back by `succeed` or `fail`. */
  admit(): boolean {
    if (this.#failures < maxFailures) return true;
    const leftMs = this.#openUntilMs - this.#now();
    // A clock that was set back must not keep the circuit open.
    if (leftMs > 0 && leftMs <= pauseMs) return false;
    this.#pause();
    return true;
  }

  succeed(): void {
    this.#failures = 0;
  }

  fail(): void {
    this.#failures += 1;
    if (this.#failures >= maxFailures) this.#pause();
  }

  #pause(): void {
    this.#openUntilMs = this.#now() + pauseMs;
  }
}
