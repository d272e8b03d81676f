import { type Static, t } from 'elysia';

/** The names of all events; the pages have a text for each of them. */
export type AuditEvent =
  | 'user.registered'
  | 'user.created'
  | 'user.password_reset'
  | 'user.reset_link_made'
  | 'session.started'
  | 'session.failed'
  | 'session.pending'
  | 'session.ended'
  | 'session.ended_by_provider'
  | 'session.reauthenticated'
  | 'session.reauthentication_failed'
  | 'session.refresh_repeated'
  | 'session.refresh_reused'
  | 'session.others_ended'
  | 'password.changed'
  | 'password.change_failed'
  | 'profile.changed'
  | 'profile.image_changed'
  | 'profile.image_removed'
  | 'api_token.regenerated'
  | 'api_token.created'
  | 'api_token.updated'
  | 'api_token.all_revoked'
  | 'api_token.revoked'
  | 'identity.linked'
  | 'identity.link_failed'
  | 'identity.unlinked'
  | 'identity.replaced'
  | 'identity.contested'
  | 'link_request.made'
  | 'link_request.granted'
  | 'link_request.refused'
  | 'provider_move.started'
  | 'provider_move.undone'
  | 'exchange_code.reused'
  | 'user.updated'
  | 'user.email_followed'
  | 'user.email_verified'
  | 'user.email_change_requested'
  | 'user.email_changed'
  | 'user.reset_requested'
  | 'user.demotion_withheld'
  | 'user.deleted'
  | 'user.approved'
  | 'user.rejected'
  | 'user.sessions_ended'
  | 'user.unlocked'
  | 'user.expired'
  | 'user.groups_changed'
  | 'invitation.created'
  | 'invitation.used'
  | 'invitation.revoked'
  | 'invitation.refused'
  | 'group.created'
  | 'group.updated'
  | 'group.deleted'
  | 'setting.changed'
  | 'oidc.tested'
  | 'mail.tested'
  | 'users.exported'
  | 'audit.exported'
  | 'backup.made'
  | 'backup.restored'
  | 'instance.moved'
  | 'signing_key.rotated'
  | 'message.dropped'
  | 'message.retried'
  | 'webhook.stopped';

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
