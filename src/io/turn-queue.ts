/** A waiting entry: its network, since when it waits, and whether it can start. */
interface Waiting {
  /** The network of the client; all entries with null (unknown) share one group. */
  readonly area: string | null;
  readonly queuedAtMs: number;
  /** Whether it can start. Its place in the queue counts from when it was added. */
  readonly isReady: boolean;
}

/** A queue in which networks take turns, however many entries each of them has. */
export class TurnQueue<Entry extends Waiting> {
  /** The group with the next turn comes first; no group is empty. */
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

  /** Removes an entry; false when it is no longer in the queue. */
  remove(entry: Entry): boolean {
    const group = this.#groups.get(entry.area);
    const index = group?.indexOf(entry) ?? -1;
    if (group === undefined || index < 0) return false;
    group.splice(index, 1);
    this.#size -= 1;
    if (group.length === 0) this.#groups.delete(entry.area);
    return true;
  }

  /** Removes and returns the oldest ready entry of the network whose turn it is. */
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
   * Makes room for a network without entries: removes and returns the newest entry of the network with the most.
   * Undefined when the network already has an entry, or when every network has only one.
   */
  pushOutFor(area: string | null): Entry | undefined {
    if (area === null || this.#groups.has(area)) return undefined;
    let fullest: readonly Entry[] = [];
    for (const group of this.#groups.values()) if (group.length > fullest.length) fullest = group;
    const newest = fullest.length > 1 ? fullest.at(-1) : undefined;
    if (newest !== undefined) this.remove(newest);
    return newest;
  }

  /** Removes and returns all entries that were added before a moment. */
  takeOlder(thanMs: number): Entry[] {
    const older = [...this.#groups.values()].flat().filter((entry) => entry.queuedAtMs < thanMs);
    for (const entry of older) this.remove(entry);
    return older;
  }
}
