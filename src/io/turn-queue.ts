/** What waits: whose it is, since when, and whether it could begin. */
interface Waiting {
  /** The network it comes from; null when unknown: all of these share one group. */
  readonly area: string | null;
  readonly queuedAtMs: number;
  /** Whether it has everything it needs. Its place counts from the start. */
  readonly isReady: boolean;
}

/** A queue in which networks take turns, however many entries each of them has. */
export class TurnQueue<Entry extends Waiting> {
  /** Whose turn is next stands first; no group is empty. */
  readonly #groups = new Map<string | null, Entry[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(entry: Entry): void {
    const group = this.#groups.get(entry.area);
    if (group === undefined) this.#groups.set(entry.area, [entry]);
    else group.push(entry);
    this.#size += 1;
  }

  /** Takes an entry out; false when it is not in here any more. */
  remove(entry: Entry): boolean {
    const group = this.#groups.get(entry.area);
    const index = group?.indexOf(entry) ?? -1;
    if (group === undefined || index < 0) return false;
    group.splice(index, 1);
    this.#size -= 1;
    if (group.length === 0) this.#groups.delete(entry.area);
    return true;
  }

  /** Takes out the oldest ready entry of the network whose turn it is. */
  next(): Entry | undefined {
    for (const [area, group] of this.#groups) {
      const entry = group.find(({ isReady }) => isReady);
      if (entry === undefined) continue;
      this.#groups.delete(area);
      this.#groups.set(area, group);
      this.remove(entry);
      return entry;
    }
    return undefined;
  }

  /**
   * Makes room for a network that has nothing in here: takes out the newest entry of the one that has most.
   * Undefined when the newcomer has no right to it, or when every network has one entry only.
   */
  pushOutFor(area: string | null): Entry | undefined {
    if (area === null || this.#groups.has(area)) return undefined;
    let fullest: readonly Entry[] = [];
    for (const group of this.#groups.values()) if (group.length > fullest.length) fullest = group;
    const newest = fullest.length > 1 ? fullest.at(-1) : undefined;
    if (newest !== undefined) this.remove(newest);
    return newest;
  }

  /** Takes out all that were queued before a moment. */
  takeOlder(thanMs: number): Entry[] {
    const older = [...this.#groups.values()].flat().filter((entry) => entry.queuedAtMs < thanMs);
    for (const entry of older) this.remove(entry);
    return older;
  }
}
