import { isSameDevice } from '../../../core/device-name.ts';
import { isKnownArea, type UsedSession } from '../../../core/known-areas.ts';
import type { SecurityEvent } from '../../../core/letters/letter.ts';
import type { Notice } from '../../../core/mail-options.ts';
import type { AreaOf } from '../../../core/network.ts';
import { sameId } from '../../../core/uuid.ts';
import type { AuditEntry, AuditEvent } from '../../audit/service.ts';

/** The events of an account that its owner is told of. */
const securityEvents: Partial<Readonly<Record<AuditEvent, SecurityEvent>>> = {
  'password.changed': 'password_changed',
  'user.password_reset': 'password_reset',
  'api_token.created': 'api_token_created',
  'api_token.regenerated': 'api_token_created',
  'identity.linked': 'provider_linked',
  'link_request.granted': 'provider_linked',
  'identity.unlinked': 'provider_unlinked',
};

export const toldEvents = Object.keys(securityEvents) as readonly AuditEvent[];

const notices: Partial<Readonly<Record<AuditEvent, Notice>>> = {
  ...Object.fromEntries(toldEvents.map((event) => [event, 'security'])),
  'user.registered': 'pending',
  'user.approved': 'approved',
  'user.rejected': 'approved',
  'session.started': 'sign-in',
};

/** Which of the notices an event may lead to; null for none. */
export function noticeOf({ event, outcome, details }: AuditEntry): Notice | null {
  if (outcome !== 'success') return null;
  if (event === 'user.updated') return details?.['approved'] === true ? 'approved' : null;
  return notices[event] ?? null;
}

export function securityEventOf(event: AuditEvent): SecurityEvent | null {
  return securityEvents[event] ?? null;
}

/** Whether a person changed their own account. */
function isOwnAct({ actor, target }: AuditEntry): boolean {
  return actor !== null && target !== null && target.id !== null && sameId(actor.id, target.id);
}

/** Whether another person caused an event, such as an administrator; the person who used a link does not count. */
export function isByOther(entry: AuditEntry): boolean {
  return entry.actor !== null && !isOwnAct(entry);
}

/** From where an event was caused; nothing for what another person did, because it is that person's place. */
export function placeIn(entry: AuditEntry, at: number) {
  const origin = isByOther(entry) ? null : entry.origin;
  return { at, userAgent: origin?.userAgent ?? null, ip: origin?.ip ?? null };
}

interface KnownSession extends UsedSession {
  readonly user_agent: string | null;
}

/** Whether an account was used from the network and with the device of a sign-in before. */
export function isKnownPlace(
  origin: { readonly area: string | null; readonly userAgent: string | null },
  sessions: readonly KnownSession[],
  areaOf: AreaOf,
): boolean {
  const { area, userAgent } = origin;
  // Behind a proxy that is not listed in TRUSTED_PROXIES the network says nothing.
  if (area !== null && !isKnownArea(area, sessions, areaOf)) return false;
  return sessions.some(({ user_agent }) => isSameDevice(user_agent, userAgent));
}
