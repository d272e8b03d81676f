const windowMs = 60_000;

/** At most so many messages in a minute, whenever it begins; Infinity for any number. */
export class Pace {
  readonly #perMinute: number;
  #sentAt: readonly number[] = [];

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  note(now: number): void {
    if (Number.isFinite(this.#perMinute)) this.#sentAt = [...this.#recent(now), now];
  }

  /** How long the next message waits, in milliseconds. */
  waitMs(now: number): number {
    const recent = this.#recent(now);
    const [first] = recent.slice(-this.#perMinute);
    if (recent.length < this.#perMinute || first === undefined) return 0;
    return first + windowMs - now;
  }

  /** Whether there are messages of the last minute to count. */
  isWarm(now: number): boolean {
    return this.#recent(now).length > 0;
  }

  /** A clock that was set back forgets the minute. */
  #recent(now: number): readonly number[] {
    return this.#sentAt.filter((at) => at > now - windowMs && at <= now);
  }
}
