import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  databaseName,
  type PostgresStorage,
  type SqliteStorage,
  type Storage,
} from '../../../config/config.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { sameSecret } from '../../../core/tokens.ts';
import { copyTables, replacedIn } from '../../../db/copy-rows.ts';
import { openDraft } from '../../../db/sqlite/copy.ts';
import { isMissingOrEmpty } from '../../../db/sqlite/file-errors.ts';
import { takeInstanceLock } from '../../../db/sqlite/instance-lock.ts';
import {
  copySecret,
  type DataDir,
  openDataDir,
  picturesIn,
  secretName,
} from '../../../io/data-dir.ts';
import { giveToOwner } from '../../../io/directories.ts';
import { discardStaging, finishRestore, putInPlace, stagingOf } from '../../../io/instance-swap.ts';
import { clearAbandoned, openWorkDirectory } from '../../../io/work-directory.ts';
import { copyPictures } from '../../account/picture/service.ts';
import { type Contents, explainCopyError } from '../copy/service.ts';
import { checkBackup, copyBackup } from '../read-backup/service.ts';
import { fillServer, pictureCopier, type PicturePlace } from '../transfer/service.ts';

interface RestoreOptions<Where extends Storage = Storage> {
  readonly storage: Where;
  /** A backup, or a copy of a data directory that was made while its server was stopped. */
  readonly backup: string;
  readonly mayReplace: boolean;
}

interface Restored extends Contents {
  /** Where the previous instance was moved to; empty when there was none. */
  readonly kept: readonly string[];
  /** Names in the backup directory that are not part of a backup; they are not copied. */
  readonly leftOut: readonly string[];
  /** How often U+0000 became U+FFFD for PostgreSQL, by table and column. */
  readonly replaced: ReadonlyMap<string, number>;
  /** The file to which the secret of the backup was written for a PostgreSQL database, unless it was there. */
  readonly newSecretFile: string | null;
}

/**
 * Replaces the instance by a copy of the backup while no server runs; all users must sign in again.
 * Throws StartupError, and then leaves the instance as it was.
 */
export async function restore({ storage, ...options }: RestoreOptions): Promise<Restored> {
  const leftOut = checkBackup(options.backup, storage.dataDir);
  const restored = await (storage.kind === 'sqlite'
    ? restoreFile({ storage, ...options })
    : restoreServer({ storage, ...options }));
  return { newSecretFile: null, replaced: new Map(), ...restored, leftOut };
}

type Outcome = Contents &
  Pick<Restored, 'kept'> &
  Partial<Pick<Restored, 'newSecretFile' | 'replaced'>>;

async function restoreFile({
  storage,
  backup,
  mayReplace,
}: RestoreOptions<SqliteStorage>): Promise<Outcome> {
  refuseWithoutParent(storage);
  const dataDir = openDataDir(storage.dataDir, storage.secretKey);
  const release = takeInstanceLock(dataDir.lockFile);
  giveToOwner(dataDir.path, dataDir.lockFile);
  try {
    finishRestore(storage);
    if (!mayReplace) refuseToReplace(storage);
    const contents = await stage(storage, backup);
    const kept = putStagedInPlace(storage);
    dataDir.markInitialized();
    giveToOwner(dataDir.path, dataDir.markerFile);
    return { ...contents, kept };
  } finally {
    release();
  }
}

function refuseWithoutParent(storage: SqliteStorage): void {
  const parent = dirname(storage.databaseFile);
  if (parent === storage.dataDir || existsSync(parent)) return;
  throw new StartupError(
    `There is no directory ${parent} for the database`,
    'make it, or correct DATABASE_URL',
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
    return await copyBackup(backup, { draft, databaseFile, directory });
  } catch (error) {
    discardStaging(storage);
    throw explainCopyError(error, storage.dataDir);
  }
}

function putStagedInPlace(storage: SqliteStorage): readonly string[] {
  try {
    return putInPlace(storage);
  } catch (error) {
    discardStaging(storage);
    throw explainCopyError(error, storage.dataDir);
  }
}

/** Checks the backup in a private copy of it before the database is touched. */
async function restoreServer({
  storage,
  backup,
  mayReplace,
}: RestoreOptions<PostgresStorage>): Promise<Outcome> {
  const dataDir = openDataDir(storage.dataDir, storage.secretKey);
  const place = join(dataDir.path, 'restore');
  clearAbandoned(place);
  const work = openWorkDirectory(place);
  try {
    const { draft, result: directory } = work;
    const databaseFile = join(directory, databaseName);
    const contents = await copyBackup(backup, { draft, databaseFile, directory });
    const newSecretFile = agreeOnSecret(dataDir, directory);
    const poured = await pour(storage, directory, mayReplace).catch((error: unknown) => {
      if (newSecretFile !== null) rmSync(newSecretFile);
      throw error;
    });
    dataDir.markInitialized();
    giveToOwner(dataDir.path, dataDir.markerFile);
    return { ...contents, ...poured, newSecretFile };
  } catch (error) {
    throw explainCopyError(error, dataDir.path);
  } finally {
    work.remove();
  }
}

/**
 * Gives the data directory the secret of the backup when it has none; returns the file it then wrote. Throws
 * StartupError when it has another one: several servers share it, and each must be given the right one.
 */
function agreeOnSecret(dataDir: DataDir, backup: string): string | null {
  if (!dataDir.hasSecretKey()) {
    copySecret(backup, dataDir.path);
    const file = join(dataDir.path, secretName);
    giveToOwner(dataDir.path, file);
    return file;
  }
  const secret = openDataDir(backup).secretKey(false);
  if (sameSecret(dataDir.secretKey(false), secret)) return null;
  throw new StartupError(
    'The backup was made with another secret key than the one that is set',
    `set SECRET_KEY to the text in ${secretName} of the backup, or move ${join(dataDir.path, secretName)} away; nothing was changed`,
  );
}

/** Fills the database from a checked copy; returns the schema to which a former instance was moved. */
async function pour(
  { address }: PostgresStorage,
  directory: string,
  mayReplace: boolean,
): Promise<Pick<Restored, 'kept' | 'replaced'>> {
  const opened = openDraft(join(directory, databaseName));
  const files: PicturePlace = { kind: 'files', directory: picturesIn(directory) };
  try {
    const { value, kept } = await fillServer(address, {
      mayReplace,
      fill: async (to) => {
        const copied = await copyTables({ from: opened.db, to });
        await copyPictures(to, pictureCopier(files, { kind: 'rows', db: to }));
        return copied;
      },
    });
    return { kept: kept === null ? [] : [`the schema ${kept}`], replaced: replacedIn(value) };
  } finally {
    await opened.close();
  }
}
