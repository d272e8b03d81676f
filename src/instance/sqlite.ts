import type { SqliteStorage } from '../config/config.ts';
import { takeInstanceLock } from '../db/sqlite/instance-lock.ts';
import { migrate, needsMigration } from '../db/migrate.ts';
import type { Database } from '../db/port.ts';
import { openDatabase } from '../db/sqlite/open.ts';
import { explainStorageError, isMissingOrEmpty, lostDatabase } from '../db/sqlite/file-errors.ts';
import { refuseMoved } from '../features/settings/moved/service.ts';
import { isBootstrapped } from '../features/settings/service.ts';
import { openOwnDatabase } from '../io/clean-stop.ts';
import { type DataDir, openDataDir } from '../io/data-dir.ts';
import { refuseDuringRestore, settleRestore } from '../io/instance-swap.ts';
import { refuseMovedFile } from '../io/moved-file.ts';
import { settleKeys } from './keys.ts';
import { effectFailureLog, type Instance, type InstanceOptions, type Tenancy } from './options.ts';

/** Opens an instance with an embedded database. Throws StartupError. */
export async function openSqliteInstance(
  { config, log, tenancy, replacesKeys, closers }: InstanceOptions,
  storage: SqliteStorage,
): Promise<Instance> {
  const dataDir = openDataDir(storage.dataDir, storage.secretKey);
  if (tenancy === 'server') {
    closers.defer(takeInstanceLock(dataDir.lockFile));
    settleRestore(storage);
  } else refuseDuringRestore(storage);
  refuseMovedFile(storage.dataDir);
  const file = storage.databaseFile;
  if (dataDir.isInitialized() && isMissingOrEmpty(file)) throw lostDatabase(file);
  const onEffectFailure = effectFailureLog(log);
  const database =
    tenancy === 'server'
      ? openOwnDatabase(file, dataDir.cleanStopFile, { onEffectFailure })
      : openDatabase(file, { onEffectFailure });
  closers.defer(() => database.close());
  const hadUsers = await bringUpToDate(database, dataDir, tenancy)
    .then(() => refuseMoved(database.read))
    .then(() => isBootstrapped(database.read))
    .catch((error: unknown) => {
      throw explainStorageError(error, file);
    });
  if (dataDir.isInitialized() && !hadUsers) throw lostDatabase(file);
  const { tokens } = config;
  const keys = { database, dataDir, log, tokens, hadUsers, replacesKeys };
  const { secret, algorithm } = await settleKeys(keys);
  if (hadUsers) dataDir.markInitialized();
  return { dataDir, database, secret, algorithm };
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
