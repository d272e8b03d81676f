/** The signal of an `AbortController`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A `Blob` or `File`, by the type of the platform where it has one. */
export type Binary = typeof globalThis extends { Blob: { prototype: infer T } }
  ? T
  : { readonly size: number; readonly type: string; arrayBuffer(): Promise<ArrayBuffer> };

/** A file to send: a `Blob` or `File`; in React Native, where the file is. */
export type Upload =
  Binary | { readonly uri: string; readonly name: string; readonly type: string };

/** The second argument of `fetch`, loose enough for that of every platform. */
export interface FetchInit {
  method?: string;
  headers?: Record<string, string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- with unknown, it could not be passed to `fetch`
  body?: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  signal?: any;
}

/** What is used of an answer of `fetch`. */
export interface FetchAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  blob(): Promise<unknown>;
}

/** What the client uses of the platform; nothing of it is touched before the first call. */
interface Platform {
  fetch(url: string, init: FetchInit): Promise<FetchAnswer>;
  setTimeout(work: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  readonly FormData: new () => { append(name: string, value: unknown): void };
  readonly AbortController?: new () => { readonly signal: AbortSignalLike; abort(): void };
}

export const platform = globalThis as unknown as Platform;

/** Gives up waiting when the signal says so; the work itself goes on. */
export function unlessAborted<T>(work: Promise<T>, signal?: AbortSignalLike): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason ?? Object.assign(new Error('Aborted'), { name: 'AbortError' }));
    };
    const settled = () => {
      signal.removeEventListener('abort', stop);
    };
    work.then(resolve, reject).then(settled, settled);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}

/** Aborts the signal of the work after some milliseconds. */
export async function within<T>(
  ms: number,
  work: (signal?: AbortSignalLike) => Promise<T>,
): Promise<T> {
  const { AbortController } = platform;
  if (AbortController === undefined) return await work();
  const controller = new AbortController();
  const timer = platform.setTimeout(() => {
    controller.abort();
  }, ms);
  try {
    return await unlessAborted(work(controller.signal), controller.signal);
  } finally {
    platform.clearTimeout(timer);
  }
}
