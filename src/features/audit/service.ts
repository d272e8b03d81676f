// The features floor: one room per feature, in the order audit, settings, users, sessions, local. A room
// may call the service of a room before it, and nothing else of it. Audit writes down what happened.

import type { Origin } from '../../core/origin.ts';
import { formatId, type Id, newId } from '../../core/uuid.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { Log } from '../../io/log.ts';
import { insertEntry } from './queries.ts';

export type AuditEvent =
  | 'user.registered'
  | 'user.created'
  | 'user.password_reset'
  | 'user.promoted'
  | 'session.started'
  | 'session.failed'
  | 'session.ended'
  | 'session.refresh_reused';

interface Party {
  readonly id: Id;
  readonly email: string;
}

export interface AuditEntry {
  readonly event: AuditEvent;
  readonly outcome: 'success' | 'failure';
  /** Who acted; null for a stranger or the command line. */
  readonly actor: Party | null;
  /** Whom it concerned; an id is missing when the address belongs to nobody. */
  readonly target: { readonly id: Id | null; readonly email: string } | null;
  readonly origin: Origin | null;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

export interface Audit {
  /** Writes the entry in the transaction of the change it speaks of. */
  record(trx: WriteTransaction, entry: AuditEntry): Promise<void>;
  /** Writes the entry's log line; to be called once the change is committed. */
  announce(entry: AuditEntry): void;
}

export function createAudit(log: Log): Audit {
  return {
    record: (trx, entry) => {
      const actor = entry.actor ?? nobody;
      const target = entry.target ?? nobody;
      const origin = entry.origin ?? nowhere;
      return insertEntry(trx, {
        id: newId(),
        at: Date.now(),
        event: entry.event,
        outcome: entry.outcome,
        actor_id: actor.id,
        actor_email: actor.email,
        target_id: target.id,
        target_email: target.email,
        ip: origin.ip,
        user_agent: origin.userAgent,
        details: entry.details === undefined ? null : JSON.stringify(entry.details),
      });
    },
    announce: (entry) => {
      const user = entry.target?.id ?? entry.actor?.id;
      const ip = entry.origin?.ip;
      log[entry.outcome === 'failure' ? 'warn' : 'info'](sentences[entry.event], {
        event: entry.event,
        ...(user ? { user: formatId(user) } : {}),
        ...(ip ? { ip } : {}),
      });
    },
  };
}

const nobody = { id: null, email: null };
const nowhere = { ip: null, userAgent: null };

/** What a person did to their own account. */
export function ownAct(event: AuditEvent, person: Party, origin: Origin): AuditEntry {
  return { event, outcome: 'success', actor: person, target: person, origin };
}

const sentences: Readonly<Record<AuditEvent, string>> = {
  'user.registered': 'A user registered',
  'user.created': 'A user was created',
  'user.password_reset': "A user's password was reset",
  'user.promoted': 'A user was made administrator',
  'session.started': 'A user signed in',
  'session.failed': 'A sign-in failed',
  'session.ended': 'A session ended',
  'session.refresh_reused': 'A refresh token was used twice: its session was ended',
};
