import { errorCode } from '../core/error-code.ts';
import { AppError } from '../core/errors.ts';
import { Semaphore } from './semaphore.ts';
import { countJpegScans, withoutMetadata } from './image-containers.ts';
import { type ImageFormat, imageFormatOf } from './image-formats.ts';

/** A picture encoded by this server. */
export interface Picture {
  readonly format: ImageFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Turns an uploaded file into a picture that is safe to store and to serve. */
export interface Images {
  /**
   * The picture in `source`, upright, at most 512 pixels wide and high, in the same format, without anything else
   * from the file. Throws AppError `image_invalid`, `unsupported_image_type`, `server_busy`.
   */
  reencode(source: Uint8Array<ArrayBuffer>): Promise<Picture>;
}

const maxMegapixels = 40;
const maxPixels = maxMegapixels * 1_000_000;
const maxSide = 512;
const quality = 85;

// Each scan, even of a few bytes, costs a pass over all pixels: without a limit a small file keeps a core busy for
// half an hour, and the decoder cannot be stopped. Cameras and editors write about ten.
const maxJpegScans = 64;

// A decoder needs four bytes of memory for each pixel, so it processes two small pictures or one large one at a
// time.
const places = 2;
const largePixels = maxPixels / 4;
const maxWaiting = 8;

/** Limits how much is decoded at once to the memory for it; further calls wait. */
export function createImages(): Images {
  const semaphore = new Semaphore({ places, maxWaiting });
  return {
    async reencode(source) {
      const { format, bytes } = inspect(
        Buffer.from(source.buffer, source.byteOffset, source.length),
      );
      const { width, height } = await decoded(() => open(bytes).metadata());
      const needs = width * height > largePixels ? places : 1;
      return semaphore.run(needs, async () => ({ format, bytes: await shrink(format, bytes) }));
    },
  };
}

interface Inspected {
  readonly format: ImageFormat;
  readonly bytes: Buffer;
}

/** Refuses by the structure of the file, and where possible leaves only the pixels for the decoder. */
function inspect(source: Buffer): Inspected {
  const format = imageFormatOf(source);
  if (format === null) throw new AppError('image_invalid');
  if (format === 'other') throw new AppError('unsupported_image_type');
  // A JPEG keeps its metadata until it is decoded, because the orientation is stored there.
  const bytes = format === 'jpeg' ? source : withoutMetadata(format, source);
  if (bytes === null) throw damaged();
  if (format === 'jpeg') checkScans(bytes);
  return { format, bytes };
}

function checkScans(jpeg: Buffer): void {
  const scans = countJpegScans(jpeg);
  if (scans === null) throw damaged();
  if (scans > maxJpegScans) {
    throw new AppError('image_invalid', {
      message: 'The image has too many scans',
      because: { reason: 'image_too_many_scans' },
    });
  }
}

/** The format is already checked. Only bytes are passed, because a text would be read as a path. */
function open(bytes: Buffer): Bun.Image {
  return new Bun.Image(bytes, { maxPixels, autoOrient: true });
}

async function shrink(format: ImageFormat, bytes: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const small = open(bytes).resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true });
  const encoded = await decoded(() => encode(small, format).buffer());
  // The encoder copies the colour profile, which can contain any data.
  const bare = withoutMetadata(format, encoded);
  if (bare === null) throw new Error(`The encoder wrote a ${format} that has no end`);
  return new Uint8Array(bare);
}

function encode(image: Bun.Image, format: ImageFormat): Bun.Image {
  if (format === 'jpeg') return image.jpeg({ quality });
  return format === 'png' ? image.png() : image.webp({ quality });
}

async function decoded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ERR_IMAGE_TOO_MANY_PIXELS') {
      throw new AppError('image_invalid', {
        message: `The image must have at most ${maxMegapixels} megapixels`,
        because: { reason: 'image_too_many_pixels', params: { maxMegapixels } },
        cause: error,
      });
    }
    if (code.startsWith('ERR_IMAGE_')) throw damaged(error);
    throw error;
  }
}

function damaged(cause?: unknown): AppError {
  return new AppError('image_invalid', {
    message: 'The image is damaged or incomplete',
    because: { reason: 'image_damaged' },
    cause,
  });
}
