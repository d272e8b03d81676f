// Opens an instance, and builds what all services use.
import type { Config } from './config/config.ts';
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/port.ts';
import { FailureRows } from './features/passwords/failures/service.ts';
import { openInstance } from './instance/open.ts';
import type { Tenancy } from './instance/options.ts';
import type { Limit } from './io/bounded-limit.ts';
import type { Log } from './io/log.ts';
import { createPasswords } from './io/passwords.ts';
import { createRateLimits, type GuessBudget } from './io/rate-limits.ts';
import type { Ground } from './services-accounts.ts';

export interface GroundOptions {
  readonly config: Config;
  readonly log: Log;
  readonly tenancy?: Tenancy;
  /** Whether a PostgreSQL database without tables may become a new instance. */
  readonly mayBegin?: boolean;
  /** Whether other keys than before are accepted. */
  readonly replacesKeys?: boolean;
  /** Options of password hashing that differ from the defaults. */
  readonly hashing?: Parameters<typeof createPasswords>[0];
}

/** Throws StartupError if data directory, database or secret is unusable. */
export async function openGround(
  options: GroundOptions,
  closers: AsyncDisposableStack,
): Promise<Ground> {
  const { config, log, tenancy = 'server', mayBegin = false, replacesKeys = false } = options;
  const instance = { config, log, tenancy, mayBegin, replacesKeys, closers };
  const { dataDir, database, secret, algorithm } = await openInstance(instance);
  const passwords = createPasswords(options.hashing);
  closers.defer(() => passwords.close());
  const limits = createRateLimits(config.server.rateLimit, sharedLimitOf(database, secret));
  return { config, log, database, dataDir, passwords, limits, algorithm, secret };
}

/** What counts failed logins for all instances of one database; null when there is only one instance. */
function sharedLimitOf(
  database: Database,
  secret: string,
): ((budget: GuessBudget) => Limit) | null {
  if (database.engine === 'sqlite') return null;
  const rows = new FailureRows({ database, key: deriveKey(secret, 'failed logins') });
  return (budget) => rows.limit(budget);
}
