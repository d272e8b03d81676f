import type { Insertable, Kysely } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import type { LinkTicketTable } from '../../../db/link-request-tables.ts';
import type { Schema } from '../../../db/schema.ts';
import type { LinkTicketRow } from './rules.ts';

/** Stores a ticket in the place of an older one of the same identity. */
export async function putTicket(
  db: Kysely<Schema>,
  ticket: Insertable<LinkTicketTable>,
): Promise<void> {
  await db
    .insertInto('link_tickets')
    .values(ticket)
    .onConflict((conflict) =>
      conflict.columns(['provider', 'issuer', 'subject']).doUpdateSet(ticket),
    )
    .execute();
}

export async function findTicket(
  db: Kysely<Schema>,
  ticketHash: Uint8Array,
): Promise<LinkTicketRow | undefined> {
  return db
    .selectFrom('link_tickets')
    .selectAll()
    .where('ticket_hash', '=', ticketHash)
    .executeTakeFirst();
}

/** Deletes a ticket; of all requests that show it, exactly one gets true. */
export async function takeTicket(db: Kysely<Schema>, ticketHash: Uint8Array): Promise<boolean> {
  const row = await db
    .deleteFrom('link_tickets')
    .where('ticket_hash', '=', ticketHash)
    .returning('ticket_hash')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteExpiredTickets(
  db: Kysely<Schema>,
  now: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('link_tickets')
    .select('ticket_hash')
    .where('expires_at', '<=', now)
    .limit(limit);
  const result = await db
    .deleteFrom('link_tickets')
    .where('ticket_hash', 'in', old)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Deletes the tickets that are about a user's account. */
export async function deleteTicketsOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.deleteFrom('link_tickets').where('user_id', '=', userId).execute();
}

export async function deleteTickets(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('link_tickets').execute();
}
