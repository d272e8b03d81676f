import type { Config, TokenAlgorithm } from '../config/config.ts';
import type { Database } from '../db/port.ts';
import type { DataDir } from '../io/data-dir.ts';
import type { Log } from '../io/log.ts';

/** A command that runs beside a server is a visitor: it does not hold the instance lock. */
export type Tenancy = 'server' | 'visitor';

/** An instance with an open and migrated database. */
export interface Instance {
  readonly dataDir: DataDir;
  readonly database: Database;
  readonly secret: string;
  /** How access tokens are signed, as the settings say or as the instance did before. */
  readonly algorithm: TokenAlgorithm;
}

export interface InstanceOptions {
  readonly config: Config;
  readonly log: Log;
  readonly tenancy: Tenancy;
  /** Whether a PostgreSQL database without tables may become a new instance. */
  readonly mayBegin: boolean;
  /** Whether other keys than before are accepted (keys.ts). */
  readonly replacesKeys: boolean;
  readonly closers: AsyncDisposableStack;
}

/** Logs that an effect of a committed change failed. */
export function effectFailureLog(log: Log): (error: unknown) => void {
  return (error) => {
    log.error(
      'A change is stored, but what was to follow it (a log line, file or message) failed',
      { error },
    );
  };
}
