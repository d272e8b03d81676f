// Makes image files byte by byte, so that a test can say exactly what is in them.
import { crc32, deflateSync } from 'node:zlib';

export type Bytes = Buffer<ArrayBuffer>;

/** Bytes given as text, one character each. */
export function bytes(text: string): Bytes {
  return Buffer.from(text, 'latin1');
}

export function pngChunk(type: string, data: Buffer): Bytes {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([bytes(type), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

interface PngOptions {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha. */
  readonly color?: number;
  readonly interlaced?: boolean;
  /** Chunks before the picture. */
  readonly extra?: readonly Buffer[];
  /** The picture's lines, each behind its filter byte; black (or whatever zero means) when absent. */
  readonly lines?: Buffer;
}

export function pngFile(options: PngOptions): Bytes {
  const { width, height, depth = 8, color = 2, interlaced = false, extra = [] } = options;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, color, 0, 0, interlaced ? 1 : 0], 8);
  const samples = [1, 0, 3, 1, 2, 0, 4][color] ?? 0;
  const lineBytes = (pixels: number) => 1 + Math.ceil((pixels * samples * depth) / 8);
  const passes = interlaced ? adam7(width, height) : [[width, height] as const];
  const size = passes.reduce(
    (sum, [wide, high]) => sum + (wide > 0 ? high * lineBytes(wide) : 0),
    0,
  );
  return Buffer.concat([
    bytes('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', deflateSync(options.lines ?? Buffer.alloc(size))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The sizes of the seven passes of an interlaced picture. */
function adam7(width: number, height: number): readonly (readonly [number, number])[] {
  return [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ].map(([x = 0, y = 0, stepX = 1, stepY = 1]) => [
    Math.max(0, Math.ceil((width - x) / stepX)),
    Math.max(0, Math.ceil((height - y) / stepY)),
  ]);
}

type Color = readonly [red: number, green: number, blue: number];

/** One colour per corner, so that a turned or mirrored picture is recognised. */
const corners = {
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
  white: [255, 255, 255],
} as const satisfies Record<string, Color>;

/** Red and green above, blue and white below. */
export function fourCorners(width: number, height: number): Bytes {
  const { red, green, blue, white } = corners;
  const line = (left: Color, right: Color) =>
    Buffer.from([
      0,
      ...Array.from({ length: width }, (_, x) => (x < width / 2 ? left : right)).flat(),
    ]);
  const lines = Array.from({ length: height }, (_, y) =>
    y < height / 2 ? line(red, green) : line(blue, white),
  );
  return pngFile({ width, height, lines: Buffer.concat(lines) });
}
