import { AppError, type ErrorCode } from '../core/errors.ts';

export interface BodyLimit {
  readonly maxBytes: number;
  /** What is answered to a longer one. */
  readonly tooLarge: ErrorCode;
  /** How many bytes the bodies that are still coming in may hold together. */
  readonly maxHeldBytes: number;
  /** How long a body may take to come in. */
  readonly maxSeconds: number;
}

/** Reads the body of a request and makes something of its bytes, which count as held until then. */
export type ReadBody = <Result>(
  request: Request,
  use: (bytes: Uint8Array) => Promise<Result> | Result,
) => Promise<Result>;

/** A body of this size costs no more than its connection does, so it never waits and is never refused for others. */
export const smallBytes = 8 * 1024;

/**
 * Makes a reader of bodies, of which none is ever held beyond the limit, and not all together beyond another.
 * It throws AppError `unsupported_media_type` when a body is compressed, `malformed_request` when it breaks
 * off or takes too long, `server_busy` when others hold too much, and the limit's own.
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

/** What a stream throws of itself is a client that went away. */
function brokenOff(error: unknown): never {
  throw error instanceof AppError ? error : new AppError('malformed_request', { cause: error });
}

interface Count {
  bytes: number;
}

/** A body is counted while it comes in, by what it has, not by what it announces. */
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

/** The pieces of a body; a client that sends it byte by byte is cut off in the end. */
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
