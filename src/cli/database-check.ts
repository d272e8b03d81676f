import type { Config } from '../config/config.ts';
import { StartupError } from '../core/startup-error.ts';
import { explainPostgresError } from '../db/postgres/start-errors.ts';
import { explainStorageError } from '../db/sqlite/file-errors.ts';
import { isDamage } from '../db/storage-errors.ts';
import type { Services } from '../services.ts';
import { reportProblem } from './problems.ts';
import type { Shell } from './shell.ts';

/** Turns an error of the storage into one that says what to do. */
export function explainStorage(error: unknown, { storage }: Config): unknown {
  return storage.kind === 'sqlite'
    ? explainStorageError(error, storage.databaseFile)
    : explainPostgresError(error, storage.address);
}

/**
 * Ends the process without an orderly stop, which would write to the damaged database. Throws any other error
 * again.
 */
export async function endOnDamage(error: unknown, services: Services, shell: Shell): Promise<void> {
  const { config, database, log } = services;
  const damage = isDamage(error) ? explainStorage(error, config) : error;
  if (!(damage instanceof StartupError)) throw explainStorage(error, config);
  log.error('The server ends, because its database is damaged', { error });
  await database.abandon();
  process.exit(reportProblem(damage, shell));
}

/** The first requests after a start are answered before the database check begins. */
const proveFirstMs = 1000;
const proveAgainMs = 60_000;

/** Checks the database after the start when the start has skipped it, until `ending`. */
export function proveLater(services: Services, shell: Shell, ending: AbortSignal): void {
  proveAfter(proveFirstMs, { services, shell, ending });
}

interface Proof {
  readonly services: Services;
  readonly shell: Shell;
  readonly ending: AbortSignal;
}

function proveAfter(waitMs: number, proof: Proof): void {
  const { services, shell, ending } = proof;
  const { database, log } = services;
  const prove = async () => {
    if (ending.aborted) return;
    await database.prove().catch(async (error: unknown) => {
      if (error instanceof StartupError) await endOnDamage(error, services, shell);
      if (ending.aborted) return;
      log.warn('The database could not be checked; the check is repeated in a minute', { error });
      proveAfter(proveAgainMs, proof);
    });
  };
  setTimeout(() => void prove(), waitMs).unref();
}
