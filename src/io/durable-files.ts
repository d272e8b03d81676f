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
 * Writes a new file (0600) so that after a crash it is either complete on disk or absent. A file that another
 * process created in the meantime is kept.
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

/** A hard link never replaces an existing file, unlike a rename; some file systems only support renaming. */
function giveName(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch {
    if (!existsSync(file)) renameSync(draft, file);
  }
}

const copiedAtOnce = 1024 * 1024;

/**
 * Copies a regular file of any size to a new file (0600); returns its size in bytes once it is on disk. Throws
 * StartupError for a link, pipe, device or socket.
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

/** Copies as many bytes as the file had at the beginning, because a growing file has no end. */
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

/** Waits until a file is on disk. Throws the system's error. */
export function syncFile(path: string): void {
  // Windows flushes only files that are open for writing.
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
