import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { databaseName } from '../config/config.ts';
import { StartupError } from '../core/startup-error.ts';
import { cleanStopName, lockName, maxSecretBytes, picturesIn, secretName } from './data-dir.ts';
import { notPlain, tooLarge } from './plain-files.ts';

const unlimited = Number.MAX_SAFE_INTEGER;

/** The files of a data directory, with the largest size of each in bytes. */
const files: Readonly<Record<string, number>> = {
  [databaseName]: unlimited,
  [`${databaseName}-wal`]: unlimited,
  [`${databaseName}-shm`]: unlimited,
  [`${databaseName}-journal`]: unlimited,
  [secretName]: maxSecretBytes,
  initialized: 65_536,
  [cleanStopName]: 65_536,
  [lockName]: 65_536,
  [`${lockName}-journal`]: 65_536,
};

/** Larger than any picture that this program writes. */
const maxPictureBytes = 8 * 1024 * 1024;

/**
 * Checks every file of a backup before it is read: only regular files of plausible size are accepted, so that no
 * link, pipe or endless file is followed. Returns the names that do not belong to a backup. Throws StartupError.
 */
export function judgeBackup(backup: string): readonly string[] {
  const others: string[] = [];
  for (const name of readdirSync(backup).toSorted()) {
    const maxBytes = Object.hasOwn(files, name) ? files[name] : undefined;
    if (maxBytes !== undefined) judgeFile(join(backup, name), maxBytes);
    else if (name !== 'uploads') others.push(name);
  }
  judgePictures(backup);
  return others;
}

function judgeFile(path: string, maxBytes: number): void {
  const found = lstatSync(path);
  // A directory is refused where it is read, with a message about the file that should be there.
  if (!found.isFile() && !found.isDirectory()) throw notPlain(path);
  if (found.isFile() && found.size > maxBytes) throw tooLarge(path, maxBytes);
}

function judgePictures(backup: string): void {
  const pictures = picturesIn(backup);
  for (const path of [join(pictures, '..'), pictures]) {
    const found = lookAt(path);
    if (found === null) return;
    if (!found.isDirectory()) {
      throw new StartupError(
        `${path} is not a directory`,
        'put the directory itself there: links are not followed',
      );
    }
  }
  for (const name of readdirSync(pictures)) judgeFile(join(pictures, name), maxPictureBytes);
}

function lookAt(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}
