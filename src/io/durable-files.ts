import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { chmod, copyFile, open } from 'node:fs/promises';
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

/** Copies a file, however large, to a new one of mode 0600; answers its bytes once they are on disk. */
export async function copyToDisk(from: string, to: string): Promise<number> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await chmod(to, 0o600);
  const copy = await open(to, 'r+');
  try {
    await copy.sync();
    return (await copy.stat()).size;
  } finally {
    await copy.close();
  }
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
