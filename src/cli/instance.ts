import { existsSync } from 'node:fs';
import { type Config, loadConfig, type SqliteStorage } from '../config/config.ts';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';
import { isMissingOrEmpty } from '../db/sqlite/file-errors.ts';
import { openDataDir } from '../io/data-dir.ts';
import { refuseDuringRestore } from '../io/instance-swap.ts';
import { createLog } from '../io/log.ts';
import { createServices, type Services } from '../services.ts';
import { explainStorage } from './database-check.ts';
import type { Shell } from './shell.ts';

type Work = (services: Services) => Promise<number>;

/** Runs `work` on an existing instance. Throws StartupError when there is none. */
export async function withInstance(shell: Shell, work: Work): Promise<number> {
  return open({ config: existingInstance(shell), mayBegin: false }, shell, work);
}

const cure = 'set DATA_DIR to the directory of your server, or start the server once';

/** The configuration of an existing instance. Throws StartupError when there is none. */
export function existingInstance(shell: Shell): Config {
  const { config } = loadConfig(shell.sources);
  const { storage } = config;
  // Whether a PostgreSQL server has an instance is known once it is asked (instance/postgres.ts).
  if (storage.kind === 'postgres') return config;
  refuseDuringRestore(storage);
  if (!isThere(storage)) throw noInstance(storage, cure);
  return config;
}

/** As `withInstance`, but creates a missing instance when the option says so. */
export async function withNewInstance(
  shell: Shell,
  mayBegin: boolean,
  work: Work,
): Promise<number> {
  const { config } = loadConfig(shell.sources);
  const { storage } = config;
  if (!mayBegin && storage.kind === 'sqlite' && !isThere(storage)) {
    throw noInstance(storage, `${cure}; --new-instance begins a new one there`);
  }
  return open({ config, mayBegin }, shell, work);
}

function noInstance({ dataDir, databaseFile }: SqliteStorage, what: string): StartupError {
  return new StartupError(
    `There is no instance in DATA_DIR ${dataDir} (no database at ${databaseFile})`,
    what,
  );
}

interface Opening {
  readonly config: Config;
  readonly mayBegin: boolean;
}

async function open(opening: Opening, shell: Shell, work: Work): Promise<number> {
  const log = createLog({ level: 'error', format: 'pretty', write: shell.err });
  try {
    const services = await createServices({ ...opening, log, tenancy: 'visitor' });
    try {
      return await work(services);
    } finally {
      await services.close();
    }
  } catch (error) {
    throw explainStorage(error, opening.config);
  }
}

/** A lost database counts as existing, because createServices has the right message for it. */
function isThere({ dataDir, databaseFile }: SqliteStorage): boolean {
  try {
    if (!isMissingOrEmpty(databaseFile)) return true;
  } catch (error) {
    if (errorCode(error) !== 'EACCES') throw error;
    throw new StartupError(
      `DATA_DIR ${dataDir} cannot be searched by this user`,
      'set DATA_DIR to the directory of your server, and run this as the user who runs the server',
      error,
    );
  }
  return existsSync(dataDir) && openDataDir(dataDir).isInitialized();
}
