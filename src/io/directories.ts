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
 * Creates a directory (0700) with its missing parents and syncs each name to disk, because a loss of power could
 * otherwise lose the name with everything inside. An existing directory stays as it is.
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
 * Gives a file that root created to the owner of its directory: a server that runs as another user, as in a
 * container, could not read it. Does nothing for other users.
 */
export function giveToOwner(directory: string, path: string): void {
  if (process.getuid?.() !== 0 || !existsSync(path)) return;
  const owner = statSync(directory);
  const below = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [];
  try {
    for (const name of ['', ...below]) lchownSync(join(path, String(name)), owner.uid, owner.gid);
  } catch {
    // This file system does not store owners.
  }
}

const cannotSync = new Set(['EACCES', 'EINVAL', 'EROFS', 'ENOTSUP']);

/**
 * Syncs the names in a directory to disk. Does nothing when the directory is not readable or the file system cannot
 * sync directories.
 */
export function syncDirectory(path: string): void {
  // Windows cannot open a directory; its file systems keep names durable by themselves.
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
