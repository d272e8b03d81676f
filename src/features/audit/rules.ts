import type { Cell } from '../../core/csv.ts';
import type { ShownEntry } from './schema.ts';

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
