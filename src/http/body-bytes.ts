import { AppError, type ErrorCode } from '../core/errors.ts';

interface BodyLimit {
  readonly maxBytes: number;
  /** What is answered to a longer one. */
  readonly tooLarge: ErrorCode;
}

/**
 * The bytes of a request's body, of which no more than the limit is ever held. Throws AppError
 * `unsupported_media_type` when it is compressed, `malformed_request` when it breaks off, and the limit's own.
 */
export async function readBytes(request: Request, limit: BodyLimit): Promise<Uint8Array> {
  if (request.headers.has('content-encoding')) {
    throw new AppError('unsupported_media_type', {
      message: 'The request body must not be compressed',
    });
  }
  const announced = request.headers.get('content-length');
  if (Number(announced) > limit.maxBytes) throw new AppError(limit.tooLarge);
  try {
    return announced === null ? await readAtMost(request, limit) : await request.bytes();
  } catch (error) {
    // What a stream throws of itself is a client that went away.
    throw error instanceof AppError ? error : new AppError('malformed_request', { cause: error });
  }
}

/** A body of unannounced length is counted while it comes in. */
async function readAtMost(
  { body }: Request,
  { maxBytes, tooLarge }: BodyLimit,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new AppError(tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
