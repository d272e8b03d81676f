import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';

// Non-blocking, because opening a pipe would otherwise wait for a writer.
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const itself = withoutWaiting | (constants.O_NOFOLLOW ?? 0);

/** The refusal of a link, pipe, device or socket in place of a file. */
export function notPlain(path: string, cause?: unknown): StartupError {
  return new StartupError(
    `${path} is not a regular file`,
    'put the file itself there: links, pipes, devices and sockets are not read',
    cause,
  );
}

/** The refusal of a file that is larger than a valid one can be. */
export function tooLarge(path: string, maxBytes: number): StartupError {
  return new StartupError(
    `${path} is larger than it can be (${maxBytes} bytes)`,
    'take another backup',
  );
}

/** Opens a regular file for reading and follows no link. Throws StartupError, or the system's error. */
export async function openPlain(path: string): Promise<FileHandle> {
  const file = await open(path, itself).catch((error: unknown) => {
    throw isNotPlain(error) ? notPlain(path, error) : error;
  });
  try {
    if ((await file.stat()).isFile()) return file;
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  throw notPlain(path);
}

interface TextOptions {
  readonly maxBytes: number;
  readonly followsLinks: boolean;
}

/** The text of a small regular file. Throws StartupError, or the system's error. */
export function readPlainText(path: string, { maxBytes, followsLinks }: TextOptions): string {
  const file = openToRead(path, followsLinks);
  try {
    const { size } = regularOf(file, path);
    if (size > maxBytes) throw tooLarge(path, maxBytes);
    const bytes = new Uint8Array(size);
    const length = readSync(file, bytes, 0, size, 0);
    return new TextDecoder().decode(bytes.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

function openToRead(path: string, followsLinks: boolean): number {
  try {
    return openSync(path, followsLinks ? withoutWaiting : itself);
  } catch (error) {
    throw isNotPlain(error) ? notPlain(path, error) : error;
  }
}

function regularOf(file: number, path: string): { readonly size: number } {
  const found = fstatSync(file);
  if (found.isDirectory())
    throw Object.assign(new Error(`${path} is a directory`), { code: 'EISDIR' });
  if (!found.isFile()) throw notPlain(path);
  return found;
}

/** Whether this is the system's error for a link that must not be followed, or for a socket. */
function isNotPlain(error: unknown): boolean {
  return ['ELOOP', 'EMLINK', 'ENXIO'].includes(errorCode(error));
}
