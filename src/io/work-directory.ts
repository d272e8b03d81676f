import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { takeInstanceLock } from '../db/sqlite/instance-lock.ts';
import { isNetworkFileSystem } from '../db/sqlite/open.ts';

/** A directory beside the target, in which something is built. */
export interface WorkDirectory {
  readonly draft: string;
  /** An empty directory that is later renamed to the target. */
  readonly result: string;
  /** Removes the rest of the work directory. */
  remove(): void;
}

const lockName = 'lock.db';
const draftName = 'draft.db';
const resultName = 'copy';

/**
 * Creates a work directory with a unique name and a lock, which the kernel releases when the process is killed. So
 * the next attempt can recognise abandoned directories.
 */
export function openWorkDirectory(target: string): WorkDirectory {
  const path = mkdtempSync(`${target}.partial-`);
  let release: (() => void) | null = null;
  const remove = (): void => {
    release?.();
    discard(path);
  };
  try {
    release = takeInstanceLock(join(path, lockName));
    // Created after the lock, so that a directory with only a lock file may still be in use.
    mkdirSync(join(path, resultName), { mode: 0o700 });
  } catch (error) {
    remove();
    throw error;
  }
  return { draft: join(path, draftName), result: join(path, resultName), remove };
}

/** Removes what killed attempts left beside the target; what cannot be removed stays. */
export function clearAbandoned(target: string): void {
  // A network file system may not show the locks of other machines.
  if (isNetworkFileSystem(target)) return;
  for (const name of namesIn(dirname(target))) {
    const path = join(dirname(target), name);
    try {
      if (isAbandoned(path)) discard(path);
    } catch {
      // Locked, so it is in use; or it belongs to another user.
    }
  }
}

/** Empty for a directory that is writable but not readable. */
function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

const workName = /.\.partial-[A-Za-z0-9]{6}$/;
const products: readonly string[] = [draftName, `${draftName}-journal`, resultName];
const ownNames: ReadonlySet<string> = new Set([lockName, ...products]);

/** The lock is removed last: without it the rest would not be recognised as abandoned. */
function discard(path: string): void {
  for (const name of [...products, '']) rmSync(join(path, name), { recursive: true, force: true });
}

/** Throws when another process holds the lock. */
function isAbandoned(path: string): boolean {
  if (!workName.test(basename(path)) || !lstatSync(path).isDirectory()) return false;
  const names = readdirSync(path);
  if (names.length < 2 || !names.includes(lockName)) return false;
  if (!names.every((name) => ownNames.has(name))) return false;
  takeInstanceLock(join(path, lockName))();
  return true;
}
