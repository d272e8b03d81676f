// Bounded password hashing. bcrypt is the one thing a stranger can make this server do that is expensive,
// so it runs beside the event loop, in as many low-priority threads as cores, behind a short queue.
import { availableParallelism } from 'node:os';
import { AppError } from '../core/errors.ts';
import type { PasswordAnswer, PasswordTask } from './password-worker.ts';

export interface Passwords {
  /**
   * bcrypt, cost 10 (`$2b$10$…`). The password must not be empty.
   * @throws {AppError} `server_busy` with `retryAfterSeconds` when too much hashing is waiting.
   */
  hash(password: string, network?: string | null): Promise<string>;
  /**
   * True when the password is the one behind the hash. Null or a malformed hash costs the same and is
   * false, so that unknown and password-less accounts look like any other. Throws like `hash`.
   */
  verify(password: string, hash: string | null, network?: string | null): Promise<boolean>;
  /** Refuses what waits, lets running jobs end, stops the threads. */
  close(): Promise<void>;
}

interface PasswordsOptions {
  /** Threads at most; they start when first needed. Default: one per core. */
  readonly workers?: number;
  readonly maxWaiting?: number;
  readonly maxWaitMs?: number;
}

export function createPasswords(options: PasswordsOptions = {}): Passwords {
  const pool = new HashingPool(options);
  return {
    async hash(password, network = null) {
      const answer = await pool.run({ kind: 'hash', password, storedHash: null }, network);
      return answer.hash;
    },
    async verify(password, hash, network = null) {
      const answer = await pool.run({ kind: 'verify', password, storedHash: hash }, network);
      return answer.matches;
    },
    close: () => pool.close(),
  };
}

interface Job extends PromiseWithResolvers<PasswordAnswer> {
  readonly task: PasswordTask;
  readonly network: string | null;
  readonly queuedAtMs: number;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
}

/** One network may hold this part of the waiting places, so that it cannot lock out the others. */
const networkShare = 0.25;
const firstGuessMs = 80;
/** How much one measurement moves the running average. */
const averageWeight = 0.2;

class HashingPool {
  readonly #maxThreads: number;
  readonly #maxWaiting: number;
  readonly #maxWaitMs: number;
  readonly #placesPerNetwork: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Job[] = [];
  #averageMs = firstGuessMs;
  #closed = false;

  constructor({
    workers = availableParallelism(),
    maxWaiting = 32,
    maxWaitMs = 2000,
  }: PasswordsOptions) {
    this.#maxThreads = workers;
    this.#maxWaiting = maxWaiting;
    this.#maxWaitMs = maxWaitMs;
    this.#placesPerNetwork = Math.max(1, Math.floor(maxWaiting * networkShare));
  }

  async run(task: PasswordTask, network: string | null): Promise<PasswordAnswer> {
    if (this.#closed || !this.#admits(network)) throw busy();
    const settlers = Promise.withResolvers<PasswordAnswer>();
    this.#waiting.push({ ...settlers, task, network, queuedAtMs: performance.now() });
    this.#startWaiting();
    return settlers.promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(busy());
    const running = [...this.#threads].flatMap(({ job }) => (job ? [job.promise] : []));
    await Promise.allSettled(running);
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const thread of threads) thread.worker.terminate();
  }

  /** Decides before any hashing, so that a refusal is quick however busy the machine is. */
  #admits(network: string | null): boolean {
    const running = [...this.#threads].filter((thread) => thread.job !== null).length;
    if (running < this.#maxThreads) return true;
    if (this.#waiting.length >= this.#maxWaiting) return false;
    const ahead = running + this.#waiting.length;
    if ((this.#averageMs * ahead) / this.#maxThreads > this.#maxWaitMs) return false;
    const ownWaiting = this.#waiting.filter((job) => job.network === network).length;
    return network === null || ownWaiting < this.#placesPerNetwork;
  }

  #startWaiting(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#freeThread();
      const job = thread && this.#waiting.shift();
      if (!job) return;
      if (performance.now() - job.queuedAtMs > this.#maxWaitMs) job.reject(busy());
      else assign(thread, job);
    }
  }

  #freeThread(): Thread | undefined {
    for (const thread of this.#threads) if (thread.job === null) return thread;
    return this.#threads.size < this.#maxThreads ? this.#startThread() : undefined;
  }

  #startThread(): Thread {
    const url = new URL('./password-worker.ts', import.meta.url).href;
    const thread: Thread = { worker: new Worker(url), job: null };
    thread.worker.addEventListener('message', (event: MessageEvent<PasswordAnswer>) => {
      this.#finish(thread, event.data);
    });
    thread.worker.addEventListener('error', (event) => {
      this.#replace(thread, event.message);
    });
    thread.worker.addEventListener('close', () => {
      this.#replace(thread, 'it ended by itself');
    });
    thread.worker.unref();
    this.#threads.add(thread);
    return thread;
  }

  #finish(thread: Thread, answer: PasswordAnswer): void {
    this.#averageMs += averageWeight * (answer.elapsedMs - this.#averageMs);
    release(thread)?.resolve(answer);
    this.#startWaiting();
  }

  /** The next job starts a new thread; the one that was lost with this thread fails loudly. */
  #replace(thread: Thread, reason: string): void {
    if (!this.#threads.delete(thread)) return;
    thread.worker.terminate();
    release(thread)?.reject(new Error(`A password thread stopped: ${reason}`));
    this.#startWaiting();
  }
}

/** A thread keeps the process alive only while somebody waits for its answer. */
function assign(thread: Thread, job: Job): void {
  thread.job = job;
  thread.worker.ref();
  thread.worker.postMessage(job.task, []);
}

function release(thread: Thread): Job | null {
  const { job } = thread;
  thread.job = null;
  thread.worker.unref();
  return job;
}

function busy(): AppError {
  return new AppError('server_busy', { retryAfterSeconds: 1 });
}
