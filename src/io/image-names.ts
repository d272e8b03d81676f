import { type ImageFormat, imageFormats } from './image-formats.ts';

const extensions: Readonly<Record<ImageFormat, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp' };

const namePattern =
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.(jpg|png|webp)$/;

/** A new random name for a stored picture. */
export function newImageName(format: ImageFormat): string {
  return `${crypto.randomUUID()}.${extensions[format]}`;
}

/** The format of a stored picture by its name, or null when `newImageName` did not make that name. */
export function imageFormatIn(name: string): ImageFormat | null {
  const extension = namePattern.exec(name)?.[1];
  return imageFormats.find((format) => extensions[format] === extension) ?? null;
}
