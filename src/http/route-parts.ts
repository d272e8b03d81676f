import type { createGuards } from './guards.ts';
import type { ReadClient } from './client-reader.ts';
import type { networkLimits } from './rate-limit.ts';

/** What the routes of any feature are given to name in their lines. */
export interface RouteParts<Session extends { readonly isAdmin: boolean }, Caller> {
  readonly guards: ReturnType<typeof createGuards<Session, Caller>>;
  readonly limits: ReturnType<typeof networkLimits>;
  readonly readClient: ReadClient;
}
