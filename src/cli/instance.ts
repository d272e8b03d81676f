import { existsSync } from 'node:fs';
import { type Config, loadConfig } from '../config/config.ts';
import { errorCode } from '../core/error-code.ts';
import { StartupError } from '../core/startup-error.ts';
import { isMissingOrEmpty } from '../db/storage-errors.ts';
import { openDataDir } from '../io/data-dir.ts';
import { refuseDuringRestore } from '../io/instance-swap.ts';
import { createLog } from '../io/log.ts';
import { createServices, type Services } from '../services.ts';
import type { Shell } from './shell.ts';

type Work = (services: Services) => Promise<number>;

/** Runs `work` on an existing instance. Throws StartupError when there is none. */
export async function withInstance(shell: Shell, work: Work): Promise<number> {
  return open(existingInstance(shell), shell, work);
}

const cure = 'set DATA_DIR to the directory of your server, or start the server once';

/** The configuration of an existing instance. Throws StartupError when there is none. */
export function existingInstance(shell: Shell): Config {
  const { config } = loadConfig(shell.sources);
  refuseDuringRestore(config.storage);
  if (!isThere(config)) throw noInstance(config, cure);
  return config;
}

/** As `withInstance`, but creates a missing instance when the option says so. */
export async function withNewInstance(
  shell: Shell,
  mayBegin: boolean,
  work: Work,
): Promise<number> {
  const { config } = loadConfig(shell.sources);
  if (!mayBegin && !isThere(config)) {
    throw noInstance(config, `${cure}; --new-instance begins a new one there`);
  }
  return open(config, shell, work);
}

function noInstance({ storage }: Config, what: string): StartupError {
  const { dataDir, databaseFile } = storage;
  return new StartupError(
    `There is no instance in DATA_DIR ${dataDir} (no database at ${databaseFile})`,
    what,
  );
}

async function open(config: Config, shell: Shell, work: Work): Promise<number> {
  const log = createLog({ level: 'error', format: 'pretty', write: shell.err });
  const services = await createServices({ config, log, tenancy: 'visitor' });
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}

/** A lost database counts as existing, because createServices has the right message for it. */
function isThere({ storage }: Config): boolean {
  const { dataDir, databaseFile } = storage;
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
