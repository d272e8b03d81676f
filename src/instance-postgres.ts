import type { PostgresStorage } from './config/config.ts';
import { StartupError } from './core/startup-error.ts';
import { shownAddress } from './core/postgres-address.ts';
import { hasSchema, migrate } from './db/migrate.ts';
import { openPostgres } from './db/postgres/open.ts';
import { isBootstrapped } from './features/settings/service.ts';
import { effectFailureLog, type Instance, type InstanceOptions } from './instance-options.ts';
import { openDataDir } from './io/data-dir.ts';

/** Opens an instance whose database is on a PostgreSQL server, which several instances may share. Throws StartupError. */
export async function openPostgresInstance(
  { log, mayBegin, closers }: InstanceOptions,
  { address, dataDir: path, secretKey }: PostgresStorage,
): Promise<Instance> {
  const dataDir = openDataDir(path, secretKey);
  const database = await openPostgres(address, { onEffectFailure: effectFailureLog(log) });
  closers.defer(() => database.close());
  const isNew = !(await hasSchema(database.migrations));
  if (isNew && !mayBegin) throw emptyDatabase(shownAddress(address));
  await migrate(database.migrations);
  const hadUsers = await isBootstrapped(database.read);
  return { dataDir, database, secret: dataDir.secretKey(!hadUsers) };
}

// A mistyped database name must never make a fresh server whose next visitor is administrator.
function emptyDatabase(where: string): StartupError {
  return new StartupError(
    `The database ${where} is empty`,
    'check DATABASE_URL; to begin a new instance there, start once with "anchor-auth serve --new", or set SETUP_TOKEN',
  );
}
