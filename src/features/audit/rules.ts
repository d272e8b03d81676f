import type { Cell } from '../../core/csv.ts';
import { asObject } from '../../core/json.ts';
import { isoTime } from '../../core/time.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { AuditTable } from '../../db/schema.ts';
import type { ShownEntry } from './schema.ts';

type Details = NonNullable<ShownEntry['details']>;

/** Reads details as they were stored. A value that no entry could have is left out, so that the page still opens. */
export function readDetails(text: string): Details {
  return Object.fromEntries(Object.entries(asObject(JSON.parse(text)) ?? {}).filter(isDetail));
}

function isDetail(field: [string, unknown]): field is [string, Details[string]] {
  return ['string', 'number', 'boolean'].includes(typeof field[1]);
}

/** An entry as the API returns it. */
export function presentEntry(row: AuditTable): ShownEntry {
  return {
    id: formatId(row.id),
    at: isoTime(row.at),
    event: row.event,
    outcome: row.outcome,
    actor: presentParty(row.actor_id, row.actor_email),
    target: presentParty(row.target_id, row.target_email),
    ip: row.ip,
    userAgent: row.user_agent,
    details: row.details === null ? null : readDetails(row.details),
  };
}

function presentParty(id: Id | null, email: string | null): ShownEntry['actor'] {
  return id === null && email === null ? null : { id: id === null ? null : formatId(id), email };
}

/** The header of the exported file, in the order of `auditCells`. */
export const auditHeader = [
  'id',
  'at',
  'event',
  'outcome',
  'actorId',
  'actorEmail',
  'targetId',
  'targetEmail',
  'ip',
  'userAgent',
  'details',
] as const;

export function auditCells(entry: ShownEntry): readonly Cell[] {
  const { id, at, event, outcome, actor, target, ip, userAgent, details } = entry;
  return [
    id,
    at,
    event,
    outcome,
    actor?.id ?? null,
    actor?.email ?? null,
    target?.id ?? null,
    target?.email ?? null,
    ip,
    userAgent,
    details === null ? null : JSON.stringify(details),
  ];
}
