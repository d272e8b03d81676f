// The layer of features, in an order that a test checks: one imports only from those before it. Audit records events.

import type { Kysely, Selectable } from 'kysely';
import type { DropReason } from '../../core/drop-reasons.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { formatId, type Id, newId } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { Schema, UserTable } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { afterCommit } from '../../db/effects.ts';
import type { Log, LogFields } from '../../io/log.ts';
import { presentEntry } from './rules.ts';
import type { AuditEvent, AuditPage, ShownEntry } from './schema.ts';
import {
  type AuditFilter,
  type AuditRow,
  countEntries,
  countFailedSignIns,
  deleteOldEntries,
  insertEntry,
  nextEntries,
  pageOfEntries,
} from './queries.ts';

export { type AuditEvent, type AuditFilter, countFailedSignIns, deleteOldEntries };

interface Party {
  readonly id: Id;
  readonly email: string;
}

type Details = Readonly<Record<string, string | number | boolean>>;

/** A failure always has a reason: a code of the error table, or why a message was not sent. */
type Outcome =
  | { readonly outcome: 'success'; readonly details?: Details }
  | {
      readonly outcome: 'failure';
      readonly details: Details & { readonly reason: ErrorCode | DropReason };
    };

interface Happening {
  readonly event: AuditEvent;
  /** The user who acted; null for a caller without a session, and for the command line. */
  readonly actor: Party | null;
  /** The account concerned; its id is null when no account has the address. */
  readonly target: { readonly id: Id | null; readonly email: string } | null;
  readonly origin: ClientInfo | null;
  /** The account that this event deleted, as it was: its row is gone when the followers run. */
  readonly deleted?: Selectable<UserTable> & { readonly group_names: string | null };
}

export type AuditEntry = Happening & Outcome;

/**
 * What another feature does about recorded events, in their transaction: such as storing a mail. Where most events
 * do not concern it, it makes no statement. What it throws refuses the change.
 */
export type AuditFollower = (trx: WriteTransaction, entry: AuditEntry) => Promise<void>;

export interface Audit {
  /**
   * Writes the entry in the transaction of the change that it records, lets the followers act there and, after the
   * commit, writes its log line with the error that caused it, if any.
   */
  record(trx: WriteTransaction, entry: AuditEntry, error?: unknown): Promise<void>;
  /** Writes only the log line: for events that any client can cause so often that they would fill the audit log. */
  log(entry: AuditEntry, error?: unknown): void;
  /** One page of entries, newest first. Throws AppError `server_busy`. */
  page(
    filter: AuditFilter,
    page: { readonly skip: number; readonly take: number },
  ): Promise<AuditPage>;
  /** Entries, newest first, up to `limit`, in pages. Throws AppError `server_busy`. */
  entries(filter: AuditFilter, limit: number): AsyncGenerator<readonly ShownEntry[]>;
}

export function createAudit(
  log: Log,
  database: Database,
  followers: readonly AuditFollower[],
): Audit {
  const writeLine = (entry: AuditEntry, error?: unknown) => {
    const level = entry.outcome === 'failure' ? 'warn' : 'info';
    log[level](sentences[entry.event], { ...logFields(entry), error });
  };
  return {
    page: async (filter, { skip, take }) => {
      const rows = await pageOfEntries(database.aside, filter, { skip, take });
      const total = await countEntries(database.aside, filter);
      return { entries: rows.map((row) => presentEntry(row)), total, skip, take };
    },
    entries: (filter, limit) => entriesOf(database, filter, limit),
    record: async (trx, entry, error) => {
      await recordEntry(trx, entry);
      for (const follow of followers) await follow(trx, entry);
      afterCommit(trx, () => {
        writeLine(entry, error);
      });
    },
    log: writeLine,
  };
}

const entriesAtOnce = 500;

async function* entriesOf(
  { aside }: Database,
  filter: AuditFilter,
  limit: number,
): AsyncGenerator<readonly ShownEntry[]> {
  let olderThan: Id | null = null;
  for (let left = limit; left > 0; left -= entriesAtOnce) {
    const page = { olderThan, limit: Math.min(entriesAtOnce, left) };
    const rows: readonly AuditRow[] = await nextEntries(aside, filter, page);
    if (rows.length > 0) yield rows.map((row) => presentEntry(row));
    olderThan = rows.at(-1)?.id ?? null;
    if (rows.length < page.limit) return;
  }
}

/** An absent value writes no field. */
function logFields({ event, actor, target, origin, details = {} }: AuditEntry): LogFields {
  const user = target?.id ?? actor?.id;
  const { ip, requestId } = origin ?? nowhere;
  return {
    event,
    ...present('requestId', requestId),
    ...present('code', details['reason']),
    ...present('provider', details['provider']),
    ...present('providerError', details['providerError']),
    ...present('user', user && formatId(user)),
    ...present('ip', ip),
  };
}

function present(name: string, value: unknown): Readonly<Record<string, string>> {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

/** Writes the entry; also works on a database that no server has open. */
export function recordEntry(db: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  const actor = entry.actor ?? noParty;
  const target = entry.target ?? noParty;
  const origin = entry.origin ?? nowhere;
  return insertEntry(db, {
    id: newId(),
    at: Date.now(),
    event: entry.event,
    outcome: entry.outcome,
    actor_id: actor.id,
    actor_email: actor.email,
    target_id: target.id,
    target_email: target.email,
    ip: origin.ip,
    user_agent: origin.userAgent,
    details: storedDetails(entry),
  });
}

/** What was done with an API token names the token. */
function storedDetails({ details, origin }: AuditEntry): string | null {
  const token = origin?.apiToken;
  if (token === undefined) return details === undefined ? null : JSON.stringify(details);
  return JSON.stringify({ ...details, tokenName: token.name, tokenPrefix: token.prefix });
}

const noParty = { id: null, email: null };
const nowhere: Pick<ClientInfo, 'ip' | 'userAgent' | 'requestId'> = {
  ip: null,
  userAgent: null,
  requestId: '',
};

/** The entry for a change that a user made to their own account. */
export function ownAct(
  event: AuditEvent,
  person: Party,
  origin: ClientInfo,
): AuditEntry & { readonly outcome: 'success' } {
  return { event, outcome: 'success', actor: person, target: person, origin };
}

const sentences: Readonly<Record<AuditEvent, string>> = {
  'user.registered': 'A user registered',
  'user.created': 'A user was created',
  'user.password_reset': "A user's password was reset",
  'user.reset_link_made': 'A link was made with which a user chooses a new password',
  'session.started': 'A user signed in',
  'session.failed': 'A sign-in failed',
  'session.pending': 'A user who waits for approval proved who they are',
  'session.ended': 'A session ended',
  'session.ended_by_provider': 'A provider ended sessions, because a user signed out there',
  'session.reauthenticated': 'A user confirmed that it is them',
  'session.reauthentication_failed': 'A user could not confirm that it is them',
  'session.refresh_repeated': 'A refresh was repeated from another known network',
  'session.refresh_reused': 'A refresh token was used twice: its session was ended',
  'session.others_ended': 'A user ended their other sessions',
  'password.changed': 'A user changed their password',
  'password.change_failed': 'A password change failed',
  'profile.changed': 'A user changed their profile',
  'profile.image_changed': 'A user changed their picture',
  'profile.image_removed': 'A user removed their picture',
  'api_token.regenerated': 'A user made a new API token',
  'api_token.created': 'A user made an API token with a name',
  'api_token.updated': 'A user changed an API token',
  'api_token.revoked': 'An API token was revoked',
  'api_token.all_revoked': 'An administrator revoked all API tokens of a user',
  'identity.link_failed': 'Linking an identity provider to an account failed',
  'identity.linked': 'An identity provider was linked to an account',
  'identity.unlinked': 'A user unlinked an identity provider',
  'identity.replaced': "A user's new identity replaced the one before, during a provider move",
  'identity.contested':
    'Two identities claim one account after a provider move: neither may sign in until an administrator has decided',
  'provider_move.started': 'A provider move began: people are taken over at their next sign-in',
  'provider_move.undone': 'A provider move was undone',
  'exchange_code.reused': 'A login code was used twice: its session was ended',
  'user.email_followed': "A user's e-mail address changed at the identity provider",
  'user.email_verified': 'A user confirmed their e-mail address',
  'user.email_change_requested':
    'A user asked for another e-mail address, which is not confirmed yet',
  'user.email_changed': 'A user changed their e-mail address',
  'user.reset_requested': 'A link to choose a new password was mailed on request',
  'user.demotion_withheld':
    'The last active administrator is in no group for administrators any more, and keeps the role',
  'user.updated': 'An administrator changed a user',
  'user.deleted': 'An administrator deleted a user',
  'user.approved': 'An administrator approved a user',
  'user.rejected': 'An administrator rejected a user',
  'user.sessions_ended': "An administrator ended a user's sessions",
  'user.unlocked': "A user's wrong passwords were forgiven",
  'user.expired': 'A registration expired without an approval',
  'user.groups_changed': "A user's groups changed",
  'group.created': 'An administrator made a group',
  'group.updated': 'An administrator changed a group',
  'group.deleted': 'An administrator deleted a group',
  'setting.changed': 'An administrator changed a setting',
  'oidc.tested': 'An administrator tested the OpenID provider',
  'mail.tested': 'An administrator sent a test mail',
  'users.exported': 'An administrator exported the list of users',
  'audit.exported': 'An administrator exported the audit log',
  'backup.made': 'A backup was made',
  'backup.restored': 'A backup was restored: all users have to sign in again',
  'instance.moved': 'The server moved here with all its data',
  'signing_key.rotated': 'Another key signs access tokens from now on',
  'message.dropped': 'A message was not sent, and is not tried again',
  'message.retried': 'An administrator had the messages that wait tried again',
  'webhook.stopped':
    'The receiver of the webhook wants no more events: nothing is sent there until the server is restarted',
};
