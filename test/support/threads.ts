/** The threads of one kind that were started while recording. */
export interface ThreadWatch extends Disposable {
  readonly started: readonly Worker[];
  /** Resolves when the thread at this place has ended. */
  ended(index: number): Promise<void>;
  /** From now on no answer of a thread arrives: their work is under way until a test says otherwise, on any machine. */
  hold(): void;
  /** Resolves when an answer is held. */
  holding(): Promise<void>;
  /** Lets the answers through that were held, and all later ones. */
  release(): void;
}

/** Notes every thread that runs this file, until put away. */
export function watchThreads(file: string): ThreadWatch {
  const started: Worker[] = [];
  const ends: Promise<void>[] = [];
  const held: (() => void)[] = [];
  let isHolding = false;
  let firstHeld = Promise.withResolvers<void>();
  const release = () => {
    isHolding = false;
    for (const deliver of held.splice(0)) deliver();
  };
  const original = globalThis.Worker;
  globalThis.Worker = class extends original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (!String(url).endsWith(`/${file}`)) return;
      started.push(this);
      const { promise, resolve } = Promise.withResolvers<void>();
      this.addEventListener('close', () => {
        resolve();
      });
      ends.push(promise);
      // First of all listeners, so that none of the others hears of a message that is held.
      this.addEventListener('message', (event) => {
        if (!isHolding) return;
        event.stopImmediatePropagation();
        firstHeld.resolve();
        held.push(() => this.dispatchEvent(new MessageEvent('message', { data: event.data })));
      });
    }
  };
  return {
    started,
    ended: async (index) => ends[index],
    hold() {
      isHolding = true;
      firstHeld = Promise.withResolvers<void>();
    },
    holding: () => firstHeld.promise,
    release,
    [Symbol.dispose]() {
      release();
      globalThis.Worker = original;
    },
  };
}
