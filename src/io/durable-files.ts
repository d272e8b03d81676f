import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { syncDirectory } from './directories.ts';

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

/** Copies a file, however large, to a new one of mode 0600; on disk when it returns. */
export function copyToDisk(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  chmodSync(to, 0o600);
  syncFile(to);
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
