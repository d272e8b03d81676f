// Tells another program what happens to accounts. It follows the audit log, which records all of it in one place: so no
// feature has to think of the webhook, and what is told is stored in the transaction of the change.
import type { Id } from '../../../core/uuid.ts';
import type { WebhookEvent } from '../../../core/webhook-events.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { AuditEntry } from '../../audit/service.ts';
import { wholeScheduleMs } from '../rules.ts';
import type { Outbox } from '../service.ts';
import { findUsersByIds, type UserRow, type Users } from '../../users/service.ts';
import { eventsOf, isTold, webhookBody } from './rules.ts';

interface WebhooksDependencies {
  readonly outbox: Outbox;
  readonly users: Users;
  /** What the receiver wants to know. */
  readonly events: readonly WebhookEvent[];
}

export class Webhooks {
  readonly #outbox: Outbox;
  readonly #users: Users;
  readonly #events: ReadonlySet<WebhookEvent>;
  #lastAt = 0;

  constructor({ outbox, users, events }: WebhooksDependencies) {
    this.#outbox = outbox;
    this.#users = users;
    this.#events = new Set(events);
  }

  /** Stores what is told of an event, in its transaction. */
  async follow(trx: WriteTransaction, entry: AuditEntry): Promise<void> {
    if (!isTold(entry)) return;
    const at = this.#now();
    const { actor } = entry;
    const bodies = (await this.#accountsOf(trx, entry)).flatMap((user) =>
      eventsOf(entry, user)
        .filter((event) => this.#events.has(event))
        .map((event) => webhookBody(event, { user, actor, at })),
    );
    const expiresAt = at + wholeScheduleMs('webhook');
    const messages = bodies.map((payload) => {
      return { channel: 'webhook', kind: payload.type, payload, expiresAt } as const;
    });
    await this.#outbox.putAll(trx, messages);
  }

  /** Later than all before, so that a receiver can tell which of two events is the newer one. */
  #now(): number {
    this.#lastAt = Math.max(Date.now(), this.#lastAt + 1);
    return this.#lastAt;
  }

  /** The accounts of an event as they are after it, and a deleted one as it was before. */
  async #accountsOf(trx: WriteTransaction, entry: AuditEntry): Promise<readonly UserRow[]> {
    if (entry.deleted !== undefined) return [entry.deleted];
    if (entry.members !== undefined) return usersOf(trx, entry.members);
    const id = entry.target?.id ?? null;
    const user = id === null ? undefined : await this.#users.findById(trx, id);
    return user === undefined ? [] : [user];
  }
}

const idsAtOnce = 100;

async function usersOf(trx: WriteTransaction, ids: readonly Id[]): Promise<readonly UserRow[]> {
  const found: UserRow[] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    found.push(...(await findUsersByIds(trx, ids.slice(at, at + idsAtOnce))));
  }
  return found;
}
