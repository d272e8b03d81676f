// Builds what makes and accepts API tokens.
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/port.ts';
import { NamedTokens } from './features/api-tokens/named/service.ts';
import { ApiTokens } from './features/api-tokens/service.ts';
import { TokenUses } from './features/api-tokens/uses/service.ts';
import type { Audit } from './features/audit/service.ts';
import type { Reauthentication } from './features/sessions/reauthentication/service.ts';
import type { Sessions } from './features/sessions/service.ts';
import type { Users } from './features/users/service.ts';
import type { Log } from './io/log.ts';
import type { RateLimits } from './io/rate-limits.ts';

interface TokenGround {
  readonly database: Database;
  readonly log: Log;
  readonly limits: RateLimits;
  readonly secret: string;
}

interface TokenParts {
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly reauthentication: Reauthentication;
}

/** Builds what makes and accepts API tokens. */
export function buildTokens(
  { database, log, limits, secret }: TokenGround,
  { audit, users, sessions, reauthentication }: TokenParts,
) {
  const tokenUses = new TokenUses({ database, log });
  const apiTokens = new ApiTokens({
    database,
    audit,
    sessions,
    uses: tokenUses,
    failureLimit: limits.apiTokenFailures,
    key: deriveKey(secret, 'API tokens at rest'),
  });
  const namedTokens = new NamedTokens({
    database,
    audit,
    users,
    sessions,
    reauthentication,
    apiTokens,
    newTokens: limits.newApiTokens,
  });
  return { tokenUses, apiTokens, namedTokens };
}
