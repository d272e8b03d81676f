import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/**
 * Reads a whole body and decodes its content coding (RFC 9110 section 8.4.1). Null when it is longer than
 * `maxBytes` after decompression. Throws when it is cut off or damaged.
 */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let total = 0;
  // Decoded chunk by chunk, so that a compression bomb is stopped early and unread data stays compressed.
  for await (const chunk of decoded(response)) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A body is read as bytes');
    total += chunk.byteLength;
    if (total > maxBytes) return null;
    chunks.push(chunk);
  }
  return joined(chunks, total);
}

function decoded(response: IncomingMessage): Readable {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity' || coding === '') return response;
  const create = decoders.get(coding);
  if (create === undefined) throw new Error('The content coding of the answer is unknown');
  // The loop that reads the decoder gets every error, so this callback can ignore them.
  return pipeline(response, create(), () => undefined);
}

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

function joined(chunks: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
