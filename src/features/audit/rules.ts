import type { Cell } from '../../core/csv.ts';
import { asObject } from '../../core/json.ts';
import { isoTime } from '../../core/time.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { AuditTable } from '../../db/schema.ts';
import type { AuditEvent, ShownEntry } from './schema.ts';

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

/** What the log says of each event. */
export const sentences: Readonly<Record<AuditEvent, string>> = {
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
  'identity.link_failed': 'Linking a provider to an account failed',
  'identity.linked': 'A provider was linked to an account',
  'identity.unlinked': 'A user unlinked a provider',
  'identity.replaced': "A user's new identity replaced the one before, during a provider move",
  'identity.contested':
    'Two identities claim one account after a provider move: neither may sign in until an administrator has decided',
  'link_request.made': 'A person asked to link their account at a provider to an account',
  'link_request.granted': 'An administrator linked an account at a provider, as a person had asked',
  'link_request.refused': 'An administrator refused to link an account at a provider',
  'provider_move.started': 'A provider move began: people are taken over at their next sign-in',
  'provider_move.undone': 'A provider move was undone',
  'exchange_code.reused': 'A login code was used twice: its session was ended',
  'user.email_followed': "A user's e-mail address changed at the provider",
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
  'invitation.created': 'An invitation was made',
  'invitation.used': 'A user came with an invitation',
  'invitation.revoked': 'An administrator revoked an invitation',
  'invitation.refused': 'An invitation was refused',
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
  'message.retried': 'An administrator had the waiting messages tried again',
  'webhook.stopped':
    'The receiver of the webhook wants no more events: nothing is sent there until an administrator tries again or the server is restarted',
};
