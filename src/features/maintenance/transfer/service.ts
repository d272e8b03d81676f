// What backup, restore and move share when one of the two ends is a PostgreSQL server.
import { join } from 'node:path';
import type { ControlledTransaction, Kysely } from 'kysely';
import { databaseName } from '../../../config/config.ts';
import { type PostgresAddress, shownAddress } from '../../../core/postgres-address.ts';
import { errorCode } from '../../../core/error-code.ts';
import { StartupError } from '../../../core/startup-error.ts';
import { inOneMoment, inOneTransaction } from '../../../db/one-transaction.ts';
import { copyTables, findFilled, type TableProgress } from '../../../db/copy-rows.ts';
import { hasSchema, isCurrent, migrate } from '../../../db/migrate.ts';
import { openBulk } from '../../../db/postgres/bulk.ts';
import { claimDatabase, moveAside, refuseForeignTables } from '../../../db/postgres/claim.ts';
import { isUnavailable } from '../../../db/postgres/errors.ts';
import { explainPostgresError } from '../../../db/postgres/start-errors.ts';
import type { Schema } from '../../../db/schema.ts';
import { createDraft } from '../../../db/sqlite/copy.ts';
import { putPictureFile, readPictureFile } from '../../../io/image-store.ts';
import type { Picture } from '../../../io/images.ts';
import type { WorkDirectory } from '../../../io/work-directory.ts';
import { createPictureRows, putPicture } from '../../account/picture-store/service.ts';
import { type CopyPictures, fileCopier, type NamedPicture } from '../../account/picture/service.ts';
import { completeCopy, type Contents } from '../copy/service.ts';

/** Where the pictures of an instance are: a directory of files, or rows of a PostgreSQL database. */
export type PicturePlace =
  | { readonly kind: 'files'; readonly directory: string }
  | { readonly kind: 'rows'; readonly db: Kysely<Schema> };

/** Copies pictures under their names and reads each copy back. Throws StartupError when one differs. */
export function pictureCopier(from: PicturePlace, to: PicturePlace): CopyPictures {
  if (from.kind === 'files' && to.kind === 'files') return fileCopier(from.directory, to.directory);
  return async (pictures) => {
    const sizes: (number | null)[] = [];
    // One after another, because a transaction has one connection.
    for (const each of pictures) sizes.push(await carryPicture(each, from, to));
    return sizes;
  };
}

async function carryPicture(
  { userId, name }: NamedPicture,
  from: PicturePlace,
  to: PicturePlace,
): Promise<number | null> {
  const picture = await readFrom(from, name);
  if (picture === null) return null;
  const { bytes } = picture;
  if (to.kind === 'rows') await putPicture(to.db, { name, user_id: userId, bytes });
  else await putPictureFile(to.directory, name, picture);
  const copied = await readFrom(to, name);
  if (copied !== null && Buffer.compare(bytes, copied.bytes) === 0) return bytes.length;
  throw new StartupError(
    `The copy of the picture ${name} differs from the original`,
    'nothing was changed: try again, and report this if it happens twice',
  );
}

function readFrom(place: PicturePlace, name: string): Promise<Picture | null> {
  return place.kind === 'files'
    ? readPictureFile(place.directory, name)
    : createPictureRows({ read: place.db }).read(name);
}

interface Original {
  /** A transaction that sees one moment. */
  readonly db: Kysely<Schema>;
  readonly pictures: PicturePlace;
  readonly keepsSignIns: boolean;
  /** Runs on the copy once it is compared. */
  readonly prepare?: (db: Kysely<Schema>) => Promise<void>;
  readonly onProgress?: (progress: TableProgress) => void;
}

/** Makes the database and the pictures of a data directory out of the rows of an instance. */
export async function copyToDirectory(
  { db, pictures, keepsSignIns, prepare, onProgress }: Original,
  { draft, result }: Pick<WorkDirectory, 'draft' | 'result'>,
): Promise<Contents> {
  const opened = await createDraft(draft);
  try {
    await inOneTransaction(opened.db, (trx) => copyTables({ from: db, to: trx }, onProgress));
  } finally {
    await opened.close();
  }
  const unlike = (detail: unknown) =>
    new StartupError(`The copy in ${result} is damaged`, 'see that its disk works', detail);
  return completeCopy({
    draft,
    databaseFile: join(result, databaseName),
    directory: result,
    pictures: (directory) => pictureCopier(pictures, { kind: 'files', directory }),
    damaged: unlike,
    foreign: unlike,
    keepsSignIns,
    ...(prepare === undefined ? {} : { prepare }),
  });
}

/**
 * Runs `work` on one moment of a database while servers go on using it, and afterwards `after` in a transaction of
 * its own. Throws StartupError when the server fails.
 */
export async function readServer<T>(
  address: PostgresAddress,
  work: (db: Kysely<Schema>) => Promise<T>,
  after: (db: Kysely<Schema>, value: T) => Promise<void>,
): Promise<T> {
  await using connection = await openBulk(address);
  try {
    const value = await inOneMoment(connection.db, work);
    await after(connection.db, value);
    return value;
  } catch (error) {
    throw explainPostgresError(error, address);
  }
}

/**
 * Runs `work` in a transaction that no other program can change the database beside, so that it sees and writes
 * one moment. Throws StartupError while a server runs on it, and when the database fails.
 */
export async function changeServer<T>(
  address: PostgresAddress,
  work: (trx: ControlledTransaction<Schema>) => Promise<T>,
): Promise<T> {
  await using connection = await openBulk(address);
  const trx = await connection.db
    .startTransaction()
    .execute()
    .catch((error: unknown) => {
      throw explainPostgresError(error, address);
    });
  const value = await attempt(trx, address, work);
  await trx
    .commit()
    .execute()
    .catch((error: unknown) => {
      throw unknownOutcome(address, error);
    });
  return value;
}

async function attempt<T>(
  trx: ControlledTransaction<Schema>,
  address: PostgresAddress,
  work: (trx: ControlledTransaction<Schema>) => Promise<T>,
): Promise<T> {
  try {
    await claimDatabase(trx, address);
    return await work(trx);
  } catch (error) {
    // A lost connection is closed, which undoes its transaction.
    await trx
      .rollback()
      .execute()
      .catch(() => undefined);
    throw explainServerError(error, address);
  }
}

/** The error of a server that was reached before. */
export function explainServerError(error: unknown, address: PostgresAddress): unknown {
  const isLost = isUnavailable(error) && !sqlState.test(errorCode(error));
  if (!isLost) return explainPostgresError(error, address);
  return new StartupError(
    `The database ${shownAddress(address)} stopped answering (${String(error)})`,
    'see what its log says, then try again: nothing was changed there',
    error,
  );
}

/** What the server itself says, unlike what is said about the connection to it. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

function unknownOutcome(address: PostgresAddress, error: unknown): StartupError {
  return new StartupError(
    `The database ${shownAddress(address)} stopped answering at the very end, so it has all of the change or nothing`,
    'see whether it has the data, and try again if not: the source is unchanged',
    error,
  );
}

interface Filling<T> {
  /** Whether an instance that is there already is moved aside. */
  readonly mayReplace: boolean;
  /** Writes the rows; the tables are there and empty. */
  readonly fill: (trx: ControlledTransaction<Schema>) => Promise<T>;
}

/** A filled database, and the schema to which a former instance was moved. */
interface Filled<T> {
  readonly value: T;
  readonly kept: string | null;
}

/** Makes an instance in an empty database, completely or not at all. Throws StartupError. */
export async function fillServer<T>(
  address: PostgresAddress,
  { mayReplace, fill }: Filling<T>,
): Promise<Filled<T>> {
  return changeServer(address, async (trx) => {
    const kept = mayReplace ? await moveAside(trx) : null;
    await refuseForeignTables(trx, address);
    await migrate(trx);
    if ((await findFilled(trx)) !== null) throw notEmpty(address);
    return { value: await fill(trx), kept };
  });
}

/** Throws StartupError for a database that `fillServer` would refuse, before anything else is done. */
export async function refuseFilled(address: PostgresAddress): Promise<void> {
  await using connection = await openBulk(address);
  const { db } = connection;
  try {
    await refuseForeignTables(db, address);
    const isEmpty = !(await hasSchema(db)) || ((await isCurrent(db)) && !(await findFilled(db)));
    if (!isEmpty) throw notEmpty(address);
  } catch (error) {
    throw explainPostgresError(error, address);
  }
}

function notEmpty(address: PostgresAddress): StartupError {
  return new StartupError(
    `The database ${shownAddress(address)} holds an instance already`,
    'name an empty one; "anchor-auth restore --replace" moves aside, and keeps, what is there',
  );
}
