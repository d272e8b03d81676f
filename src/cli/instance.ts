import { existsSync } from 'node:fs';
import { type Config, loadConfig } from '../config/config.ts';
import { StartupError } from '../core/startup-error.ts';
import { isMissingOrEmpty } from '../db/storage-errors.ts';
import { openDataDir } from '../io/data-dir.ts';
import { refuseDuringRestore } from '../io/instance-swap.ts';
import { createLog } from '../io/log.ts';
import { createServices, type Services } from '../services.ts';
import type { Shell } from './shell.ts';

type Work = (services: Services) => Promise<number>;

/** Works on an instance that exists already. Throws StartupError when there is none. */
export async function withInstance(shell: Shell, work: Work): Promise<number> {
  return open(existingInstance(shell), shell, work);
}

/** Where an instance is that exists already. Throws StartupError when there is none. */
export function existingInstance(shell: Shell): Config {
  const { config } = loadConfig(shell.sources);
  refuseDuringRestore(config.storage);
  if (!isThere(config)) {
    throw new StartupError(
      `There is no database at ${config.storage.databaseFile} yet`,
      'set DATA_DIR to the directory of your server, or make the first account with "anchor-auth user create"',
    );
  }
  return config;
}

/** As `withInstance`, but begins one where there is none. */
export async function withNewInstance(shell: Shell, work: Work): Promise<number> {
  return open(loadConfig(shell.sources).config, shell, work);
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

/** A lost database counts as there: createServices knows what to say about it. */
function isThere({ storage }: Config): boolean {
  const { dataDir, databaseFile } = storage;
  if (!isMissingOrEmpty(databaseFile)) return true;
  return existsSync(dataDir) && openDataDir(dataDir).isInitialized();
}
