import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from './directories.ts';
import { openPlain } from './plain-files.ts';

/**
 * Whole and on disk, or not there, whenever the process or the disk gives out; 0600. A file that another
 * process has made meanwhile stays.
 */
export function writeNew(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  try {
    writeWhole(draft, text);
    giveName(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  syncDirectory(dirname(file));
}

function writeWhole(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Unlike a renaming, a second name never takes the place of a file; some file systems know only renaming. */
function giveName(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch {
    if (!existsSync(file)) renameSync(draft, file);
  }
}

const copiedAtOnce = 1024 * 1024;

/**
 * Copies a regular file, however large, to a new one of mode 0600; answers its bytes once they are on disk.
 * Throws StartupError for a link, pipe, device or socket.
 */
export async function copyToDisk(from: string, to: string): Promise<number> {
  const source = await openPlain(from);
  try {
    const copy = await open(to, 'wx', 0o600);
    try {
      const bytes = await copyBytes(source, copy);
      await copy.sync();
      return bytes;
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
}

/** As much as was there at the beginning: a file that grows meanwhile has no end. */
async function copyBytes(source: FileHandle, copy: FileHandle): Promise<number> {
  const { size } = await source.stat();
  const buffer = new Uint8Array(Math.min(copiedAtOnce, size));
  let length = 0;
  while (length < size) {
    const wanted = Math.min(buffer.length, size - length);
    const { bytesRead } = await source.read(buffer, 0, wanted, length);
    if (bytesRead === 0) break;
    await copy.write(buffer, 0, bytesRead, length);
    length += bytesRead;
  }
  return length;
}

export function syncFile(path: string): void {
  // Windows flushes only what is open for writing.
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
