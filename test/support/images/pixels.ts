import { inflateSync } from 'node:zlib';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  readonly at: (x: number, y: number) => readonly number[];
}

const pixelBytes = 4;

export async function pixelsOf(file: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  const { width, height } = await new Bun.Image(file).metadata();
  const png = await new Bun.Image(file).png().buffer();
  const pixels = unfilter(inflateSync(idat(png)), width * pixelBytes);
  return {
    width,
    height,
    at: (x, y) => {
      const start = (y + 1) * (width + 1) * pixelBytes + (x + 1) * pixelBytes;
      return [...pixels.subarray(start, start + pixelBytes)];
    },
  };
}

function idat(png: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(data);
  }
  return Buffer.concat(found);
}

/** PNG (third edition) section 9; the result has an empty line above and an empty pixel before each line. */
function unfilter(lines: Buffer, stride: number): Buffer {
  const height = lines.length / (stride + 1);
  const wide = stride + pixelBytes;
  const result = Buffer.alloc((height + 1) * wide);
  for (let y = 0; y < height; y++) {
    const filter = lines.readUInt8(y * (stride + 1));
    for (let x = 0; x < stride; x++) {
      const here = (y + 1) * wide + pixelBytes + x;
      const left = result.readUInt8(here - pixelBytes);
      const up = result.readUInt8(here - wide);
      const corner = result.readUInt8(here - wide - pixelBytes);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      result[here] = lines.readUInt8(y * (stride + 1) + 1 + x) + guess;
    }
  }
  return result;
}

function paeth(left: number, up: number, corner: number): number {
  const away = (each: number) => Math.abs(left + up - corner - each);
  if (away(left) <= away(up) && away(left) <= away(corner)) return left;
  return away(up) <= away(corner) ? up : corner;
}
