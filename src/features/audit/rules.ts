import type { Cell } from '../../core/csv.ts';
import { asObject } from '../../core/json.ts';
import type { ShownEntry } from './schema.ts';

type Details = NonNullable<ShownEntry['details']>;

/** Reads details as they were stored. A value that no entry could have is left out, so that the page still opens. */
export function readDetails(text: string): Details {
  return Object.fromEntries(Object.entries(asObject(JSON.parse(text)) ?? {}).filter(isDetail));
}

function isDetail(field: [string, unknown]): field is [string, Details[string]] {
  return ['string', 'number', 'boolean'].includes(typeof field[1]);
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
