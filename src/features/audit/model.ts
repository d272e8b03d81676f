import { type Static, t } from 'elysia';
import type { Cell } from '../../core/csv.ts';

const partySchema = t.Union([
  t.Object(
    {
      id: t.Union([t.String({ format: 'uuid' }), t.Null()]),
      email: t.Union([t.String(), t.Null()]),
    },
    { title: 'AuditParty' },
  ),
  t.Null(),
]);

const entrySchema = t.Object(
  {
    id: t.String({ format: 'uuid' }),
    at: t.String({ format: 'date-time' }),
    event: t.String({ examples: ['session.started'] }),
    outcome: t.Union([t.Literal('success'), t.Literal('failure')]),
    actor: partySchema,
    target: partySchema,
    ip: t.Union([t.String(), t.Null()]),
    userAgent: t.Union([t.String(), t.Null()]),
    details: t.Union([
      t.Record(t.String(), t.Union([t.String(), t.Number(), t.Boolean()])),
      t.Null(),
    ]),
  },
  { title: 'AuditEntry' },
);

export type ShownEntry = Static<typeof entrySchema>;

export const auditPageSchema = t.Object(
  {
    entries: t.Array(entrySchema),
    total: t.Integer(),
    skip: t.Integer(),
    take: t.Integer(),
  },
  { title: 'AuditPage' },
);

export type AuditPage = Static<typeof auditPageSchema>;

/** The columns of an entry in a file; those of `auditCells`. */
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
