// Builds what the server does by itself: keeping its place among the instances of one database, and the cleanup.
import { hostname } from 'node:os';
import { expire as expireTokens } from './features/api-tokens/named/service.ts';
import { deleteOldEntries } from './features/audit/service.ts';
import { expire as expireFlows } from './features/federation/flow-store/service.ts';
import { expire as expireLinkRequests } from './features/federation/link-requests/service.ts';
import { expire as expireLinkTickets } from './features/federation/link-tickets/service.ts';
import { expire as expireCodes } from './features/federation/login-codes/service.ts';
import { expire as expireLogoutTokens } from './features/federation/logout-tokens/service.ts';
import { expire as expireIdTokens } from './features/federation/used-id-tokens/service.ts';
import { ClockCheck } from './features/health/clock/service.ts';
import { Housekeeping, housekeepingLeaseMs } from './features/maintenance/cleanup/service.ts';
import { expire as expireLinks } from './features/links/service.ts';
import { InstanceRecord } from './features/maintenance/instances/service.ts';
import { expire as expireInvitations } from './features/links/invitations/service.ts';
import { Lease } from './features/maintenance/leases/service.ts';
import { expire as expireNoticeTimes, type Notices } from './features/mail/notices/service.ts';
import { expire as expireFailures } from './features/passwords/failures/service.ts';
import { SessionExpiry } from './features/sessions/expiry/service.ts';
import type { Waiting } from './features/admin/waiting/service.ts';
import type { StartupError } from './core/startup-error.ts';
import type { Tenancy } from './instance/options.ts';
import type { Ground } from './services-accounts.ts';
import type { buildKeys } from './services-keys.ts';
import { version } from './version.ts';

interface MaintenanceParts {
  readonly ground: Ground;
  readonly tenancy: Tenancy;
  readonly waiting: Waiting;
  readonly records: { readonly notices: Notices };
  readonly keys: Pick<ReturnType<typeof buildKeys>, 'ring' | 'rotation'>;
  readonly closers: AsyncDisposableStack;
  readonly calls: {
    /** When the instance was moved elsewhere while this process ran. */
    readonly onMoved: (refusal: StartupError) => void;
    /** Every twenty seconds while other servers may use the database: they may have left work undone. */
    readonly onRenewed: () => void;
  };
}

const dayMs = 24 * 60 * 60 * 1000;

/** One process at a time uses a SQLite file, so each takes over at once what the one before has left. */
const onlyInstance = 'only';

/** What deletes the rows that end by themselves. */
const endingRows = [
  expireFlows,
  expireCodes,
  expireLinkTickets,
  expireLinkRequests,
  expireIdTokens,
  expireLogoutTokens,
  expireFailures,
  expireTokens,
  expireInvitations,
  expireNoticeTimes,
  expireLinks,
];

/** Builds the cleanup; a server on PostgreSQL also compares its clock and joins the list of instances. */
export async function buildMaintenance(parts: MaintenanceParts) {
  const { ground, tenancy, waiting, records, keys, closers } = parts;
  const { config, log, database } = ground;
  const isShared = database.engine === 'postgres';
  const id = isShared ? crypto.randomUUID() : onlyInstance;
  const lengthMs = housekeepingLeaseMs;
  const retentionMs = config.audit.retentionDays * dayMs;
  const housekeeping = new Housekeeping({
    database,
    log,
    lease: new Lease({ database, name: 'housekeeping', holder: id, lengthMs }),
    waiting,
    sessionExpiry: new SessionExpiry({ database }),
    signIns: endingRows,
    remind: (trx, now, limit) => records.notices.tellExpiring(trx, now, limit),
    keyCare: keys.ring === null ? null : keys.rotation,
    auditEntries: (db, now, limit) => deleteOldEntries(db, now - retentionMs, limit),
  });
  closers.defer(() => housekeeping.close());
  const clock = new ClockCheck({ database, log });
  closers.defer(() => {
    clock.close();
  });
  if (isShared && tenancy === 'server') {
    await clock.open();
    await joinInstances(parts, id);
  }
  return { housekeeping, clock };
}

/** Puts this process into the list of those that use the database, until it is closed. */
async function joinInstances({ ground, calls, closers }: MaintenanceParts, id: string) {
  const { config, log, database } = ground;
  const record = new InstanceRecord({
    database,
    log,
    id,
    version,
    host: hostname(),
    appUrl: config.server.appUrl,
    onMoved: calls.onMoved,
    onRenewed: calls.onRenewed,
  });
  closers.defer(() => record.close());
  await record.open();
}
