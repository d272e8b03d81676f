// Reading a backup, which may come from anywhere: nothing in it is used before it is checked.
import { existsSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { databaseName } from '../../../config/config.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { migrate } from '../../../db/migrate.ts';
import { missingPart } from '../../../db/sqlite/copy.ts';
import { isMissingOrEmpty } from '../../../db/sqlite/file-errors.ts';
import { foreignDatabase } from '../../../db/sqlite/foreign-parts.ts';
import { keepServersOut } from '../../../db/sqlite/instance-lock.ts';
import type { Schema } from '../../../db/schema.ts';
import { judgeBackup } from '../../../io/backup-directory.ts';
import { copySecret, lockName, picturesIn, secretName } from '../../../io/data-dir.ts';
import { copyToDisk } from '../../../io/durable-files.ts';
import { isStaging } from '../../../io/instance-swap.ts';
import { fileCopier } from '../../account/picture/service.ts';
import { recordEntry } from '../../audit/service.ts';
import { forgetMove } from '../../settings/moved/service.ts';
import { isBootstrapped } from '../../settings/service.ts';
import { completeCopy, type Contents } from '../copy/service.ts';

/** Returns the names that are not part of a backup. Throws StartupError when it cannot be restored. */
export function checkBackup(backup: string, dataDir: string): readonly string[] {
  if (!(statSync(backup, { throwIfNoEntry: false })?.isDirectory() ?? false)) {
    throw new StartupError(`There is no directory ${backup}`, 'name the directory of the backup');
  }
  if (existsSync(dataDir)) refuseItself(backup, realpathSync(dataDir));
  const leftOut = judgeBackup(backup);
  if (isMissingOrEmpty(join(backup, databaseName))) throw notWhole(backup, databaseName);
  if (!existsSync(join(backup, secretName))) throw notWhole(backup, secretName);
  return leftOut;
}

function refuseItself(backup: string, dataDir: string): void {
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

interface Place {
  /** A path for a private copy of the database; it is deleted afterwards. */
  readonly draft: string;
  readonly databaseFile: string;
  /** Gets the pictures and the secret. */
  readonly directory: string;
}

/** Copies a backup to a private place: up to date, checked and without sessions. Throws StartupError. */
export async function copyBackup(
  backup: string,
  { draft, databaseFile, directory }: Place,
): Promise<Contents> {
  await copyDraft(backup, draft);
  const contents = await completeCopy({
    draft,
    databaseFile,
    directory,
    pictures: (to) => fileCopier(picturesIn(backup), to),
    damaged: (detail) => damaged(backup, detail),
    foreign: (part) => foreign(backup, part),
    prepare: (db) => prepare(db, backup),
  });
  copySecret(backup, directory);
  return contents;
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
  // A plain copy of an instance that has moved is restored on purpose.
  await forgetMove(db);
  await recordEntry(db, {
    event: 'backup.restored',
    outcome: 'success',
    actor: null,
    target: null,
    origin: null,
  });
}
