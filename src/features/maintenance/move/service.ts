import type { ControlledTransaction, Kysely } from 'kysely';
import type { Storage } from '../../../config/config.ts';
import { type PostgresAddress, shownAddress } from '../../../core/postgres-address.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { inOneTransaction } from '../../../db/one-transaction.ts';
import { copyTables, replacedIn, type TableProgress } from '../../../db/copy-rows.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { DataDir } from '../../../io/data-dir.ts';
import { giveToOwner } from '../../../io/directories.ts';
import { movedFile, writeMovedFile } from '../../../io/moved-file.ts';
import { copyPictures } from '../../account/picture/service.ts';
import { recordEntry } from '../../audit/service.ts';
import { forgetSigningKey } from '../../settings/fingerprints/service.ts';
import { markMoved } from '../../settings/moved/service.ts';
import { isBootstrapped } from '../../settings/service.ts';
import { buildDirectory, explainCopyError, refuseTarget } from '../copy/service.ts';
import {
  changeServer,
  copyToDirectory,
  explainServerError,
  fillServer,
  pictureCopier,
  type PicturePlace,
  refuseFilled,
} from '../transfer/service.ts';

/** Where an instance moves to: an empty PostgreSQL database, or a new data directory. */
export type MoveTarget =
  | { readonly kind: 'postgres'; readonly address: PostgresAddress }
  | { readonly kind: 'directory'; readonly path: string };

interface MoveOptions {
  readonly storage: Storage;
  /** The open instance; with SQLite, this process must hold its lock. */
  readonly instance: { readonly database: Database; readonly dataDir: DataDir };
  readonly target: MoveTarget;
  readonly onProgress: (progress: TableProgress) => void;
}

interface Moved {
  readonly people: number;
  readonly pictures: number;
  /** How often U+0000 became U+FFFD for PostgreSQL, by table and column. */
  readonly replaced: ReadonlyMap<string, number>;
}

/**
 * Moves an instance with its sessions to another place and marks the old one, which then refuses to start. Throws
 * StartupError, and then leaves the old place usable and the new one empty.
 */
export async function move(options: MoveOptions): Promise<Moved> {
  const { storage, instance, target } = options;
  await refusePlace(target);
  await instance.database.prove();
  const place = placeOf(target);
  let isCopied = false;
  const moved = await inSource(options, async (from) => {
    if (!(await isBootstrapped(from))) throw nothingToMove();
    const copied = await copyTo(options, from);
    isCopied = true;
    await markMoved(from, place);
    return copied;
  }).catch((error: unknown) => {
    throw isCopied ? unmarked(place, error) : error;
  });
  if (storage.kind === 'sqlite') markDirectory(instance.dataDir, place);
  return moved;
}

/** The place in words, without user and password. */
function placeOf(target: MoveTarget): string {
  return target.kind === 'postgres'
    ? `the PostgreSQL database ${shownAddress(target.address)}`
    : `the directory ${target.path}`;
}

async function refusePlace(target: MoveTarget): Promise<void> {
  if (target.kind === 'postgres') await refuseFilled(target.address).catch(throwAboutTarget);
  else refuseTarget(target.path);
}

/** Rewords the cures of the database layer, which name DATABASE_URL, because that is the old place here. */
function throwAboutTarget(error: unknown): never {
  if (!(error instanceof StartupError)) throw error;
  throw new StartupError(error.message, error.cure.replaceAll('DATABASE_URL', '--to'), error);
}

function nothingToMove(): StartupError {
  return new StartupError(
    'There is nothing to move: this server has no account yet',
    'begin a new one at the other place',
  );
}

/** Runs `work` in a transaction on the old place that no other program can change it beside. */
function inSource<T>(
  { storage, instance }: MoveOptions,
  work: (from: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  return storage.kind === 'postgres'
    ? changeServer(storage.address, work)
    : inOneTransaction(instance.database.migrations, work);
}

function copyTo(options: MoveOptions, from: Kysely<Schema>): Promise<Moved> {
  const { target } = options;
  return target.kind === 'postgres'
    ? copyToServer(options, from, target.address)
    : copyToPath(options, from, target.path).catch((error: unknown) => {
        throw explainCopyError(explainSourceError(options.storage, error), target.path);
      });
}

/** Names the old place when its connection is lost, so that the new one is not blamed. */
function explainSourceError(storage: Storage, error: unknown): unknown {
  return storage.kind === 'postgres' ? explainServerError(error, storage.address) : error;
}

async function copyToServer(
  { storage, instance, onProgress }: MoveOptions,
  from: Kysely<Schema>,
  address: PostgresAddress,
): Promise<Moved> {
  const pictures = picturesOf(storage, instance.dataDir, from);
  const fill = async (to: ControlledTransaction<Schema>) => {
    const tables = await copyTables({ from, to }, onProgress);
    const copied = await copyPictures(to, pictureCopier(pictures, { kind: 'rows', db: to }));
    onProgress({ table: 'pictures', rows: copied.pictures, isDone: true });
    await recordMove(to, storage);
    const people = tables.find(({ table }) => table === 'users')?.rows ?? 0;
    return { people, pictures: copied.pictures, replaced: replacedIn(tables) };
  };
  const filling = fillServer(address, { mayReplace: false, fill });
  return (await filling.catch(throwAboutTarget)).value;
}

function copyToPath(
  { storage, instance, onProgress }: MoveOptions,
  db: Kysely<Schema>,
  path: string,
): Promise<Moved> {
  return buildDirectory(path, async (work) => {
    const pictures = picturesOf(storage, instance.dataDir, db);
    const prepare = async (to: Kysely<Schema>) => {
      // A server alone may change the key that signs access tokens without telling.
      await forgetSigningKey(to);
      await recordMove(to, storage);
    };
    const original = { db, pictures, keepsSignIns: true, prepare, onProgress };
    const contents = await copyToDirectory(original, work);
    onProgress({ table: 'pictures', rows: contents.pictures, isDone: true });
    instance.dataDir.copyTo(work.result);
    return { ...contents, replaced: new Map() };
  });
}

function picturesOf({ kind }: Storage, dataDir: DataDir, db: Kysely<Schema>): PicturePlace {
  return kind === 'postgres'
    ? { kind: 'rows', db }
    : { kind: 'files', directory: dataDir.pictures };
}

async function recordMove(to: Kysely<Schema>, from: Storage): Promise<void> {
  await recordEntry(to, {
    event: 'instance.moved',
    outcome: 'success',
    actor: null,
    target: null,
    origin: null,
    details: { from: from.kind },
  });
}

/** Like the row in the database; the file remains when the database is removed. */
function markDirectory(dataDir: DataDir, place: string): void {
  try {
    writeMovedFile(dataDir.path, place);
    giveToOwner(dataDir.path, movedFile(dataDir.path));
  } catch {
    // The database is marked, and a disk too full for this file must not make the move look undone.
  }
}

function unmarked(place: string, error: unknown): StartupError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(
    `Everything is in ${place}, but the old place could not be marked (${reason})`,
    'use the new one and never start the old one again: from here on their accounts and sessions would differ',
    error,
  );
}
