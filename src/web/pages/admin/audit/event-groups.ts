import type { AuditEvent } from '../../../../features/audit/schema.ts';
import { t } from '../../words/words.ts';
import type { Choices } from '../parts/filters.tsx';
import type { Entry } from './audit-log.ts';

const groups = ['signIn', 'accounts', 'own', 'server'] as const;

/** The group in which an event is offered as a filter. */
const groupOf: Readonly<Record<AuditEvent, (typeof groups)[number]>> = {
  'session.started': 'signIn',
  'session.failed': 'signIn',
  'session.pending': 'signIn',
  'session.ended': 'signIn',
  'session.ended_by_provider': 'signIn',
  'session.others_ended': 'signIn',
  'session.reauthenticated': 'signIn',
  'session.reauthentication_failed': 'signIn',
  'session.refresh_repeated': 'signIn',
  'session.refresh_reused': 'signIn',
  'exchange_code.reused': 'signIn',
  'user.registered': 'accounts',
  'user.approved': 'accounts',
  'user.rejected': 'accounts',
  'user.expired': 'accounts',
  'user.created': 'accounts',
  'user.updated': 'accounts',
  'user.email_followed': 'accounts',
  'user.email_verified': 'accounts',
  'user.email_change_requested': 'accounts',
  'user.email_changed': 'accounts',
  'user.reset_requested': 'accounts',
  'user.demotion_withheld': 'accounts',
  'user.deleted': 'accounts',
  'user.password_reset': 'accounts',
  'user.reset_link_made': 'accounts',
  'user.sessions_ended': 'accounts',
  'user.unlocked': 'accounts',
  'user.groups_changed': 'accounts',
  'invitation.created': 'accounts',
  'invitation.used': 'accounts',
  'invitation.revoked': 'accounts',
  'invitation.refused': 'accounts',
  'group.created': 'accounts',
  'group.updated': 'accounts',
  'group.deleted': 'accounts',
  'identity.replaced': 'accounts',
  'identity.contested': 'accounts',
  'link_request.made': 'accounts',
  'link_request.granted': 'accounts',
  'link_request.refused': 'accounts',
  'password.changed': 'own',
  'password.change_failed': 'own',
  'identity.linked': 'own',
  'identity.unlinked': 'own',
  'identity.link_failed': 'own',
  'api_token.regenerated': 'own',
  'api_token.created': 'own',
  'api_token.updated': 'own',
  'api_token.revoked': 'own',
  'api_token.all_revoked': 'accounts',
  'profile.changed': 'own',
  'profile.image_changed': 'own',
  'profile.image_removed': 'own',
  'setting.changed': 'server',
  'oidc.tested': 'server',
  'mail.tested': 'server',
  'provider_move.started': 'server',
  'provider_move.undone': 'server',
  'users.exported': 'server',
  'audit.exported': 'server',
  'backup.made': 'server',
  'backup.restored': 'server',
  'instance.moved': 'server',
  'signing_key.rotated': 'server',
  'message.dropped': 'server',
  'message.retried': 'server',
  'webhook.stopped': 'server',
};

/** Whether the pages have texts for an event; a newer server may have written others. */
export function isKnownEvent(event: string): event is AuditEvent {
  return Object.hasOwn(groupOf, event);
}

/** The events with their labels, in groups, for a select box. */
export function eventChoices(): readonly (readonly [label: string, events: Choices])[] {
  const events = Object.keys(groupOf).filter(isKnownEvent);
  return groups.map((group) => [
    t(`eventGroup.${group}`),
    events.filter((event) => groupOf[event] === group).map((event) => [event, labelOf(event)]),
  ]);
}

/** The label of an event; an unknown event keeps its name. */
export function labelOf(event: string): string {
  return isKnownEvent(event) ? t(`event.${event}`) : event;
}

const watched: ReadonlySet<string> = new Set<AuditEvent>([
  'session.refresh_repeated',
  'user.created',
  'user.updated',
  'user.demotion_withheld',
  'user.deleted',
  'user.password_reset',
  'user.reset_link_made',
  'user.sessions_ended',
  'user.unlocked',
  'user.groups_changed',
  'invitation.created',
  'invitation.revoked',
  'group.updated',
  'group.deleted',
  'password.changed',
  'identity.linked',
  'identity.unlinked',
  'identity.replaced',
  'link_request.granted',
  'provider_move.started',
  'provider_move.undone',
  'api_token.regenerated',
  'api_token.created',
  'api_token.updated',
  'api_token.all_revoked',
  'setting.changed',
  'users.exported',
  'audit.exported',
  'backup.restored',
  'instance.moved',
  'signing_key.rotated',
]);

/** Failures and changes of access or settings; successful sign-ins and sign-outs are not security events. */
export function isSecurityEvent({ event, outcome }: Entry): boolean {
  return outcome === 'failure' || watched.has(event);
}
