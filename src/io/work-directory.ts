import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { takeInstanceLock } from '../db/instance-lock.ts';
import { isNetworkFileSystem } from '../db/open.ts';

/** Where something is made beside the place where it will be. */
export interface WorkDirectory {
  readonly draft: string;
  /** An empty directory, to be given its final name. */
  readonly result: string;
  /** Removes what is left of the work. */
  remove(): void;
}

const lockName = 'lock.db';
const draftName = 'draft.db';
const resultName = 'copy';

/**
 * A name of its own for each attempt, and a lock that the kernel lets go of when the process is killed: so
 * the next attempt can tell what is abandoned.
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
    // After the lock: what has only the lock file may be on its way to it.
    mkdirSync(join(path, resultName), { mode: 0o700 });
  } catch (error) {
    remove();
    throw error;
  }
  return { draft: join(path, draftName), result: join(path, resultName), remove };
}

/** Removes what killed attempts have left in the target's directory; what cannot be removed stays. */
export function clearAbandoned(target: string): void {
  // There the lock of another machine may not show.
  if (isNetworkFileSystem(target)) return;
  for (const name of namesIn(dirname(target))) {
    const path = join(dirname(target), name);
    try {
      if (isAbandoned(path)) discard(path);
    } catch {
      // Locked, so somebody is at work there; or it belongs to somebody else.
    }
  }
}

/** None of a directory that may be written to but not read. */
function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

const workName = /.\.partial-[A-Za-z0-9]{6}$/;
const products: readonly string[] = [draftName, `${draftName}-journal`, resultName];
const ours: ReadonlySet<string> = new Set([lockName, ...products]);

/** The lock goes last: without it nobody would take the rest for abandoned. */
function discard(path: string): void {
  for (const name of [...products, '']) rmSync(join(path, name), { recursive: true, force: true });
}

/** Throws when its lock is held. */
function isAbandoned(path: string): boolean {
  if (!workName.test(basename(path)) || !lstatSync(path).isDirectory()) return false;
  const names = readdirSync(path);
  if (names.length < 2 || !names.includes(lockName)) return false;
  if (!names.every((name) => ours.has(name))) return false;
  takeInstanceLock(join(path, lockName))();
  return true;
}
