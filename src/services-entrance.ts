// Builds registration and sign-in with a password.
import type { Config } from './config/config.ts';
import { deriveKey } from './core/tokens.ts';
import type { Database } from './db/port.ts';
import type { Audit } from './features/audit/service.ts';
import { Invitations } from './features/links/invitations/service.ts';
import type { Verification } from './features/links/verification/service.ts';
import { Joining } from './features/local-login/joining/service.ts';
import { PendingTickets } from './features/local-login/pending/service.ts';
import { Local } from './features/local-login/service.ts';
import type { Credentials } from './features/passwords/service.ts';
import type { Connections } from './features/providers/service.ts';
import type { Sessions } from './features/sessions/service.ts';
import type { SessionStart } from './features/sessions/start/service.ts';
import type { RuntimeSettings } from './features/settings/service.ts';
import type { Users } from './features/users/service.ts';

interface EntranceGround {
  readonly config: Config;
  readonly database: Database;
  readonly secret: string;
}

interface EntranceParts {
  readonly audit: Audit;
  readonly settings: RuntimeSettings;
  readonly connections: Connections;
  readonly users: Users;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly sessionStart: SessionStart;
  readonly verification: Verification;
}

export function buildEntrance(
  { config, database, secret }: EntranceGround,
  { audit, settings, connections, users, ...parts }: EntranceParts,
) {
  const { credentials, sessions, sessionStart, verification } = parts;
  const { requireVerifiedEmail, setupToken } = config.policy;
  const key = deriveKey(secret, 'pending tickets');
  const pendingTickets = new PendingTickets({ database, users, key });
  const invitations = new Invitations({ audit, users });
  const joining = new Joining({
    database,
    audit,
    settings,
    connections,
    users,
    credentials,
    sessionStart,
    invitations,
    verification,
    requireVerifiedEmail,
    setupToken,
  });
  const local = new Local({
    database,
    audit,
    settings,
    connections,
    users,
    credentials,
    sessions,
    sessionStart,
    pendingTickets,
    joining,
    verification,
    requireVerifiedEmail,
  });
  return { invitations, local, pendingTickets };
}
