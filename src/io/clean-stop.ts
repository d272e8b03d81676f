import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from '../db/port.ts';
import { openDatabase, type OpenOptions } from '../db/sqlite/open.ts';
import { syncDirectory } from './directories.ts';
import { writeNew } from './durable-files.ts';
import { readPlainText } from './plain-files.ts';

// Checking a database from end to end takes 25 ms for each MiB. After an orderly stop a checked database leaves a
// mark in the data directory. While the mark still matches the file, the next start serves at once and checks
// later.

/**
 * Opens the database as the one server of a data directory. After an orderly stop it is served without a check
 * first; closing it writes the mark again. Throws StartupError.
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
      // A file that was neither checked nor changed is as sound as before.
      const isSound = database.isProven() || state === former;
      if (state !== null && isSound) writeCleanStop(mark, state);
    },
  };
}

/**
 * A line of text that changes with every write by any program; null while a log or journal exists beside the file.
 */
function stateOf(file: string): string | null {
  try {
    if (['-wal', '-journal'].some((end) => existsSync(file + end))) return null;
    const { size, ino, mtimeMs } = statSync(file, { bigint: true });
    return `size=${size} changes=${changeCounterOf(file)} inode=${ino} modified=${mtimeMs}\n`;
  } catch {
    return null;
  }
}

/**
 * SQLite counts changes in bytes 24 to 27 of the file, but not all of them in WAL mode; the other three values show
 * the rest.
 */
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

/** The state of the database after an orderly stop; null when there is no mark. */
function readCleanStop(mark: string): string | null {
  try {
    return readPlainText(mark, { maxBytes: maxMarkBytes, followsLinks: false });
  } catch {
    return null;
  }
}

/** Removes the mark durably before the database changes, so that a killed server leaves none. */
function removeCleanStop(mark: string): void {
  if (!existsSync(mark)) return;
  rmSync(mark, { force: true });
  syncDirectory(dirname(mark));
}

/** Writes the mark. If the disk is too full for it, only the next start is slower. */
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
    // A mark that was written in part matches no file.
  }
}
