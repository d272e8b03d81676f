// The layer of features, in an order that a test checks: one imports only from those before it. Audit records events.

import type { Kysely, Selectable } from 'kysely';
import type { DropReason } from '../../core/drop-reasons.ts';
import type { ErrorCode } from '../../core/errors.ts';
import { cureCodes } from '../../core/finding-codes.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { formatId, type Id, newId } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { Schema, UserTable } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/port.ts';
import { afterCommit } from '../../db/effects.ts';
import type { Log, LogFields } from '../../io/log.ts';
import { cureSentence } from '../../openid/cure-sentences.ts';
import { presentEntry, sentences } from './rules.ts';
import type { AuditEvent, AuditPage, ShownEntry } from './schema.ts';
import {
  type AuditFilter,
  type AuditRow,
  countEntries,
  countEventsOn,
  countFailedSignIns,
  deleteOldEntries,
  insertEntry,
  nextEntries,
  pageOfEntries,
} from './queries.ts';

export { type AuditEvent, type AuditFilter, countEventsOn, countFailedSignIns, deleteOldEntries };

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
  /** The accounts whose groups have another name since this event, or are gone. */
  readonly members?: readonly Id[];
}

export type AuditEntry = Happening & Outcome;

/** What another feature does about recorded events, in their transaction. What it throws refuses the change. */
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
    ...present('cure', adviceIn(details)),
    ...present('user', user && formatId(user)),
    ...present('ip', ip),
  };
}

/** What the operator can do; the error says it already where groups are missing. */
function adviceIn({ cure, groups }: Details): string | null {
  const code = cureCodes.find((each) => each === cure);
  return code === undefined || groups !== undefined ? null : cureSentence(code, {});
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
