import { AppError } from '../../core/errors.ts';
import type { AsideAnswer, AsideRead, AsideTask } from './aside-worker.ts';

/** How the thread reads, and its limits. */
export interface AsideThreadOptions {
  readonly file: string;
  readonly maxWaiting?: number;
  /** How long a call may wait for its turn, in milliseconds: less than the idle timeout of its HTTP connection. */
  readonly maxWaitMs?: number;
  /** How long the thread may be idle before it ends, in milliseconds. */
  readonly maxIdleMs?: number;
}

interface Call extends PromiseWithResolvers<readonly unknown[]> {
  readonly read: AsideRead;
  readonly giveUp: NodeJS.Timeout;
}

/**
 * Runs one read statement after another on a separate thread with its own connection; each sees the last commit.
 * The thread starts with the first call and ends when it is idle, because a running thread takes some MiB.
 */
export class AsideThread {
  readonly #file: string;
  readonly #maxWaiting: number;
  readonly #maxWaitMs: number;
  readonly #maxIdleMs: number;
  readonly #waiting: Call[] = [];
  #worker: Worker | null = null;
  #running: Call | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #ending: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor({
    file,
    maxWaiting = 32,
    maxWaitMs = 10_000,
    maxIdleMs = 60_000,
  }: AsideThreadOptions) {
    this.#file = file;
    this.#maxWaiting = maxWaiting;
    this.#maxWaitMs = maxWaitMs;
    this.#maxIdleMs = maxIdleMs;
  }

  /**
   * The rows of a statement. Throws AppError `server_busy` when too many calls wait, this one waited too long or
   * the thread is closed, an error with SQLite's `code` when SQLite refuses, and another error when the thread
   * stops unexpectedly.
   */
  async all(sql: string, parameters: readonly unknown[]): Promise<readonly unknown[]> {
    if (this.#isClosed || this.#waiting.length >= this.#maxWaiting) throw busy();
    const settlers = Promise.withResolvers<readonly unknown[]>();
    const read = { file: this.#file, sql, parameters };
    const giveUp = setTimeout(() => {
      this.#refuse(call);
    }, this.#maxWaitMs);
    const call: Call = { ...settlers, read, giveUp };
    this.#waiting.push(call);
    this.#runNext();
    return settlers.promise;
  }

  /** Refuses waiting calls, lets the current statement finish and closes the connection. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (let call = this.#waiting[0]; call !== undefined; call = this.#waiting[0]) {
      this.#refuse(call);
    }
    await this.#running?.promise.catch(() => undefined);
    this.#end();
    await this.#ending;
  }

  #runNext(): void {
    if (this.#running !== null) return;
    clearTimeout(this.#idleTimer);
    const call = this.#waiting.shift();
    if (call === undefined) this.#rest();
    else this.#run(call);
  }

  /** The caller gets its answer at once, however long the statement before it takes. */
  #refuse(call: Call): void {
    clearTimeout(call.giveUp);
    this.#waiting.splice(this.#waiting.indexOf(call), 1);
    call.reject(busy());
  }

  #run(call: Call): void {
    clearTimeout(call.giveUp);
    this.#running = call;
    try {
      this.#worker ??= this.#start();
      // The thread keeps the process alive only while a call waits for its answer.
      this.#worker.ref();
      send(this.#worker, call.read);
    } catch (error) {
      this.#running = null;
      call.reject(error);
      this.#runNext();
    }
  }

  #rest(): void {
    if (this.#worker === null) return;
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => {
      this.#end();
    }, this.#maxIdleMs).unref();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./aside-worker.ts', import.meta.url).href);
    worker.addEventListener('message', ({ data }: MessageEvent<AsideAnswer>) => {
      if (worker === this.#worker) this.#finish(data);
    });
    worker.addEventListener('error', (event) => {
      this.#lose(worker, event.message);
    });
    worker.addEventListener('close', () => {
      this.#lose(worker, 'it ended by itself');
    });
    return worker;
  }

  #finish(answer: AsideAnswer): void {
    const call = this.#running;
    this.#running = null;
    if ('rows' in answer) call?.resolve(answer.rows);
    else call?.reject(sqliteError(answer.failure));
    this.#runNext();
  }

  /** The next call starts a new thread; the call that this thread was running fails. */
  #lose(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    worker.terminate();
    const call = this.#running;
    this.#running = null;
    call?.reject(new Error(`The thread for long reads stopped: ${reason}`));
    this.#runNext();
  }

  /** The thread ends only after its connection is closed, because an open connection would leave files behind. */
  #end(): void {
    clearTimeout(this.#idleTimer);
    const worker = this.#worker;
    if (worker === null) return;
    this.#worker = null;
    worker.ref();
    const { promise, resolve } = Promise.withResolvers<unknown>();
    for (const event of ['message', 'error', 'close'] as const) {
      worker.addEventListener(event, resolve, { once: true });
    }
    send(worker, 'end');
    const before = this.#ending;
    this.#ending = promise.then(() => {
      worker.terminate();
      return before;
    });
  }
}

function send(worker: Worker, task: AsideTask): void {
  worker.postMessage(task, []);
}

/** An error loses its `code` between threads, and callers need it to classify the error. */
function sqliteError({ message, code }: { message: string; code: string }): Error {
  return Object.assign(new Error(message), { code });
}

function busy(): AppError {
  return new AppError('server_busy', { retryAfterSeconds: 1 });
}
