import { type Bytes, bytes, fourCorners } from './png.ts';

export async function jpegFile(png = fourCorners(64, 32), progressive = false): Promise<Bytes> {
  return Buffer.from(await new Bun.Image(png).jpeg({ quality: 90, progressive }).bytes());
}

export function segment(marker: number, data: Buffer): Bytes {
  return Buffer.concat([
    Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]),
    data,
  ]);
}

/** Puts segments behind the first marker. */
export function withSegments(jpeg: Buffer, ...segments: readonly Buffer[]): Bytes {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** TIFF with one tag, which side is up, and a text behind it that no tag refers to. */
function tiff(orientation: number, text = ''): Bytes {
  return Buffer.concat([
    bytes('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0'),
    Buffer.from([orientation, 0, 0, 0, 0, 0, 0]),
    bytes(text),
  ]);
}

export function exif(orientation: number, text = ''): Bytes {
  return segment(0xe1, Buffer.concat([bytes('Exif\0\0'), tiff(orientation, text)]));
}

/** Changes what the frame header says of the picture's size. */
export function withSize(jpeg: Buffer, width: number, height: number): Bytes {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

/** Shows the last scan of a progressive picture so many times more. */
export function withRepeatedScan(jpeg: Buffer, times: number): Bytes {
  const scan = jpeg.lastIndexOf(Buffer.from([0xff, 0xda]));
  const end = jpeg.length - 2;
  const again = Array.from({ length: times }, () => jpeg.subarray(scan, end));
  return Buffer.concat([jpeg.subarray(0, end), ...again, jpeg.subarray(end)]);
}

/** Eight by eight pixels of one colour, one level (0–255) per component (ITU-T T.81 annex B and F). */
export function solidJpeg(levels: readonly number[], extra: readonly Buffer[] = []): Bytes {
  const components = levels.map((_, index) => [index + 1, 0x11, 0]);
  const selectors = levels.map((_, index) => [index + 1, 0]);
  const count = levels.length;
  // Twelve codes of four bits for the mean, and one of a single bit for the end of the block.
  const meanCodes = [0, 0, 0, 12, ...zeros(12), ...Array.from({ length: 12 }, (_, index) => index)];
  return Buffer.concat([
    bytes('\xff\xd8'),
    ...extra,
    segment(0xdb, Buffer.from([0, ...zeros(64).map(() => 8)])),
    segment(0xc0, Buffer.from([8, 0, 8, 0, 8, count, ...components.flat()])),
    segment(0xc4, Buffer.from([0, ...meanCodes])),
    segment(0xc4, Buffer.from([0x10, 1, ...zeros(15), 0])),
    segment(0xda, Buffer.from([count, ...selectors.flat(), 0, 63, 0])),
    packed(levels.map((level) => `${mean(level - 128)}0`).join('')),
    bytes('\xff\xd9'),
  ]);
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

/** How many bits the number has, then the number; a negative one with its bits turned. */
function mean(value: number): string {
  const size = Math.abs(value).toString(2).length * Number(value !== 0);
  const bits = value < 0 ? value + 2 ** size - 1 : value;
  return (
    size.toString(2).padStart(4, '0') + (size === 0 ? '' : bits.toString(2).padStart(size, '0'))
  );
}

/** Bits as bytes, filled up with ones; a byte of ones is followed by a zero. */
function packed(bits: string): Bytes {
  const octets = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? [];
  return Buffer.from(
    octets.map((octet) => parseInt(octet, 2)).flatMap((byte) => (byte === 255 ? [255, 0] : [byte])),
  );
}
