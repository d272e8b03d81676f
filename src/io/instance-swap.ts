import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { databaseName } from '../config/config.ts';
import { StartupError } from '../core/startup-error.ts';
import { isMissingOrEmpty } from '../db/sqlite/file-errors.ts';
import { picturesIn, secretName } from './data-dir.ts';
import { giveToOwner, syncDirectory } from './directories.ts';
import { writeNew } from './durable-files.ts';
import { movedFile } from './moved-file.ts';

// Several files cannot be replaced in one step. So a restore first builds the complete new instance beside the old
// one. Renaming its directory commits the restore: from then on, any later start or restore finishes the remaining
// renames. Before that the old instance is untouched.

/** The paths of an instance; absolute. */
interface Storage {
  readonly dataDir: string;
  readonly databaseFile: string;
}

interface Staging {
  readonly directory: string;
  readonly databaseFile: string;
}

/** Where a restored instance is built, on the same file systems as its final place. */
export function stagingOf(storage: Storage): Staging {
  const directory = join(storage.dataDir, stagingName);
  const databaseFile = isInside(storage) ? join(directory, databaseName) : newDatabase(storage);
  return { directory, databaseFile };
}

/** Removes what an unfinished restore has written. */
export function discardStaging(storage: Storage): void {
  rmSync(stagingOf(storage).directory, { recursive: true, force: true });
  if (!isInside(storage)) rmSync(newDatabase(storage), { force: true });
}

/**
 * Puts the restored instance in place and keeps the old files aside; returns where they are. Needs the instance
 * lock. Throws after undoing everything when a file cannot be moved.
 */
export function putInPlace(storage: Storage): readonly string[] {
  const { directory } = stagingOf(storage);
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
  // The process that finishes the restore may be started with another database path.
  writeNew(join(directory, noteName), relative(storage.dataDir, storage.databaseFile));
  giveToOwner(storage.dataDir, directory);
  if (!isInside(storage)) giveToOwner(storage.dataDir, newDatabase(storage));
  renameSync(directory, decided(storage, stamp));
  syncDirectory(storage.dataDir);
  try {
    return finish(storage, stamp);
  } catch (error) {
    renameSync(decided(storage, stamp), directory);
    throw error;
  }
}

/**
 * Finishes a restore that was cut off after its commit. Needs the instance lock. Throws StartupError when its
 * database was to go to another path.
 */
export function finishRestore(storage: Storage): void {
  for (const stamp of decisions(storage)) {
    refuseOtherDatabase(storage, stamp);
    finish(storage, stamp);
  }
}

/**
 * As `finishRestore`, but also discards a restore that was cut off before its commit; a start does this. Throws
 * StartupError when there is no other instance.
 */
export function settleRestore(storage: Storage): void {
  finishRestore(storage);
  const { directory } = stagingOf(storage);
  if (!existsSync(directory)) return;
  if (isMissingOrEmpty(storage.databaseFile)) {
    throw new StartupError(
      `A restore into ${storage.dataDir} was cut off before it was whole`,
      `restore the backup again; to start without it, remove ${directory}`,
    );
  }
  discardStaging(storage);
}

/**
 * For commands that work on an instance without its lock. Throws StartupError while a restore has moved parts of
 * it.
 */
export function refuseDuringRestore(storage: Storage): void {
  if (!existsSync(storage.dataDir)) return;
  const isHalf = existsSync(stagingOf(storage).directory) && isMissingOrEmpty(storage.databaseFile);
  if (!isHalf && decisions(storage).length === 0) return;
  throw new StartupError(
    `A restore into ${storage.dataDir} is under way, or was cut off`,
    'wait for it; if it was cut off, start the server, which ends it or says what to do',
  );
}

/** Whether this is the work directory of a restore, which the next restore discards. */
export function isStaging(dataDir: string, path: string): boolean {
  const name = relative(dataDir, path);
  return name === stagingName || decisionName.test(name);
}

const stagingName = 'restoring.partial';
/**
 * Stores the path of the database relative to the data directory, which may be mounted at another path next time.
 */
const noteName = 'database';

function refuseOtherDatabase(storage: Storage, stamp: string): void {
  const { dataDir, databaseFile } = storage;
  const note = join(decided(storage, stamp), noteName);
  // The note is removed with its directory, once everything is in place.
  if (!existsSync(note)) return;
  const meant = resolve(dataDir, readFileSync(note, 'utf8'));
  if (meant === databaseFile) return;
  throw new StartupError(
    `A restore into ${dataDir} was cut off on its way to the database ${meant}, but DATABASE_URL now says ${databaseFile}`,
    `start once with DATABASE_URL=${meant}, which ends it`,
  );
}

const decisionName = /^restoring-(\d{8}T\d{9}Z)$/;

function decisions({ dataDir }: Storage): readonly string[] {
  return readdirSync(dataDir).flatMap((name) => decisionName.exec(name)?.[1] ?? []);
}

function decided({ dataDir }: Storage, stamp: string): string {
  return join(dataDir, `restoring-${stamp}`);
}

function asideOf({ dataDir }: Storage, stamp: string): string {
  return join(dataDir, `replaced-${stamp}`);
}

function newDatabase({ databaseFile }: Storage): string {
  return `${databaseFile}.restoring`;
}

function isInside({ dataDir, databaseFile }: Storage): boolean {
  return dirname(databaseFile) === dataDir;
}

interface Move {
  readonly from: string;
  readonly to: string;
}

interface Part {
  readonly arrival: Move;
  /** The files at the target, which are moved aside first. */
  readonly departures: readonly Move[];
}

function partsOf(storage: Storage, stamp: string): readonly Part[] {
  const { dataDir, databaseFile } = storage;
  const source = decided(storage, stamp);
  const aside = asideOf(storage, stamp);
  const secret: Part = {
    arrival: { from: join(source, secretName), to: join(dataDir, secretName) },
    departures: [{ from: join(dataDir, secretName), to: join(aside, secretName) }],
  };
  // Moves the content and not the directory: a mount point cannot be moved, and would be back at the next start.
  const pictures: Part = {
    arrival: { from: picturesIn(source), to: picturesIn(dataDir) },
    departures: [{ from: picturesIn(dataDir), to: picturesIn(aside) }],
  };
  const formerDatabase = isInside(storage)
    ? join(aside, databaseName)
    : `${databaseFile}.replaced-${stamp}`;
  const database: Part = {
    arrival: {
      from: isInside(storage) ? join(source, databaseName) : newDatabase(storage),
      to: databaseFile,
    },
    departures: [
      // The log of one database must never be next to another database.
      ...['-wal', '-shm', '-journal', ''].map((end) => ({
        from: databaseFile + end,
        to: formerDatabase + end,
      })),
      // The mark of an instance that has moved is about the former database.
      { from: movedFile(dataDir), to: movedFile(aside) },
    ],
  };
  return [pictures, database, secret];
}

/** Moves what has not been moved yet; returns where the old instance is kept. */
function finish(storage: Storage, stamp: string): readonly string[] {
  const parts = partsOf(storage, stamp);
  const done: Move[] = [];
  try {
    for (const { arrival, departures } of parts) {
      if (!existsSync(arrival.from)) continue;
      for (const departure of departures) {
        if (existsSync(departure.from)) move(storage, departure, done);
      }
      move(storage, arrival, done);
    }
    for (const path of new Set(done.map(({ to }) => dirname(to)))) syncDirectory(path);
  } catch (error) {
    for (const { from, to } of done.toReversed()) renameSync(to, from);
    removeEmpty(dirname(picturesIn(asideOf(storage, stamp))));
    removeEmpty(asideOf(storage, stamp));
    throw error;
  }
  rmSync(decided(storage, stamp), { recursive: true, force: true });
  const kept = parts.flatMap(({ departures }) => departures.map(({ to }) => to));
  return keptPlaces(
    asideOf(storage, stamp),
    kept.filter((path) => existsSync(path)),
  );
}

function move({ dataDir }: Storage, step: Move, done: Move[]): void {
  const made = mkdirSync(dirname(step.to), { recursive: true, mode: 0o700 });
  if (made !== undefined) giveToOwner(dataDir, made);
  renameSync(step.from, step.to);
  done.push(step);
}

/** The directory when it holds files, else the file itself; the log of a database is not listed. */
function keptPlaces(aside: string, paths: readonly string[]): readonly string[] {
  const places = paths.map((path) => (path.startsWith(join(aside, '/')) ? aside : path));
  return [...new Set(places)].filter((place) => !/-(?:wal|shm|journal)$/.test(place));
}

function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // The directory is not empty, or was never made.
  }
}
