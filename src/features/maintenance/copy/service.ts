import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kysely } from 'kysely';
import { StartupError } from '../../../core/startup-error.ts';
import { copyDatabase, openDraft } from '../../../db/sqlite/copy.ts';
import { foreignPartIn } from '../../../db/sqlite/foreign-parts.ts';
import { problemOf } from '../../../db/sqlite/health.ts';
import type { Schema } from '../../../db/schema.ts';
import { isDamage } from '../../../db/storage-errors.ts';
import { picturesIn } from '../../../io/data-dir.ts';
import { makeDirectory, syncDirectory } from '../../../io/directories.ts';
import { syncFile } from '../../../io/durable-files.ts';
import {
  clearAbandoned,
  openWorkDirectory,
  type WorkDirectory,
} from '../../../io/work-directory.ts';
import { copyPictures, type CopyPictures } from '../../account/picture/service.ts';
import { forgetAll as forgetFlows } from '../../federation/flow-store/service.ts';
import { forgetAll as forgetLinkTickets } from '../../federation/link-tickets/service.ts';
import { forgetAll as forgetCodes } from '../../federation/login-codes/service.ts';
import { forgetAll as forgetInvitations } from '../../links/invitations/service.ts';
import { forgetAll as forgetLinks } from '../../links/service.ts';
import { forgetAll as forgetMessages } from '../../outbox/service.ts';
import { forgetAll as forgetSessions } from '../../sessions/service.ts';
import { forgetSigningKey } from '../../settings/fingerprints/service.ts';
import { countUsers } from '../../users/service.ts';

/** The counts of users and pictures in a copy of an instance, and its size in bytes. */
export interface Contents {
  readonly people: number;
  readonly pictures: number;
  readonly bytes: number;
}

/** Throws StartupError for a directory that cannot be made. */
export function refuseTarget(directory: string): void {
  const parent = dirname(directory);
  if (existsSync(directory)) {
    throw new StartupError(
      `${directory} exists already`,
      'choose a name that is still free: nothing is ever replaced there',
    );
  }
  if (!existsSync(parent)) {
    throw new StartupError(
      `There is no directory ${parent}`,
      'make it, or see that its disk is mounted',
    );
  }
}

/**
 * Builds a new directory: `build` fills `result`, which then gets its name. When it throws, no file is left. Throws
 * what `build` throws.
 */
export async function buildDirectory<T>(
  directory: string,
  build: (work: WorkDirectory) => Promise<T>,
): Promise<T> {
  clearAbandoned(directory);
  const work = openWorkDirectory(directory);
  try {
    const built = await build(work);
    syncDirectory(work.result);
    renameSync(work.result, directory);
    syncDirectory(dirname(directory));
    return built;
  } finally {
    work.remove();
  }
}

interface Copy {
  /** A private copy of the database; it is deleted afterwards. */
  readonly draft: string;
  readonly databaseFile: string;
  /** The directory of the copy. */
  readonly directory: string;
  /** Copies pictures into a directory. */
  readonly pictures: (to: string) => CopyPictures;
  readonly damaged: (detail: unknown) => StartupError;
  readonly foreign: (part: string) => StartupError;
  /** Runs on the draft before all other steps. */
  readonly prepare?: (db: Kysely<Schema>) => Promise<void>;
  /** Whether sessions and sign-ins under way go on in the copy, because the original ends. */
  readonly keepsSignIns?: boolean;
}

/**
 * Makes a checked database from the draft, by default one without sessions, and copies its pictures; all are synced
 * to disk.
 */
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

async function settleDraft(copy: Copy): Promise<Contents> {
  const opened = openDraft(copy.draft);
  const { db } = opened;
  const pictures = picturesIn(copy.directory);
  try {
    await copy.prepare?.(db);
    if (copy.keepsSignIns !== true) await endEverySignIn(db);
    makeDirectory(pictures);
    const copied = await copyPictures(db, copy.pictures(pictures));
    syncDirectory(pictures);
    return { people: await countUsers(db), ...copied };
  } finally {
    await opened.close();
  }
}

/**
 * What ends after the copy was made, such as a session or an invitation, must not be valid again when it is used, and messages that were sent must
 * not be sent again.
 */
async function endEverySignIn(db: Kysely<Schema>): Promise<void> {
  const all = [
    forgetFlows,
    forgetCodes,
    forgetLinkTickets,
    forgetSessions,
    forgetLinks,
    forgetInvitations,
    forgetSigningKey,
    forgetMessages,
  ];
  for (const forgetAll of all) await forgetAll(db);
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
