import type { Config } from './config/config.ts';
import { takeInstanceLock } from './db/instance-lock.ts';
import { migrate, needsMigration } from './db/migrate.ts';
import { type Database, openDatabase } from './db/open.ts';
import { explainStorageError, isMissingOrEmpty, lostDatabase } from './db/storage-errors.ts';
import { isBootstrapped } from './features/settings/service.ts';
import { openOwnDatabase } from './io/clean-stop.ts';
import { type DataDir, openDataDir } from './io/data-dir.ts';
import { refuseDuringRestore, settleRestore } from './io/instance-swap.ts';
import type { Log } from './io/log.ts';

/** A command that runs beside a server is a visitor: it does not hold the instance lock. */
export type Tenancy = 'server' | 'visitor';

/** An instance with an open and migrated database. */
interface Instance {
  readonly dataDir: DataDir;
  readonly database: Database;
  readonly secret: string;
}

/** Opens the data directory, the database and the secret. Throws StartupError when one of them is unusable. */
export async function openInstance(options: {
  readonly config: Config;
  readonly log: Log;
  readonly tenancy: Tenancy;
  readonly closers: AsyncDisposableStack;
}): Promise<Instance> {
  const { config, log, tenancy, closers } = options;
  const dataDir = openDataDir(config.storage.dataDir);
  if (tenancy === 'server') {
    closers.defer(takeInstanceLock(dataDir.lockFile));
    settleRestore(config.storage);
  } else refuseDuringRestore(config.storage);
  const file = config.storage.databaseFile;
  if (dataDir.isInitialized() && isMissingOrEmpty(file)) throw lostDatabase(file);
  const onEffectFailure = (error: unknown) => {
    log.error('What follows a change that is on disk could not be done', { error });
  };
  const database =
    tenancy === 'server'
      ? openOwnDatabase(file, dataDir.cleanStopFile, { onEffectFailure })
      : openDatabase(file, { onEffectFailure });
  closers.defer(() => database.close());
  const hadUsers = await bringUpToDate(database, dataDir, tenancy)
    .then(() => isBootstrapped(database.read))
    .catch((error: unknown) => {
      throw explainStorageError(error, file);
    });
  if (dataDir.isInitialized() && !hadUsers) throw lostDatabase(file);
  if (hadUsers) dataDir.markInitialized();
  return { dataDir, database, secret: dataDir.secretKey(!hadUsers) };
}

/** Only one process may change the schema, so a visitor takes the lock for the migration. */
async function bringUpToDate(
  database: Database,
  dataDir: DataDir,
  tenancy: Tenancy,
): Promise<void> {
  const isCurrent = tenancy === 'visitor' && !(await needsMigration(database.migrations));
  if (isCurrent) return;
  const release = tenancy === 'visitor' ? takeInstanceLock(dataDir.lockFile) : () => undefined;
  try {
    await migrate(database.migrations);
  } finally {
    release();
  }
}

/** The user is already stored when this runs, so a disk too full for the mark must not fail the registration. */
export function firstUserMark({
  dataDir,
  log,
}: {
  readonly dataDir: DataDir;
  readonly log: Log;
}): (requestId: string) => void {
  return (requestId) => {
    try {
      dataDir.markInitialized();
    } catch (error) {
      log.warn(
        'The mark that this instance has users could not be written; the next start writes it',
        {
          requestId,
          error,
        },
      );
    }
  };
}
