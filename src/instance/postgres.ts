import type { PostgresStorage } from '../config/config.ts';
import { type PostgresAddress, shownAddress } from '../core/postgres-address.ts';
import { StartupError } from '../core/startup-error.ts';
import { hasSchema, migrate, missingMigrations } from '../db/migrate.ts';
import type { Database } from '../db/port.ts';
import { openPostgres } from '../db/postgres/open.ts';
import { readServerFacts, refuseServer } from '../db/postgres/server-facts.ts';
import { explainPostgresError } from '../db/postgres/start-errors.ts';
import { recordedFingerprints } from '../features/settings/fingerprints/service.ts';
import { refuseMoved } from '../features/settings/moved/service.ts';
import { isBootstrapped } from '../features/settings/service.ts';
import { type DataDir, openDataDir } from '../io/data-dir.ts';
import type { Log } from '../io/log.ts';
import { settleKeys } from './keys.ts';
import { effectFailureLog, type Instance, type InstanceOptions } from './options.ts';

/** Opens an instance on a PostgreSQL database, which several instances may share. Throws StartupError. */
export async function openPostgresInstance(
  options: InstanceOptions,
  { address, dataDir: path, secretKey }: PostgresStorage,
): Promise<Instance> {
  const { log, closers } = options;
  const dataDir = openDataDir(path, secretKey);
  try {
    const database = await openPostgres(address, { onEffectFailure: effectFailureLog(log) });
    closers.defer(() => database.close());
    return await settle(options, { address, dataDir, database });
  } catch (error) {
    throw explainPostgresError(error, address);
  }
}

interface Opened {
  readonly address: PostgresAddress;
  readonly dataDir: DataDir;
  readonly database: Database;
}

async function settle(options: InstanceOptions, opened: Opened): Promise<Instance> {
  const { config, log, mayBegin, replacesKeys } = options;
  const { address, dataDir, database } = opened;
  const where = shownAddress(address);
  refuseServer(await readServerFacts(database.migrations), where);
  const past = await pastOf(database);
  if (!past.hadUsers && dataDir.isInitialized()) throw lostDatabase(where, dataDir);
  if (!past.hasBegun && !mayBegin) throw emptyDatabase(where);
  if (past.hasBegun) await announceMigrations(database, { address, log });
  await migrate(database.migrations);
  const { tokens } = config;
  const keys = { database, dataDir, log, tokens, hadUsers: past.hadUsers, replacesKeys };
  const { secret, algorithm } = await settleKeys(keys);
  if (past.hadUsers) dataDir.markInitialized();
  return { dataDir, database, secret, algorithm };
}

interface Past {
  /** Whether an instance has begun here: tables alone may be the rest of one whose rows are lost. */
  readonly hasBegun: boolean;
  readonly hadUsers: boolean;
}

async function pastOf({ migrations }: Database): Promise<Past> {
  if (!(await hasSchema(migrations))) return { hasBegun: false, hadUsers: false };
  await refuseMoved(migrations);
  const hadUsers = await isBootstrapped(migrations);
  const { secret } = await recordedFingerprints(migrations);
  return { hasBegun: hadUsers || secret !== null, hadUsers };
}

// A mistyped database name must never make a fresh server whose next visitor is administrator.
function emptyDatabase(where: string): StartupError {
  return new StartupError(
    `The database ${where} is empty`,
    'check DATABASE_URL; to begin a new instance there, start once with "anchor-auth serve --new", or set SETUP_TOKEN',
  );
}

function lostDatabase(where: string, { markerFile }: DataDir): StartupError {
  return new StartupError(
    `The instance of this DATA_DIR has had users, but the database ${where} has none`,
    `check DATABASE_URL, or restore the database from a backup; to bring a SQLite instance of this DATA_DIR there, unset DATABASE_URL and run "anchor-auth move --to URL"; to begin a new instance there, remove ${markerFile}`,
  );
}

interface Announcement {
  readonly address: PostgresAddress;
  readonly log: Log;
}

/** The server keeps no copy of the database as it was, as a file would allow. */
async function announceMigrations(
  { migrations }: Database,
  { address, log }: Announcement,
): Promise<void> {
  const missing = await missingMigrations(migrations);
  if (missing.length === 0) return;
  const { user, host, port, database } = address;
  log.info(
    `The database is being brought up to date (${missing.join(', ')}), all or nothing; a copy from before, for the way back, is made with: pg_dump --format=custom --file=before.dump --username=${user} --host=${host} --port=${port} ${database}`,
  );
}
