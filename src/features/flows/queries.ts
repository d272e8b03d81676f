import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Schema, SignInFlowTable } from '../../db/schema.ts';

export type FlowRow = Selectable<SignInFlowTable>;

export async function insertFlow(
  db: Kysely<Schema>,
  flow: Insertable<SignInFlowTable>,
): Promise<void> {
  await db.insertInto('sign_in_flows').values(flow).execute();
}

/** Takes a flow out of the table: exactly one caller gets it. */
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

export async function countFlows(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('sign_in_flows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The network that began most of the flows. */
export async function busiestNetwork(db: Kysely<Schema>): Promise<string | null> {
  const row = await db
    .selectFrom('sign_in_flows')
    .select('network')
    .groupBy('network')
    .orderBy((eb) => eb.fn.countAll(), 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.network ?? null;
}

export async function deleteOldestFlows(
  db: Kysely<Schema>,
  network: string | null,
  count: number,
): Promise<void> {
  const oldest = db
    .selectFrom('sign_in_flows')
    .select('state_hash')
    .where('network', 'is', network)
    .orderBy('created_at')
    .limit(count);
  await db.deleteFrom('sign_in_flows').where('state_hash', 'in', oldest).execute();
}
