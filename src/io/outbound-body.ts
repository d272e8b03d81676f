import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/**
 * Reads a body to its end, undoing a content coding the server chose (RFC 9110 §8.4.1).
 * Null when it is longer than `maxBytes` after decompression. Throws when it is cut off or garbled.
 */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let total = 0;
  // Chunk by chunk: a compression bomb is stopped while it unpacks, and what is not read stays packed.
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
  // The loop that reads the decoder is told of every error, so nobody has to hear it twice.
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
