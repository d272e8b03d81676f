import { type Static, t } from 'elysia';

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
