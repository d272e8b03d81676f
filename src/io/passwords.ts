// Bounded password hashing. bcrypt is the most expensive work that a client can cause without signing in. So it
// runs outside the event loop, in one low-priority thread per core, behind a short queue in which networks take
// turns.
import { availableParallelism } from 'node:os';
import { AppError } from '../core/errors.ts';
import type { PasswordAnswer, PasswordTask } from './password-worker.ts';
import { TurnQueue } from './turn-queue.ts';

/** A reserved place in the hashing queue, for one password. */
export interface HashingPlace extends Disposable {
  /** As `Passwords.hash`. */
  hash(password: string): Promise<string>;
  /** As `Passwords.verify`. */
  verify(password: string, hash: string | null): Promise<boolean>;
  /** Releases the place unless it is in use. */
  [Symbol.dispose](): void;
}

/** Hashes and verifies passwords. */
export interface Passwords {
  /**
   * Reserves a place in the queue before any other work for a request, so that a refusal is cheap. `area` is the
   * /24 or /48 by which networks take turns; all clients with null share one turn. Throws AppError `server_busy`
   * with `retryAfterSeconds` when too many passwords wait.
   */
  admit(area?: string | null): HashingPlace;
  /**
   * bcrypt with cost 10 (`$2b$10$…`) of the password in NFC (RFC 8265 section 4.2.2), which must not be empty.
   * Throws as `admit`, also later, when the place goes to another network.
   */
  hash(password: string, area?: string | null): Promise<string>;
  /**
   * True when the hash is that of the password. Null or a malformed hash gives false after the same time, so that
   * unknown accounts and accounts without a password look like any other. Throws as `hash`.
   */
  verify(password: string, hash: string | null, area?: string | null): Promise<boolean>;
  /** Refuses waiting passwords, lets running ones finish and stops the threads. */
  close(): Promise<void>;
}

interface PasswordsOptions {
  /** The most threads; each starts when first needed. Default: one per core. */
  readonly workers?: number;
  readonly maxWaiting?: number;
  readonly maxWaitMs?: number;
}

/** Starts no thread until the first password. */
export function createPasswords(options: PasswordsOptions = {}): Passwords {
  const pool = new HashingPool(options);
  const admit = (area: string | null = null): HashingPlace => placeOf(pool, pool.admit(area));
  return {
    admit,
    hash: async (password, area) => admit(area).hash(password),
    verify: async (password, hash, area) => admit(area).verify(password, hash),
    close: () => pool.close(),
  };
}

function placeOf(pool: HashingPool, job: Job): HashingPlace {
  return {
    async hash(password) {
      return (await pool.run(job, { kind: 'hash', password, storedHash: null })).hash;
    },
    async verify(password, storedHash) {
      return (await pool.run(job, { kind: 'verify', password, storedHash })).matches;
    },
    [Symbol.dispose]: () => {
      pool.giveBack(job);
    },
  };
}

interface Job {
  readonly answer: PromiseWithResolvers<PasswordAnswer>;
  readonly area: string | null;
  readonly queuedAtMs: number;
  /** Null while the place is only reserved. */
  task: PasswordTask | null;
  readonly isReady: boolean;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
}

const firstGuessMs = 80;
/** The weight of one measurement in the moving average. */
const averageWeight = 0.2;

class HashingPool {
  readonly #maxThreads: number;
  readonly #maxWaiting: number;
  readonly #maxWaitMs: number;
  readonly #threads = new Set<Thread>();
  readonly #waiting = new TurnQueue<Job>();
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
  }

  /** Decides before any hashing, so that a refusal is fast even under load. */
  admit(area: string | null): Job {
    if (this.#closed) throw busy();
    if (this.#isFull()) {
      const pushedOut = this.#waiting.pushOutFor(area);
      if (pushedOut === undefined) throw busy();
      pushedOut.answer.reject(busy());
    }
    const job = newJob(area);
    this.#waiting.add(job);
    return job;
  }

  /** Throws AppError `server_busy` when the place was lost in the meantime. */
  run(job: Job, task: PasswordTask): Promise<PasswordAnswer> {
    job.task = task;
    this.#startWaiting();
    return job.answer.promise;
  }

  giveBack(job: Job): void {
    if (job.task === null) this.#waiting.remove(job);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#refuseOlder(Infinity);
    const running = [...this.#threads].flatMap(({ job }) => (job ? [job.answer.promise] : []));
    await Promise.allSettled(running);
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const thread of threads) thread.worker.terminate();
  }

  #isFull(): boolean {
    const ahead = this.#running() + this.#waiting.size;
    if (ahead < this.#maxThreads) return false;
    if (ahead >= this.#maxThreads + this.#maxWaiting) return true;
    return (this.#averageMs * ahead) / this.#maxThreads > this.#maxWaitMs;
  }

  /**
   * Entries of other networks may have gone first: each entry that waits too long is refused, wherever it is in the
   * queue.
   */
  #refuseOlder(thanMs: number): void {
    for (const job of this.#waiting.takeOlder(thanMs)) job.answer.reject(busy());
  }

  #startWaiting(): void {
    this.#refuseOlder(performance.now() - this.#maxWaitMs);
    while (this.#running() < this.#maxThreads) {
      const job = this.#waiting.next();
      const task = job?.task ?? null;
      if (job === undefined || task === null) return;
      assign(this.#freeThread(), job, task);
    }
  }

  #running(): number {
    let running = 0;
    for (const { job } of this.#threads) if (job !== null) running += 1;
    return running;
  }

  /** Must be called only while fewer than `maxThreads` are busy. */
  #freeThread(): Thread {
    for (const thread of this.#threads) if (thread.job === null) return thread;
    return this.#startThread();
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
    release(thread)?.answer.resolve(answer);
    this.#startWaiting();
  }

  /** The next job starts a new thread; the job that this thread was running fails. */
  #replace(thread: Thread, reason: string): void {
    if (!this.#threads.delete(thread)) return;
    thread.worker.terminate();
    release(thread)?.answer.reject(new Error(`A password thread stopped: ${reason}`));
    this.#startWaiting();
  }
}

/** A thread keeps the process alive only while a caller waits for its answer. */
function assign(thread: Thread, job: Job, task: PasswordTask): void {
  thread.job = job;
  thread.worker.ref();
  thread.worker.postMessage(task, []);
}

function release(thread: Thread): Job | null {
  const { job } = thread;
  thread.job = null;
  thread.worker.unref();
  return job;
}

function newJob(area: string | null): Job {
  const answer = Promise.withResolvers<PasswordAnswer>();
  // A place may be lost before its password arrives; the caller gets the error when it does.
  answer.promise.catch(() => undefined);
  return {
    answer,
    area,
    queuedAtMs: performance.now(),
    task: null,
    get isReady() {
      return this.task !== null;
    },
  };
}

function busy(): AppError {
  return new AppError('server_busy', { retryAfterSeconds: 1 });
}
