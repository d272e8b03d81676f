import { isoTime } from '../../../core/time.ts';
import { formatId } from '../../../core/uuid.ts';
import type { WebhookEvent } from '../../../core/webhook-events.ts';
import type { AuditEntry, AuditEvent } from '../../audit/service.ts';
import { showUser } from '../../users/rules.ts';
import type { User, UserRow } from '../../users/service.ts';

/** What the receiver of the webhook gets, as JSON. */
export interface WebhookBody {
  readonly type: WebhookEvent;
  /** When it happened, in ISO 8601. */
  readonly timestamp: string;
  readonly data: {
    readonly user: Pick<User, 'id' | 'email' | 'name' | 'isAdmin' | 'status' | 'groups'>;
    /** Who did it; null for the command line and for what the server does by itself. */
    readonly actor: { readonly id: string; readonly email: string } | null;
  };
}

type Told = (entry: AuditEntry, user: UserRow) => readonly WebhookEvent[];

/** The audit events of which the webhook tells. */
const told: Readonly<Partial<Record<AuditEvent, Told>>> = {
  'user.registered': (_entry, { status }) => [
    status === 'pending' ? 'user.pending' : 'user.registered',
  ],
  'user.created': () => ['user.registered'],
  'user.approved': () => ['user.approved'],
  'user.rejected': () => ['user.rejected'],
  'user.updated': ({ details }) => changesIn(details),
  'profile.changed': ({ details }) => (fieldsIn(details).includes('name') ? ['user.updated'] : []),
  'user.groups_changed': () => ['user.updated'],
  'group.updated': () => ['user.updated'],
  'group.deleted': () => ['user.updated'],
  'user.email_followed': () => ['user.email_changed'],
  'user.email_changed': () => ['user.email_changed'],
  'user.deleted': () => ['user.deleted'],
  'user.expired': () => ['user.deleted'],
};

/** Whether the webhook may tell of an event; only then the account is read. */
export function isTold({ event, outcome }: AuditEntry): boolean {
  return outcome === 'success' && Object.hasOwn(told, event);
}

/** What the webhook tells of an event about an account. */
export function eventsOf(entry: AuditEntry, user: UserRow): readonly WebhookEvent[] {
  return told[entry.event]?.(entry, user) ?? [];
}

/** One change of an administrator may be told as several events. */
function changesIn(details: AuditEntry['details']): readonly WebhookEvent[] {
  const fields = fieldsIn(details);
  const status = fields.includes('status') ? statusEvent(details) : null;
  const others = fields.filter((field) => field !== 'email' && field !== 'status');
  return [
    ...(fields.includes('email') ? (['user.email_changed'] as const) : []),
    ...(status === null ? [] : [status]),
    ...(others.length === 0 || status === 'user.updated' ? [] : (['user.updated'] as const)),
  ];
}

function statusEvent(details: AuditEntry['details']): WebhookEvent {
  const { status, approved } = details ?? {};
  if (status === 'disabled') return 'user.disabled';
  return approved === true ? 'user.approved' : 'user.updated';
}

function fieldsIn(details: AuditEntry['details']): readonly string[] {
  return String(details?.['fields'] ?? '').split(',');
}

export function webhookBody(
  type: WebhookEvent,
  {
    user,
    actor,
    at,
  }: { readonly user: UserRow; readonly actor: AuditEntry['actor']; readonly at: number },
): WebhookBody {
  const { id, email, name, isAdmin, status, groups } = showUser(user, 'anywhere');
  return {
    type,
    timestamp: isoTime(at),
    data: {
      user: { id, email, name, isAdmin, status, groups },
      actor: actor === null ? null : { id: formatId(actor.id), email: actor.email },
    },
  };
}
