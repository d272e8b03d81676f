import {
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from '../core/error-code.ts';

/**
 * Makes a directory (0700) and what is missing above it, each name on disk: without that a loss of power
 * may take the name, and with it everything inside, however well that was synced. One that is there stays.
 */
export function makeDirectory(path: string): void {
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  const top = dirname(resolve(made));
  for (let at = dirname(resolve(path)); at.length >= top.length; at = dirname(at)) {
    syncDirectory(at);
    if (at === dirname(at)) return;
  }
}

/**
 * Gives what root has put into a directory to the directory's owner: a server that runs as somebody else,
 * as in a container, could not read it. Does nothing when anybody else runs it.
 */
export function giveToOwner(directory: string, path: string): void {
  if (process.getuid?.() !== 0 || !existsSync(path)) return;
  const owner = statSync(directory);
  const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [];
  try {
    for (const name of ['', ...below]) lchownSync(join(path, String(name)), owner.uid, owner.gid);
  } catch {
    // A file system without owners has nothing to give.
  }
}

const cannotSync = new Set(['EACCES', 'EINVAL', 'EROFS', 'ENOTSUP']);

/**
 * Puts the names in a directory on disk. One that may be written to but not read, or on a file system that
 * syncs no directories, is left to the system.
 */
export function syncDirectory(path: string): void {
  // Windows cannot open a directory; its file system keeps names durable without it.
  if (process.platform === 'win32') return;
  try {
    const handle = openSync(path, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (!cannotSync.has(errorCode(error))) throw error;
  }
}
