// Removes everything but the pixels from a file: comments, positions, colour profiles, previews, further frames.
// These functions know the structure of each format and do not decode pixels.
import type { ImageFormat } from './image-formats.ts';

/** The file with only its (first) picture, or null when it is incomplete. */
export function withoutMetadata(format: ImageFormat, bytes: Buffer): Buffer | null {
  if (format === 'jpeg') return bareJpeg(bytes);
  return format === 'png' ? barePng(bytes) : bareWebp(bytes);
}

/** The number of scans in a JPEG, or null when it is incomplete. */
export function countJpegScans(bytes: Buffer): number | null {
  let scans = 0;
  for (const { marker } of jpegSegments(bytes)) {
    if (marker === endOfImage) return scans;
    if (marker === startOfScan) scans += 1;
  }
  return null;
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;

interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

/** The marker segments (ITU-T T.81 annex B), read as libjpeg reads them: bytes between segments are skipped. */
function* jpegSegments(bytes: Buffer): Generator<Segment> {
  let at = 2;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return;
    while (bytes[at] === 0xff) at += 1;
    const start = at - 1;
    const marker = bytes[at] ?? startOfImage;
    at += 1;
    if (isBare(marker)) continue;
    if (marker === endOfImage) yield { marker, start, end: at };
    const length = at + 2 > bytes.length || marker === startOfImage ? 0 : bytes.readUInt16BE(at);
    if (length < 2) return;
    at += length;
    yield { marker, start, end: at };
  }
}

/** A stuffed byte, a restart marker or TEM: markers without a length. */
function isBare(marker: number): boolean {
  return marker <= 1 || (marker >= 0xd0 && marker <= 0xd7);
}

/** Of the application segments only JFIF (0) and Adobe (14) are needed to read the colours. */
function isJpegMetadata(marker: number): boolean {
  return marker === comment || (marker > 0xe0 && marker <= 0xef && marker !== 0xee);
}

function bareJpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  let from = 0;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (isJpegMetadata(marker)) {
      kept.push(bytes.subarray(from, start));
      from = end;
    }
    if (marker === endOfImage) return Buffer.concat([...kept, bytes.subarray(from, end)]);
  }
  return null;
}

const pngSignatureBytes = 8;
const essentialPngChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** PNG (third edition) section 5: length, type, data, checksum. */
function barePng(bytes: Buffer): Buffer | null {
  const kept = Buffer.alloc(bytes.length);
  let length = bytes.copy(kept, 0, 0, pngSignatureBytes);
  let at = pngSignatureBytes;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (essentialPngChunks.has(type)) length += bytes.copy(kept, length, at, end);
    if (type === 'IEND') return kept.subarray(0, length);
    at = end;
  }
  return null;
}

const riffHeaderBytes = 12;
const chunkHeaderBytes = 8;
const frameHeaderBytes = 16;

/** RFC 9649: the still picture, or the first frame of an animation, which the decoder cannot open. */
function bareWebp(bytes: Buffer): Buffer | null {
  let alpha: Buffer | null = null;
  let at = riffHeaderBytes;
  while (at + chunkHeaderBytes <= bytes.length) {
    const type = bytes.toString('latin1', at, at + 4);
    const start = at + chunkHeaderBytes;
    const end = start + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) return null;
    const data = bytes.subarray(start, end);
    if (type === 'ALPH') alpha = data;
    if (type === 'VP8L') return webpFile(webpChunk(type, data));
    if (type === 'VP8 ') return stillWebp(data, alpha);
    at = type === 'ANMF' ? start + frameHeaderBytes : end + (data.length % 2);
  }
  return null;
}

/** A lossy picture with transparency needs the extended header, which repeats the size. */
function stillWebp(picture: Buffer, alpha: Buffer | null): Buffer | null {
  if (alpha === null) return webpFile(webpChunk('VP8 ', picture));
  if (picture.length < 10) return null;
  const width = picture.readUInt16LE(6) & 0x3fff;
  const height = picture.readUInt16LE(8) & 0x3fff;
  if (width === 0 || height === 0) return null;
  const header = Buffer.alloc(10);
  header.writeUInt8(0x10, 0);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  return webpFile(
    Buffer.concat([
      webpChunk('VP8X', header),
      webpChunk('ALPH', alpha),
      webpChunk('VP8 ', picture),
    ]),
  );
}

function webpChunk(type: string, data: Buffer): Buffer {
  const header = Buffer.alloc(chunkHeaderBytes);
  header.write(type, 'latin1');
  header.writeUInt32LE(data.length, 4);
  return Buffer.concat([header, data, Buffer.alloc(data.length % 2)]);
}

function webpFile(chunks: Buffer): Buffer {
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(chunks.length + 4, 4);
  return Buffer.concat([header, chunks]);
}
