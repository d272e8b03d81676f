import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import { prepare } from '../../../db/prepared.ts';
import type { Schema, SignInFlowTable } from '../../../db/schema.ts';

export type FlowRow = Selectable<SignInFlowTable>;

export async function insertFlow(
  db: Kysely<Schema>,
  flow: Insertable<SignInFlowTable>,
): Promise<void> {
  await db.insertInto('sign_in_flows').values(flow).execute();
}

export function prepareFindFlow(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .selectFrom('sign_in_flows')
      .selectAll()
      .where('state_hash', '=', parameter<Uint8Array>('stateHash')),
  );
}

/** Claims a flow that a browser began: of all callbacks exactly one gets the row. */
export async function claimFlow(
  db: Kysely<Schema>,
  stateHash: Uint8Array,
  claim: { readonly now: number; readonly expiresAt: number },
): Promise<FlowRow | undefined> {
  return db
    .updateTable('sign_in_flows')
    .set({ claimed_at: claim.now, expires_at: claim.expiresAt })
    .where('state_hash', '=', stateHash)
    .where('claimed_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** Deletes a flow and returns it: exactly one caller gets it. */
export async function takeFlow(
  db: Kysely<Schema>,
  stateHash: Uint8Array,
): Promise<FlowRow | undefined> {
  return db
    .deleteFrom('sign_in_flows')
    .where('state_hash', '=', stateHash)
    .returningAll()
    .executeTakeFirst();
}

/** Stores the answer while the same browser may repeat its request; the secrets of the sign-in are deleted. */
export async function settleFlow(
  db: Kysely<Schema>,
  stateHash: Uint8Array,
  answer: { readonly landing: string; readonly expiresAt: number },
): Promise<void> {
  await db
    .updateTable('sign_in_flows')
    .set({ landing: answer.landing, expires_at: answer.expiresAt, nonce: '', code_verifier: '' })
    .where('state_hash', '=', stateHash)
    .execute();
}

export function prepareDeleteExpired(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .deleteFrom('sign_in_flows')
      .where('state_hash', 'in', (eb) =>
        eb
          .selectFrom('sign_in_flows')
          .select('state_hash')
          .where('expires_at', '<=', parameter<number>('now'))
          .orderBy('expires_at')
          .limit(parameter<number>('limit')),
      ),
  );
}

/** The start time of the flow that has exactly `newer` newer flows in its network; no row if there are fewer. */
export function prepareBeginningBehind(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .selectFrom('sign_in_flows')
      .select('created_at')
      .where('network', '=', parameter<string>('network'))
      .orderBy('created_at', 'desc')
      .limit(1)
      .offset(parameter<number>('newer')),
  );
}

/** Deletes the flows of a network that began at or before a time. */
export async function deleteFlowsBegunBy(
  db: Kysely<Schema>,
  network: string,
  createdAt: number,
): Promise<void> {
  await db
    .deleteFrom('sign_in_flows')
    .where('network', '=', network)
    .where('created_at', '<=', createdAt)
    .execute();
}

export async function countFlows(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('sign_in_flows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The network that began most of the flows, and when the oldest of them began. */
export async function fullestNetwork(
  db: Kysely<Schema>,
): Promise<{ readonly network: string | null; readonly oldest: number } | undefined> {
  return db
    .selectFrom('sign_in_flows')
    .select(['network', (eb) => eb.fn.min('created_at').as('oldest')])
    .groupBy('network')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Deletes the oldest flows of a network that began before a time; returns how many. */
export async function deleteOldestFlows(
  db: Kysely<Schema>,
  network: string | null,
  which: { readonly before: number; readonly limit: number },
): Promise<number> {
  const oldest = db
    .selectFrom('sign_in_flows')
    .select('state_hash')
    .where('network', 'is not distinct from', network)
    .where('created_at', '<=', which.before)
    .orderBy('created_at')
    .limit(which.limit);
  const result = await db
    .deleteFrom('sign_in_flows')
    .where('state_hash', 'in', oldest)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteExpiredFlows(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  const old = db
    .selectFrom('sign_in_flows')
    .select('state_hash')
    .where('expires_at', '<', before)
    .limit(limit);
  const result = await db
    .deleteFrom('sign_in_flows')
    .where('state_hash', 'in', old)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Deletes the flows in which a signed-in user is linking a provider. */
export async function deleteFlowsOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.deleteFrom('sign_in_flows').where('user_id', '=', userId).execute();
}

export async function deleteFlows(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('sign_in_flows').execute();
}
