import { constants } from 'node:fs';
import { lstat, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../core/error-code.ts';
import { AppError } from '../core/errors.ts';
import { StartupError } from '../core/startup-error.ts';
import { makeDirectory, syncDirectory } from './directories.ts';
import { copyToDisk } from './durable-files.ts';
import { imageFormatIn, newImageName } from './image-names.ts';
import type { Picture } from './images.ts';

/** The pictures on disk, each under a random name. Other names are never found. */
export interface ImageStore {
  /** Stores a picture and returns its name once the file is on disk. Throws AppError `storage_unavailable`. */
  add(picture: Picture): Promise<string>;
  read(name: string): Promise<Picture | null>;
  /** A missing file is not an error. */
  remove(name: string): Promise<void>;
  /** Whether no file is stored. */
  isEmpty(): Promise<boolean>;
  /** Removes stored files except those in `keep`, and the leftovers of interrupted writes; returns how many. */
  sweep(keep: ReadonlySet<string>): Promise<number>;
}

/** Opens the store, creating a missing directory (0700). Throws StartupError when it is not writable. */
export function openImageStore(directory: string): ImageStore {
  try {
    makeDirectory(directory);
  } catch (error) {
    throw new StartupError(
      `The directory for pictures ${directory} cannot be made`,
      'make its parent directories writable for the user who runs anchor-auth',
      error,
    );
  }
  return {
    add: (picture) => add(directory, picture),
    read: (name) => readPictureFile(directory, name),
    remove: (name) => remove(directory, name),
    isEmpty: async () => (await readdir(directory)).length === 0,
    sweep: (keep) => sweep(directory, keep),
  };
}

const unfinished = '.tmp';

async function add(directory: string, { format, bytes }: Picture): Promise<string> {
  const name = newImageName(format);
  const path = join(directory, name);
  try {
    await write(path + unfinished, bytes);
    await rename(path + unfinished, path);
    syncDirectory(directory);
    return name;
  } catch (error) {
    await removeIfThere(path + unfinished);
    await removeIfThere(path);
    throw new AppError('storage_unavailable', { cause: error, retryAfterSeconds: 5 });
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Best effort: it cleans up after an error that is already reported. */
async function removeIfThere(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}

// A link is not followed, and a pipe with such a name does not block the reader.
const readPlainFile =
  constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The picture with a name in a directory. */
export async function readPictureFile(directory: string, name: string): Promise<Picture | null> {
  const format = imageFormatIn(name);
  if (format === null) return null;
  try {
    const file = await open(join(directory, name), readPlainFile);
    try {
      if (!(await file.stat()).isFile()) return null;
      return { format, bytes: new Uint8Array(await file.readFile()) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (['ENOENT', 'ELOOP'].includes(errorCode(error))) return null;
    throw error;
  }
}

/**
 * Copies one picture to another directory; returns its size in bytes once it is on disk, or null when it does not
 * exist.
 */
export async function copyPicture(name: string, from: string, to: string): Promise<number | null> {
  if (imageFormatIn(name) === null) return null;
  try {
    if (!(await lstat(join(from, name))).isFile()) return null;
    return await copyToDisk(join(from, name), join(to, name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes a picture under the name that it has elsewhere; returns its size in bytes once it is on disk, or null for
 * a name that no store gives.
 */
export async function putPictureFile(
  directory: string,
  name: string,
  { bytes }: Pick<Picture, 'bytes'>,
): Promise<number | null> {
  if (imageFormatIn(name) === null) return null;
  await write(join(directory, name), bytes);
  return bytes.length;
}

async function remove(directory: string, name: string): Promise<void> {
  if (imageFormatIn(name) === null) return;
  const path = join(directory, name);
  try {
    if ((await lstat(path)).isFile()) await unlink(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

async function sweep(directory: string, keep: ReadonlySet<string>): Promise<number> {
  const names = await readdir(directory);
  const orphans = names.filter(
    (name) => !keep.has(name) && imageFormatIn(name.replace(/\.tmp$/, '')) !== null,
  );
  let count = 0;
  for (const name of orphans) {
    const path = join(directory, name);
    if (!(await lstat(path)).isFile()) continue;
    await unlink(path);
    count += 1;
  }
  return count;
}
