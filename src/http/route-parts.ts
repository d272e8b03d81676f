import type { createGuards, GuardedCaller } from './guards.ts';
import type { ReadClient } from './client-reader.ts';
import type { networkLimits } from './rate-limit.ts';

/** The guards and limits that every feature's routes can use in their route lines. */
export interface RouteParts<Session extends Caller, Caller extends GuardedCaller> {
  readonly guards: ReturnType<typeof createGuards<Session, Caller>>;
  readonly limits: ReturnType<typeof networkLimits>;
  readonly readClient: ReadClient;
}
