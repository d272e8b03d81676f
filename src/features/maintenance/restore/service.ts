import { existsSync, mkdirSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { databaseName, type SqliteStorage } from '../../../config/config.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { missingPart } from '../../../db/sqlite/copy.ts';
import { foreignDatabase } from '../../../db/sqlite/foreign-parts.ts';
import { keepServersOut, takeInstanceLock } from '../../../db/sqlite/instance-lock.ts';
import { migrate } from '../../../db/migrate.ts';
import type { Schema } from '../../../db/schema.ts';
import { isMissingOrEmpty } from '../../../db/sqlite/file-errors.ts';
import { judgeBackup } from '../../../io/backup-directory.ts';
import { copySecret, lockName, openDataDir, picturesIn, secretName } from '../../../io/data-dir.ts';
import { giveToOwner } from '../../../io/directories.ts';
import { copyToDisk } from '../../../io/durable-files.ts';
import {
  discardStaging,
  finishRestore,
  isStaging,
  putInPlace,
  stagingOf,
} from '../../../io/instance-swap.ts';
import { recordEntry } from '../../audit/service.ts';
import { completeCopy, type Contents, explainCopyError } from '../backup/service.ts';
import { isBootstrapped } from '../../settings/service.ts';

interface RestoreOptions {
  readonly storage: SqliteStorage;
  /** A backup, or a copy of a data directory that was made while its server was stopped. */
  readonly backup: string;
  readonly mayReplace: boolean;
}

interface Restored extends Contents {
  /** The paths to which the previous instance was moved; empty when there was none. */
  readonly kept: readonly string[];
  /** Names in the backup directory that are not part of a backup; they are not copied. */
  readonly leftOut: readonly string[];
}

/**
 * Replaces the instance by a copy of the backup while no server runs; all users must sign in again.
 * Throws StartupError, and then leaves the instance as it was.
 */
export async function restore({ storage, backup, mayReplace }: RestoreOptions): Promise<Restored> {
  const leftOut = checkBackup(backup, storage);
  const dataDir = openDataDir(storage.dataDir);
  const release = takeInstanceLock(dataDir.lockFile);
  giveToOwner(dataDir.path, dataDir.lockFile);
  try {
    finishRestore(storage);
    if (!mayReplace) refuseToReplace(storage);
    const contents = await stage(storage, backup);
    const kept = putStagedInPlace(storage);
    dataDir.markInitialized();
    giveToOwner(dataDir.path, dataDir.markerFile);
    return { ...contents, kept, leftOut };
  } finally {
    release();
  }
}

/** Returns the names that are not part of a backup. Throws StartupError when it cannot be restored. */
function checkBackup(backup: string, storage: SqliteStorage): readonly string[] {
  if (!(statSync(backup, { throwIfNoEntry: false })?.isDirectory() ?? false)) {
    throw new StartupError(`There is no directory ${backup}`, 'name the directory of the backup');
  }
  if (existsSync(storage.dataDir)) refuseItself(backup, storage);
  const leftOut = judgeBackup(backup);
  if (isMissingOrEmpty(join(backup, databaseName))) throw notWhole(backup, databaseName);
  if (!existsSync(join(backup, secretName))) throw notWhole(backup, secretName);
  const parent = dirname(storage.databaseFile);
  if (parent === storage.dataDir || existsSync(parent)) return leftOut;
  throw new StartupError(
    `There is no directory ${parent} for the database`,
    'make it, or correct DATABASE_URL',
  );
}

function refuseItself(backup: string, storage: SqliteStorage): void {
  const dataDir = realpathSync(storage.dataDir);
  if (dataDir === realpathSync(backup)) {
    throw new StartupError(
      `${backup} is the data directory itself`,
      'name a backup, or set DATA_DIR to where it shall go',
    );
  }
  if (!isStaging(dataDir, realpathSync(backup))) return;
  throw new StartupError(
    `${backup} is what a restore that was cut off has made, and the next one removes it`,
    'name the backup that it was made of, or move it to another place first',
  );
}

function notWhole(backup: string, missing: string): StartupError {
  return new StartupError(
    `${backup} is not a whole backup: it has no ${missing}`,
    'name a directory that "anchor-auth backup" made to its end',
  );
}

function refuseToReplace({ dataDir, databaseFile }: SqliteStorage): void {
  if (isMissingOrEmpty(databaseFile) && !existsSync(join(dataDir, secretName))) return;
  throw new StartupError(
    `${dataDir} holds an instance already`,
    '--replace moves it aside and keeps it; or set DATA_DIR to another place',
  );
}

/** Builds the restored instance in a directory beside the existing one. */
async function stage(storage: SqliteStorage, backup: string): Promise<Contents> {
  const { directory, databaseFile } = stagingOf(storage);
  discardStaging(storage);
  try {
    mkdirSync(directory, { mode: 0o700 });
    const draft = join(directory, 'draft.db');
    await copyDraft(backup, draft);
    const contents = await completeCopy({
      draft,
      databaseFile,
      directory,
      pictures: picturesIn(backup),
      damaged: (detail) => damaged(backup, detail),
      foreign: (part) => foreign(backup, part),
      prepare: (db) => prepare(db, backup),
    });
    copySecret(backup, directory);
    return contents;
  } catch (error) {
    discardStaging(storage);
    throw explainCopyError(error, storage.dataDir);
  }
}

/** Copies the database with its write-ahead log, in which a killed server leaves commits. */
async function copyDraft(backup: string, to: string): Promise<void> {
  const release = keepServersOut(join(backup, lockName));
  try {
    const from = join(backup, databaseName);
    requireSpace(from, dirname(to));
    for (const end of ['', '-wal', '-journal']) {
      if (existsSync(from + end)) await copyToDisk(from + end, to + end);
    }
  } finally {
    release();
  }
}

/** Refuses a database larger than the free disk space; a sparse file can claim any size. */
function requireSpace(databaseFile: string, directory: string): void {
  const sizes = ['', '-wal'].map((end) => statSync(databaseFile + end, { throwIfNoEntry: false }));
  const bytes = sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
  const { blocks, bavail, bsize } = statfsSync(directory);
  // Some file systems do not report free space; there the copy itself fails when the disk is full.
  if (blocks === 0 || bytes <= bavail * bsize) return;
  throw new StartupError(
    `There is not enough space in ${directory} for the database of ${bytes} bytes`,
    'free some space there, then try again: nothing was changed',
  );
}

function damaged(backup: string, detail: unknown): StartupError {
  return new StartupError(
    `The database in ${backup} is damaged`,
    'nothing was changed: take another backup',
    detail,
  );
}

function foreign(backup: string, part: string): StartupError {
  return foreignDatabase(
    `The database in ${backup}`,
    part,
    'take another backup, or find out who made it and remove it from a copy of this one',
  );
}

async function prepare(db: Kysely<Schema>, backup: string): Promise<void> {
  await migrate(db);
  // A migration that is recorded as applied does not prove that its tables still exist.
  const missing = await missingPart(db);
  if (missing !== null) throw damaged(backup, `it has no ${missing}`);
  if (!(await isBootstrapped(db))) {
    throw new StartupError(
      `There is no account in ${backup}`,
      'name another backup: the first person to register would become its administrator',
    );
  }
  await recordEntry(db, {
    event: 'backup.restored',
    outcome: 'success',
    actor: null,
    target: null,
    origin: null,
  });
}

function putStagedInPlace(storage: SqliteStorage): readonly string[] {
  try {
    return putInPlace(storage);
  } catch (error) {
    discardStaging(storage);
    throw explainCopyError(error, storage.dataDir);
  }
}
