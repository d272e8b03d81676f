import { stat } from 'node:fs/promises';
import { errorCode } from '../core/error-code.ts';
import { AppError } from '../core/errors.ts';
import { StartupError } from '../core/startup-error.ts';
import { isSvg } from './image-formats.ts';
import { createImages } from './images.ts';

/** A logo as browsers receive it. */
export interface Logo {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const maxPictureBytes = 5 * 1024 * 1024;
const maxSvgBytes = 100 * 1024;

const cure =
  'it takes the path of a PNG, JPEG or WebP file of at most 5 MB, or of an SVG file of at most 100 KB';

/**
 * Reads the logo that a variable names. A picture is made at most 512 pixels wide and high; an SVG stays as it is.
 * Throws StartupError, which names the variable.
 */
export async function readLogo(file: string, variable: string): Promise<Logo> {
  const bytes = await readFile(file, variable);
  const refuse = (why: string, cause?: unknown) =>
    new StartupError(`${variable}=${file} ${why}`, cure, cause);
  if (isSvg(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) {
    if (bytes.length > maxSvgBytes) throw refuse('is an SVG file that is too large');
    return { type: 'image/svg+xml', bytes };
  }
  try {
    const picture = await createImages().reencode(bytes);
    return { type: `image/${picture.format}`, bytes: picture.bytes };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw refuse(`cannot be used: ${error.message}`, error);
  }
}

async function readFile(file: string, variable: string): Promise<Uint8Array<ArrayBuffer>> {
  const named = `${variable}=${file}`;
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new StartupError(`${named} is not a file`, cure);
    if (found.size > maxPictureBytes) throw new StartupError(`${named} is too large`, cure);
    return await Bun.file(file).bytes();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`${named} cannot be read (${errorCode(error)})`, cure, error);
  }
}
