import { describe, expect, test } from 'bun:test';
import type { AppError } from '../../src/core/errors.ts';
import { createImages } from '../../src/io/images.ts';
import { hostileImages } from '../support/hostile-images.ts';
import { exif, jpegFile, withSegments } from '../support/images/jpeg.ts';
import { pixelsOf } from '../support/images/pixels.ts';
import { type Bytes, fourCorners, pngFile } from '../support/images/png.ts';
import { webpFile } from '../support/images/webp.ts';

const images = createImages();

/** The content of files besides pixels; none of it may be in the result. */
const payloads =
  /canary|script|Exif|ICC_PROFILE|ICCP|iCCP|XMP |Photoshop|ftyp|EXIF|tEXt|zTXt|iTXt|eXIf|acTL/;

async function outcomeOf(file: Bytes): Promise<string> {
  try {
    const { format, bytes } = await images.reencode(file);
    const { width, height, format: written } = await new Bun.Image(bytes).metadata();
    expect(written).toBe(format);
    expect(Math.max(width, height)).toBeLessThanOrEqual(512);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(payloads);
    return format;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}

/** Bytes of memory in use when all files have come so many times. */
async function memoryAfter(rounds: number): Promise<number> {
  for (let round = 0; round < rounds; round++) {
    for (const { file } of hostileImages) await images.reencode(file).catch(() => undefined);
  }
  Bun.gc(true);
  return process.memoryUsage.rss();
}

describe('of files that people send', () => {
  test.each(hostileImages)('$name is $outcome', async ({ file, outcome }) => {
    expect(await outcomeOf(file)).toBe(outcome);
  });

  test('no refusal says anything of the file or the decoder', async () => {
    for (const { file, outcome } of hostileImages.filter((each) => each.outcome.includes('_'))) {
      const error = await images.reencode(file).catch((caught: AppError) => caught);
      expect({ code: outcome, message: 'message' in error ? error.message : '' }).toEqual({
        code: outcome,
        message: expect.stringMatching(
          /^The (?:file is not an image that can be read|image (?:is damaged or incomplete|must (?:be a JPEG, PNG or WebP|have at most 40 megapixels)|has too many scans))$/,
        ),
      });
    }
  });

  test('none fills the memory, however often they come', async () => {
    const before = await memoryAfter(1);
    const after = await memoryAfter(1);
    expect(after - before).toBeLessThan(100_000_000);
  });
});

describe('a picture', () => {
  test.each([
    [2000, 1000, 512, 256],
    [1000, 2000, 256, 512],
    [513, 513, 512, 512],
    [512, 512, 512, 512],
    [40, 20, 40, 20],
    [1, 1, 1, 1],
    [20_000, 1, 512, 1],
  ])('of %i by %i pixels becomes one of %i by %i', async (width, height, newWidth, newHeight) => {
    const { bytes } = await images.reencode(pngFile({ width, height }));
    expect(await new Bun.Image(bytes).metadata()).toMatchObject({
      width: newWidth,
      height: newHeight,
    });
  });

  test('keeps its transparency', async () => {
    const file = pngFile({ width: 8, height: 8, color: 6 });
    for (const [source, format] of [
      [file, 'png'],
      [await webpFile(file), 'webp'],
      [await webpFile(file, false), 'webp'],
    ] as const) {
      const picture = await images.reencode(source);
      expect(picture.format).toBe(format);
      expect((await pixelsOf(picture.bytes)).at(4, 4)[3]).toBe(0);
    }
  });

  test('is made of the same bytes when it is made again', async () => {
    const file = await jpegFile();
    expect(await images.reencode(file)).toEqual(await images.reencode(file));
  });

  test('that was made here is taken again', async () => {
    for (const file of [fourCorners(64, 32), await jpegFile(), await webpFile()]) {
      const once = await images.reencode(file);
      expect((await images.reencode(once.bytes)).format).toBe(once.format);
    }
  });
});

/** Red, green, blue and white, as the corners of the file as it lies, for each way it may be turned (EXIF 2.32). */
const turns: readonly (readonly [orientation: number, corners: string, isOnItsSide: boolean])[] = [
  [1, 'red green blue white', false],
  [2, 'green red white blue', false],
  [3, 'white blue green red', false],
  [4, 'blue white red green', false],
  [5, 'red blue green white', true],
  [6, 'blue red white green', true],
  [7, 'white green blue red', true],
  [8, 'green white red blue', true],
  [0, 'red green blue white', false],
  [9, 'red green blue white', false],
];

test.each(turns)(
  'a photo with orientation %i stands upright',
  async (orientation, corners, isOnItsSide) => {
    const photo = withSegments(await jpegFile(), exif(orientation));
    const { bytes } = await images.reencode(photo);
    const { width, height, at } = await pixelsOf(bytes);
    expect([width, height]).toEqual(isOnItsSide ? [32, 64] : [64, 32]);
    const seen = [at(2, 2), at(width - 3, 2), at(2, height - 3), at(width - 3, height - 3)];
    expect(seen.map((pixel) => colorName(pixel)).join(' ')).toBe(corners);
  },
);

function colorName([red = 0, green = 0, blue = 0]: readonly number[]): string {
  if (red > 200 && green > 200 && blue > 200) return 'white';
  if (red > 200) return 'red';
  return green > 200 ? 'green' : 'blue';
}

describe('when many pictures come at once', () => {
  test('they are made by turns, and those that cannot wait hear that the server is busy', async () => {
    const large = pngFile({ width: 3200, height: 3200 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(large)));
    expect(answers.filter((answer) => answer === 'server_busy')).toHaveLength(11);
    expect(answers.filter((answer) => answer === 'png')).toHaveLength(9);
  });

  test('refused ones do not take the place of others', async () => {
    const broken = pngFile({ width: 8, height: 8, lines: Buffer.alloc(9) });
    await Promise.all(Array.from({ length: 5 }, () => outcomeOf(broken)));
    expect(await outcomeOf(pngFile({ width: 8, height: 8 }))).toBe('png');
  });
});
