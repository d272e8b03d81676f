import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import {
  databaseName,
  type PostgresStorage,
  type SqliteStorage,
  type Storage,
} from '../../../config/config.ts';
import { shownAddress } from '../../../core/postgres-address.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { inOneTransaction } from '../../../db/one-transaction.ts';
import { hasSchema, isCurrent } from '../../../db/migrate.ts';
import type { Database } from '../../../db/port.ts';
import { copyDatabase } from '../../../db/sqlite/copy.ts';
import { damagedDatabase, isMissingOrEmpty, lostDatabase } from '../../../db/sqlite/file-errors.ts';
import { foreignDatabase } from '../../../db/sqlite/foreign-parts.ts';
import { openDatabase } from '../../../db/sqlite/open.ts';
import type { Schema } from '../../../db/schema.ts';
import { type DataDir, openDataDir } from '../../../io/data-dir.ts';
import { refuseMovedFile } from '../../../io/moved-file.ts';
import type { WorkDirectory } from '../../../io/work-directory.ts';
import { fileCopier } from '../../account/picture/service.ts';
import { recordEntry } from '../../audit/service.ts';
import { fingerprintOf, recordedFingerprints } from '../../settings/fingerprints/service.ts';
import { refuseMoved } from '../../settings/moved/service.ts';
import { isBootstrapped } from '../../settings/service.ts';
import {
  buildDirectory,
  completeCopy,
  type Contents,
  explainCopyError,
  refuseTarget,
} from '../copy/service.ts';
import { copyToDirectory, readServer } from '../transfer/service.ts';

interface Backup extends Contents {
  /** Whether the backup was recorded in the audit log of the instance. */
  readonly isNoted: boolean;
}

/**
 * Copies an instance to a new directory, whether servers run or not; the copy is a data directory without
 * sessions. Throws StartupError, and then leaves no files.
 */
export async function backUp(storage: Storage, directory: string): Promise<Backup> {
  refuseTarget(directory);
  try {
    return await (storage.kind === 'sqlite'
      ? backUpFile(storage, directory)
      : backUpServer(storage, directory));
  } catch (error) {
    throw explainCopyError(error, directory);
  }
}

async function backUpFile(
  { dataDir: path, secretKey, databaseFile }: SqliteStorage,
  directory: string,
): Promise<Backup> {
  refuseMovedFile(path);
  if (isMissingOrEmpty(databaseFile)) throw lostDatabase(databaseFile);
  const dataDir = openDataDir(path, secretKey);
  const database = openDatabase(databaseFile);
  try {
    await refuseWithoutPeople(database, dataDir, databaseFile);
    dataDir.secretKey(false);
    const contents = await copyFile({ dataDir, databaseFile, directory });
    const isNoted = await note(() => database.write((trx) => recordBackup(trx, contents)));
    return { ...contents, isNoted };
  } finally {
    await database.close();
  }
}

async function refuseWithoutPeople(
  { read, migrations }: Pick<Database, 'read' | 'migrations'>,
  dataDir: DataDir,
  file: string,
): Promise<void> {
  if (await hasPeople(read, migrations)) return;
  if (dataDir.isInitialized()) throw lostDatabase(file);
  throw nothingToCopy();
}

/** Throws StartupError for an instance that has moved elsewhere. */
async function hasPeople(read: Kysely<Schema>, migrations = read): Promise<boolean> {
  if (!(await hasSchema(migrations))) return false;
  await refuseMoved(read);
  return isBootstrapped(read);
}

function nothingToCopy(): StartupError {
  return new StartupError(
    'There is nothing to back up: this server has no account yet',
    'make one first',
  );
}

interface Target {
  readonly dataDir: DataDir;
  readonly databaseFile: string;
  readonly directory: string;
}

function copyFile({ dataDir, databaseFile, directory }: Target): Promise<Contents> {
  const before = statSync(databaseFile).ino;
  return buildDirectory(directory, async ({ draft, result }) => {
    copyDatabase(databaseFile, draft);
    const contents = await completeCopy({
      draft,
      databaseFile: join(result, databaseName),
      directory: result,
      pictures: (to) => fileCopier(dataDir.pictures, to),
      damaged: (detail) => damagedDatabase(databaseFile, detail),
      foreign: (part) => foreignDatabase(`The database ${databaseFile}`, part, 'remove it first'),
    });
    dataDir.copyTo(result);
    refuseMixture(dataDir, statSync(databaseFile, { throwIfNoEntry: false })?.ino === before);
    return contents;
  });
}

/** Refuses a copy when another backup was restored meanwhile: it would contain parts of two instances. */
function refuseMixture(dataDir: DataDir, isSame: boolean): void {
  if (isSame) return;
  throw new StartupError(
    `Something was restored to ${dataDir.path} meanwhile`,
    'make the backup again, of what is there now',
  );
}

async function backUpServer(
  { address, dataDir: path, secretKey }: PostgresStorage,
  directory: string,
): Promise<Backup> {
  const dataDir = openDataDir(path, secretKey);
  let isNoted = false;
  const contents = await readServer(
    address,
    async (db) => {
      if (!(await hasPeople(db))) throw nothingToCopy();
      if (!(await isCurrent(db))) throw olderDatabase(shownAddress(address));
      await refuseOtherKey(db, dataDir);
      return buildDirectory(directory, (work) => copyServer(db, work, dataDir));
    },
    async (db, copied) => {
      const record = () => inOneTransaction(db, (trx) => recordBackup(trx, copied));
      isNoted = await note(record);
    },
  );
  return { ...contents, isNoted };
}

/** A backup with another key is useless, because no stored secret in it could be read. */
async function refuseOtherKey(db: Kysely<Schema>, dataDir: DataDir): Promise<void> {
  const { secret } = await recordedFingerprints(db);
  const own = fingerprintOf(dataDir.secretKey(false));
  if (secret === null || secret === own) return;
  throw new StartupError(
    `The key in SECRET_KEY or ${dataDir.path} is not the one that the database was written with`,
    'set SECRET_KEY or DATA_DIR as the servers have it',
  );
}

function olderDatabase(where: string): StartupError {
  return new StartupError(
    `The database ${where} is of another version of anchor-auth`,
    'use the version that the servers run',
  );
}

async function copyServer(
  db: Kysely<Schema>,
  work: WorkDirectory,
  dataDir: DataDir,
): Promise<Contents> {
  const original = { db, pictures: { kind: 'rows', db }, keepsSignIns: false } as const;
  const contents = await copyToDirectory(original, work);
  dataDir.copyTo(work.result);
  return contents;
}

function recordBackup(trx: Kysely<Schema>, { people, pictures }: Contents): Promise<void> {
  return recordEntry(trx, {
    event: 'backup.made',
    outcome: 'success',
    actor: null,
    target: null,
    origin: null,
    details: { people, pictures },
  });
}

/** The backup is complete, so a failure to record it, as on a full disk, does not fail the command. */
async function note(record: () => Promise<void>): Promise<boolean> {
  try {
    await record();
    return true;
  } catch {
    return false;
  }
}
