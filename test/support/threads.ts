/** The threads of one kind that were started while recording. */
export interface ThreadWatch extends Disposable {
  readonly started: readonly Worker[];
  /** Resolves when the thread at this place has ended. */
  ended(index: number): Promise<void>;
}

/** Notes every thread that runs this file, until put away. */
export function watchThreads(file: string): ThreadWatch {
  const started: Worker[] = [];
  const ends: Promise<void>[] = [];
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
    }
  };
  return {
    started,
    ended: async (index) => ends[index],
    [Symbol.dispose]() {
      globalThis.Worker = original;
    },
  };
}
