// Opens what a server or a command works on: the data directory, the database on either engine, and the keys.
import type { DataDir } from '../io/data-dir.ts';
import type { Log } from '../io/log.ts';
import type { Instance, InstanceOptions } from './options.ts';
import { openPostgresInstance } from './postgres.ts';
import { openSqliteInstance } from './sqlite.ts';

/** Opens the data directory, the database and the secret. Throws StartupError when one of them is unusable. */
export async function openInstance(options: InstanceOptions): Promise<Instance> {
  const { storage } = options.config;
  return storage.kind === 'sqlite'
    ? openSqliteInstance(options, storage)
    : openPostgresInstance(options, storage);
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
