import { AppError, type ErrorCode } from '../core/errors.ts';

/** The limits of a body reader. */
export interface BodyLimit {
  readonly maxBytes: number;
  /** The error for a longer body. */
  readonly tooLarge: ErrorCode;
  /** The most bytes that all bodies being read may hold together. */
  readonly maxHeldBytes: number;
  /** The longest time that a body may take to arrive, in seconds. */
  readonly maxSeconds: number;
}

/** Reads the body of a request and passes its bytes to `use`; they count as held until that ends. */
export type ReadBody = <Result>(
  request: Request,
  use: (bytes: Uint8Array) => Promise<Result> | Result,
) => Promise<Result>;

/**
 * A body of this size uses no more memory than its connection, so it never waits and is never refused because of
 * others.
 */
export const smallBytes = 8 * 1024;

/**
 * Makes a body reader that bounds the bytes of one body and of all bodies together. It throws AppError
 * `unsupported_media_type` for a compressed body, `malformed_request` when the body breaks off or takes too long,
 * `server_busy` when other bodies hold too much, and `limit.tooLarge`.
 */
export function createBodyReader(limit: BodyLimit): ReadBody {
  const held: Count = { bytes: 0 };
  return async (request, use) => {
    if (request.headers.has('content-encoding')) {
      throw new AppError('unsupported_media_type', {
        message: 'The request body must not be compressed',
      });
    }
    const announced = request.headers.get('content-length');
    if (Number(announced) > limit.maxBytes) throw new AppError(limit.tooLarge);
    const isSmall = announced !== null && Number(announced) <= smallBytes;
    if (isSmall) return use(await request.bytes().catch(brokenOff));
    const own = { bytes: 0 };
    try {
      return await use(await readInPieces(request, limit, { own, held }).catch(brokenOff));
    } finally {
      held.bytes -= own.bytes;
    }
  };
}

/** An error of the stream itself means that the client disconnected. */
function brokenOff(error: unknown): never {
  throw error instanceof AppError ? error : new AppError('malformed_request', { cause: error });
}

interface Count {
  bytes: number;
}

/** Counts the bytes that have arrived, not those that the client announced. */
async function readInPieces(
  { body }: Request,
  limit: BodyLimit,
  { own, held }: { readonly own: Count; readonly held: Count },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of untilTooLate(body, limit.maxSeconds)) {
    own.bytes += chunk.byteLength;
    held.bytes += chunk.byteLength;
    if (own.bytes > limit.maxBytes) throw new AppError(limit.tooLarge);
    if (own.bytes > smallBytes && held.bytes > limit.maxHeldBytes) {
      throw new AppError('server_busy', { retryAfterSeconds: 2 });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The pieces of a body until the time limit, so that a client cannot send it byte by byte forever. */
async function* untilTooLate(
  body: ReadableStream<Uint8Array> | null,
  maxSeconds: number,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new AppError('malformed_request')), maxSeconds * 1000);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), tooLate]);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    void reader.cancel().catch(() => undefined);
  }
}
