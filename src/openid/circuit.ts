const maxFailures = 5;
const pauseMs = 10_000;

/** A circuit breaker: after 5 failures in a row it lets one trial call through every 10 seconds. */
export class Circuit {
  readonly #now: () => number;
  #failures = 0;
  #openUntilMs = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether a call may be made now. Each allowed call must report its result by `succeed` or `fail`. */
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
