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
import { isMissingOrEmpty } from '../db/storage-errors.ts';
import { picturesIn, secretName } from './data-dir.ts';
import { giveToOwner, syncDirectory } from './directories.ts';
import { writeNew } from './durable-files.ts';

// Several files cannot change places in one step. So a restored instance is first made whole beside the old
// one; giving its directory another name is the decision, and from then on whoever comes next ends what is
// left of the renaming. Until then the old instance has not been touched.

/** Where an instance lives; absolute paths. */
interface Storage {
  readonly dataDir: string;
  readonly databaseFile: string;
}

interface Staging {
  readonly directory: string;
  readonly databaseFile: string;
}

/** Where a restored instance is made, on the file systems where it will live. */
export function stagingOf(storage: Storage): Staging {
  const directory = join(storage.dataDir, stagingName);
  const databaseFile = isInside(storage) ? join(directory, databaseName) : newDatabase(storage);
  return { directory, databaseFile };
}

/** Removes what a restore has made so far. */
export function discardStaging(storage: Storage): void {
  rmSync(stagingOf(storage).directory, { recursive: true, force: true });
  if (!isInside(storage)) rmSync(newDatabase(storage), { force: true });
}

/**
 * Puts what was staged in place; what was there before is kept aside. Needs the instance lock. Answers
 * where it is kept. Throws after putting everything back when a file cannot be moved.
 */
export function putInPlace(storage: Storage): readonly string[] {
  const { directory } = stagingOf(storage);
  const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
  // Whoever ends it may have been told of another database.
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
 * Ends a restore that was cut off after its decision. Needs the instance lock. Throws StartupError when its
 * database was to go elsewhere.
 */
export function finishRestore(storage: Storage): void {
  for (const stamp of decisions(storage)) {
    refuseOtherDatabase(storage, stamp);
    finish(storage, stamp);
  }
}

/** As `finishRestore`, and forgets one that was cut off before; a start does it. Throws StartupError when there is nothing else. */
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

/** For whoever works on an instance without its lock. Throws StartupError while parts of it are elsewhere. */
export function refuseDuringRestore(storage: Storage): void {
  if (!existsSync(storage.dataDir)) return;
  const isHalf = existsSync(stagingOf(storage).directory) && isMissingOrEmpty(storage.databaseFile);
  if (!isHalf && decisions(storage).length === 0) return;
  throw new StartupError(
    `A restore into ${storage.dataDir} is under way, or was cut off`,
    'wait for it; if it was cut off, start the server, which ends it or says what to do',
  );
}

/** Whether this is what a restore works on: the next one throws it away. */
export function isStaging(dataDir: string, path: string): boolean {
  const name = relative(dataDir, path);
  return name === stagingName || decisionName.test(name);
}

const stagingName = 'restoring.partial';
/** Says where the database goes, seen from the data directory: that may be mounted elsewhere next time. */
const noteName = 'database';

function refuseOtherDatabase(storage: Storage, stamp: string): void {
  const { dataDir, databaseFile } = storage;
  const note = join(decided(storage, stamp), noteName);
  // It goes with the rest of the directory, once everything is in place.
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
  /** What stands there, moved aside first. */
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
  // Not the directory above: what is mounted on this one would go with it, and be back at the next start.
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
    // The log of one database must never be found beside another.
    departures: ['-wal', '-shm', '-journal', ''].map((end) => ({
      from: databaseFile + end,
      to: formerDatabase + end,
    })),
  };
  return [pictures, database, secret];
}

/** Moves what has not been moved yet; answers where the former instance is kept. */
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

/** The directory for what is in one, else the file; a database's log is not worth a word. */
function keptPlaces(aside: string, paths: readonly string[]): readonly string[] {
  const places = paths.map((path) => (path.startsWith(join(aside, '/')) ? aside : path));
  return [...new Set(places)].filter((place) => !/-(?:wal|shm|journal)$/.test(place));
}

function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Something is in it, or it was never made.
  }
}
