import { type Bytes, bytes, fourCorners } from './png.ts';

export async function webpFile(png = fourCorners(64, 32), lossless = true): Promise<Bytes> {
  return Buffer.from(await new Bun.Image(png).webp({ lossless }).bytes());
}

export function webpChunk(type: string, data: Buffer): Bytes {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([bytes(type), length, data, Buffer.alloc(data.length % 2)]);
}

export function riff(...chunks: readonly Buffer[]): Bytes {
  const body = Buffer.concat([bytes('WEBP'), ...chunks]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([bytes('RIFF'), length, body]);
}

/** The chunks of a simple file. */
export function chunksOf(webp: Buffer): Bytes {
  return Buffer.from(webp.subarray(12));
}

export const animated = 0x02;

/** The long form of the header (RFC 9649 section 2.7.1). */
export function extended(flags: number, width: number, height: number): Bytes {
  const data = Buffer.alloc(10);
  data.writeUInt8(flags);
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return webpChunk('VP8X', data);
}

export const animation = webpChunk('ANIM', Buffer.alloc(6));

export function frame(width: number, height: number, picture: Buffer): Bytes {
  const header = Buffer.alloc(16);
  header.writeUIntLE(width - 1, 6, 3);
  header.writeUIntLE(height - 1, 9, 3);
  return webpChunk('ANMF', Buffer.concat([header, picture]));
}

/** Says 16383 pixels each way in the header of a lossless picture. */
export function asHuge(lossless: Buffer): Bytes {
  const copy = Buffer.from(lossless);
  copy.writeUInt32LE(0x0fff_ffff, copy.indexOf('VP8L') + 9);
  return copy;
}
