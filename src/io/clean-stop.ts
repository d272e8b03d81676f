import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openDatabase, type OpenOptions } from '../db/open.ts';
import { syncDirectory } from './directories.ts';
import { writeNew } from './durable-files.ts';
import { readPlainText } from './plain-files.ts';

// Checking a database from end to end takes 25 ms for each MiB. A server that has checked it, and put it away in
// good order, leaves a mark in the data directory; while the mark still describes the file, the next start
// serves at once and checks it afterwards.

/**
 * Opens the database of the one server of a data directory. One that an orderly stop has put away is served at
 * once; closing it leaves the mark again. Throws StartupError.
 */
export function openOwnDatabase(
  file: string,
  mark: string,
  options: Pick<OpenOptions, 'onEffectFailure'> = {},
): Database {
  const former = readCleanStop(mark);
  const database = openDatabase(file, {
    ...options,
    wasPutAway: former !== null && former === stateOf(file),
    beforeChange: () => {
      removeCleanStop(mark);
    },
  });
  return {
    ...database,
    async close() {
      await database.close();
      const state = stateOf(file);
      // What was neither checked nor changed is as good as it was before.
      const isSound = database.isProven() || state === former;
      if (state !== null && isSound) writeCleanStop(mark, state);
    },
  };
}

/** What any write by anybody changes, as one line of text; null while a log or journal stands beside the file. */
function stateOf(file: string): string | null {
  try {
    if (['-wal', '-journal'].some((end) => existsSync(file + end))) return null;
    const { size, ino, mtimeMs } = statSync(file, { bigint: true });
    return `size=${size} changes=${changeCounterOf(file)} inode=${ino} modified=${mtimeMs}\n`;
  } catch {
    return null;
  }
}

/** SQLite counts changes in bytes 24 to 27 of the file, but with a log not all; the other three see the rest. */
function changeCounterOf(file: string): number {
  const bytes = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, bytes, 0, bytes.length, 24);
  } finally {
    closeSync(descriptor);
  }
  return bytes.readUInt32BE();
}

const maxMarkBytes = 4096;

/** The state in which an orderly stop has put the database away; null when there is no mark. */
function readCleanStop(mark: string): string | null {
  try {
    return readPlainText(mark, { maxBytes: maxMarkBytes, followsLinks: false });
  } catch {
    return null;
  }
}

/** Removes the mark, on disk, before the database changes: who is killed leaves none. */
function removeCleanStop(mark: string): void {
  if (!existsSync(mark)) return;
  rmSync(mark, { force: true });
  syncDirectory(dirname(mark));
}

/** Leaves the mark. A disk without room for it only makes the next start slower. */
function writeCleanStop(mark: string, state: string): void {
  try {
    writeNew(mark, state);
  } catch {
    removeQuietly(mark);
  }
}

function removeQuietly(mark: string): void {
  try {
    rmSync(mark, { force: true });
  } catch {
    // One that was not written whole describes no file.
  }
}
