import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { databaseName, type SqliteStorage } from '../../../config/config.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { copyDatabase, openDraft } from '../../../db/sqlite/copy.ts';
import { foreignDatabase, foreignPartIn } from '../../../db/sqlite/foreign-parts.ts';
import { problemOf } from '../../../db/sqlite/health.ts';
import { hasSchema } from '../../../db/migrate.ts';
import type { Database } from '../../../db/port.ts';
import { openDatabase } from '../../../db/sqlite/open.ts';
import type { Schema } from '../../../db/schema.ts';
import { isDamage } from '../../../db/storage-errors.ts';
import { damagedDatabase, isMissingOrEmpty, lostDatabase } from '../../../db/sqlite/file-errors.ts';
import { type DataDir, openDataDir, picturesIn } from '../../../io/data-dir.ts';
import { syncDirectory } from '../../../io/directories.ts';
import { syncFile } from '../../../io/durable-files.ts';
import { clearAbandoned, openWorkDirectory } from '../../../io/work-directory.ts';
import { recordEntry } from '../../audit/service.ts';
import { copyPictures } from '../../account/picture/service.ts';
import { forgetAll as forgetFlows } from '../../federation/flow-store/service.ts';
import { forgetAll as forgetCodes } from '../../federation/login-codes/service.ts';
import { forgetAll as forgetSessions } from '../../sessions/service.ts';
import { forgetSigningKey } from '../../settings/fingerprints/service.ts';
import { isBootstrapped } from '../../settings/service.ts';
import { countUsers } from '../../users/service.ts';

/** The counts of users and pictures in a copy of an instance, and its size in bytes. */
export interface Contents {
  readonly people: number;
  readonly pictures: number;
  readonly bytes: number;
}

interface Backup extends Contents {
  /** Whether the backup was recorded in the audit log of the instance. */
  readonly isNoted: boolean;
}

/**
 * Copies an instance to a new directory, whether a server runs or not; the copy is a data directory without
 * sessions. Throws StartupError, and then leaves no files.
 */
export async function backUp(storage: SqliteStorage, directory: string): Promise<Backup> {
  refuseTarget(directory);
  const { databaseFile } = storage;
  if (isMissingOrEmpty(databaseFile)) throw lostDatabase(databaseFile);
  const dataDir = openDataDir(storage.dataDir, storage.secretKey);
  const database = openDatabase(databaseFile);
  try {
    await refuseWithoutPeople(database, dataDir, databaseFile);
    dataDir.secretKey(false);
    const contents = await writeBackup({ dataDir, databaseFile, directory });
    return { ...contents, isNoted: await note(database, contents) };
  } catch (error) {
    throw explainCopyError(error, directory);
  } finally {
    await database.close();
  }
}

function refuseTarget(directory: string): void {
  const parent = dirname(directory);
  if (existsSync(directory)) {
    throw new StartupError(
      `${directory} exists already`,
      'choose a name that is still free: a backup never replaces anything',
    );
  }
  if (!existsSync(parent)) {
    throw new StartupError(
      `There is no directory ${parent}`,
      'make it, or see that its disk is mounted',
    );
  }
}

async function refuseWithoutPeople(
  { read, migrations }: Database,
  dataDir: DataDir,
  file: string,
): Promise<void> {
  if ((await hasSchema(migrations)) && (await isBootstrapped(read))) return;
  if (dataDir.isInitialized()) throw lostDatabase(file);
  throw new StartupError(
    'There is nothing to back up: this server has no account yet',
    'make one first',
  );
}

interface Target {
  readonly dataDir: DataDir;
  readonly databaseFile: string;
  readonly directory: string;
}

async function writeBackup({ dataDir, databaseFile, directory }: Target): Promise<Contents> {
  const before = statSync(databaseFile).ino;
  clearAbandoned(directory);
  const work = openWorkDirectory(directory);
  const { draft, result } = work;
  try {
    copyDatabase(databaseFile, draft);
    const contents = await completeCopy({
      draft,
      databaseFile: join(result, databaseName),
      directory: result,
      pictures: dataDir.pictures,
      damaged: (detail) => damagedDatabase(databaseFile, detail),
      foreign: (part) => foreignDatabase(`The database ${databaseFile}`, part, 'remove it first'),
    });
    dataDir.copyTo(result);
    refuseMixture(dataDir, statSync(databaseFile, { throwIfNoEntry: false })?.ino === before);
    syncDirectory(result);
    renameSync(result, directory);
    syncDirectory(dirname(directory));
    return contents;
  } finally {
    work.remove();
  }
}

/** Refuses a copy when another backup was restored meanwhile: it would contain parts of two instances. */
function refuseMixture(dataDir: DataDir, isSame: boolean): void {
  if (isSame) return;
  throw new StartupError(
    `Something was restored to ${dataDir.path} meanwhile`,
    'make the backup again, of what is there now',
  );
}

interface Copy {
  /** A private copy of the database; it is deleted afterwards. */
  readonly draft: string;
  readonly databaseFile: string;
  /** The directory of the copy. */
  readonly directory: string;
  /** The directory that the pictures are copied from. */
  readonly pictures: string;
  readonly damaged: (detail: unknown) => StartupError;
  readonly foreign: (part: string) => StartupError;
  /** Runs on the draft before all other steps. */
  readonly prepare?: (db: Kysely<Schema>) => Promise<void>;
}

/** Makes a checked database without sessions from the draft, and copies its pictures; all are synced to disk. */
export async function completeCopy(copy: Copy): Promise<Contents> {
  try {
    const part = foreignPartIn(copy.draft);
    if (part !== null) throw copy.foreign(part);
    const contents = await settleDraft(copy);
    // The draft is copied again, because only a new file contains no remains of the deleted rows.
    copyDatabase(copy.draft, copy.databaseFile);
    rmSync(copy.draft);
    const problem = problemOf(copy.databaseFile);
    if (problem !== null) throw copy.damaged(problem);
    syncFile(copy.databaseFile);
    for (const path of [copy.directory, join(copy.directory, 'uploads')]) syncDirectory(path);
    return { ...contents, bytes: contents.bytes + statSync(copy.databaseFile).size };
  } catch (error) {
    throw isDamage(error) ? copy.damaged(error) : error;
  }
}

async function settleDraft({ draft, pictures, directory, prepare }: Copy): Promise<Contents> {
  const opened = openDraft(draft);
  const { db } = opened;
  try {
    await prepare?.(db);
    await endEverySignIn(db);
    const copied = await copyPictures(db, pictures, picturesIn(directory));
    syncDirectory(picturesIn(directory));
    return { people: await countUsers(db), ...copied };
  } finally {
    await opened.close();
  }
}

/** Sessions that end after the backup must not be valid again when it is restored. */
async function endEverySignIn(db: Kysely<Schema>): Promise<void> {
  for (const forgetAll of [forgetFlows, forgetCodes, forgetSessions, forgetSigningKey]) {
    await forgetAll(db);
  }
}

/** The backup is complete, so a failure to record it, as on a full disk, does not fail the command. */
async function note(database: Database, { people, pictures }: Contents): Promise<boolean> {
  try {
    await database.write((trx) =>
      recordEntry(trx, {
        event: 'backup.made',
        outcome: 'success',
        actor: null,
        target: null,
        origin: null,
        details: { people, pictures },
      }),
    );
    return true;
  } catch {
    return false;
  }
}

/** Turns an error of a copy into one that names the cause and the cure. */
export function explainCopyError(error: unknown, directory: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)/.test(code)) {
    return new StartupError(
      `There is not enough space for ${directory} (${code})`,
      'free some space there, then try again: nothing is left of this attempt',
      error,
    );
  }
  if (code === 'EXDEV' || code === 'EBUSY') {
    return new StartupError(
      `What is in ${directory} could not change places (${error instanceof Error ? error.message : code})`,
      'a directory or file in it is mounted by itself: mount all of it in one piece, or give DATA_DIR another place; nothing was changed',
      error,
    );
  }
  if (/^(?:E[A-Z]+$|SQLITE_(?:IOERR|READONLY|CANTOPEN|PERM|BUSY))/.test(code)) {
    const detail = error instanceof Error ? error.message : code;
    return new StartupError(
      `Nothing was copied to ${directory} (${detail})`,
      'see that the disks work and that all files, those to be copied too, belong to the user who runs anchor-auth',
      error,
    );
  }
  return error;
}
