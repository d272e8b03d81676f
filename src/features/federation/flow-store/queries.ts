import type { Kysely, Selectable } from 'kysely';
import type { Id } from '../../../core/uuid.ts';
import { deleteExpired } from '../../../db/expire.ts';
import { prepare } from '../../../db/prepared.ts';
import type { Flag, Schema } from '../../../db/schema.ts';
import type { SignInFlowTable } from '../../../db/sign-in-tables.ts';

export type FlowRow = Selectable<SignInFlowTable>;

export function prepareInsertFlow(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder.insertInto('sign_in_flows').values({
      state_hash: parameter<Uint8Array>('state_hash'),
      provider: parameter<FlowRow['provider']>('provider'),
      issuer: parameter<string>('issuer'),
      redirect_uri: parameter<string>('redirect_uri'),
      kind: parameter<FlowRow['kind']>('kind'),
      answer: parameter<FlowRow['answer']>('answer'),
      browser_hash: parameter<Uint8Array | null>('browser_hash'),
      nonce: parameter<string>('nonce'),
      code_verifier: parameter<string>('code_verifier'),
      redirect: parameter<string | null>('redirect'),
      user_id: parameter<Id | null>('user_id'),
      session_id: parameter<Id | null>('session_id'),
      network: parameter<string>('network'),
      created_at: parameter<number>('created_at'),
      expires_at: parameter<number>('expires_at'),
      is_fresh: parameter<Flag>('is_fresh'),
      invitation_hash: parameter<Uint8Array | null>('invitation_hash'),
    }),
  );
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
export function prepareClaimFlow(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .updateTable('sign_in_flows')
      .set({ claimed_at: parameter<number>('now'), expires_at: parameter<number>('expiresAt') })
      .where('state_hash', '=', parameter<Uint8Array>('stateHash'))
      .where('claimed_at', 'is', null)
      .returningAll(),
  );
}

/** Stores the first name that is told for a flow which no callback has claimed. */
export async function keepName(
  db: Kysely<Schema>,
  stateHash: Uint8Array,
  { redirectUri, name }: { readonly redirectUri: string; readonly name: string },
): Promise<void> {
  await db
    .updateTable('sign_in_flows')
    .set({ told_name: name })
    .where('state_hash', '=', stateHash)
    .where('redirect_uri', '=', redirectUri)
    .where('told_name', 'is', null)
    .where('claimed_at', 'is', null)
    .execute();
}

/** Deletes a flow and returns it: exactly one caller gets it. */
export function prepareTakeFlow(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .deleteFrom('sign_in_flows')
      .where('state_hash', '=', parameter<Uint8Array>('stateHash'))
      .returningAll(),
  );
}

/** Stores the answer while the same browser may repeat its request; the secrets of the sign-in are deleted. */
export async function settleFlow(
  db: Kysely<Schema>,
  stateHash: Uint8Array,
  answer: { readonly landing: string; readonly expiresAt: number },
): Promise<void> {
  await db
    .updateTable('sign_in_flows')
    .set({
      landing: answer.landing,
      expires_at: answer.expiresAt,
      nonce: '',
      code_verifier: '',
      told_name: null,
      invitation_hash: null,
    })
    .where('state_hash', '=', stateHash)
    .execute();
}

/** The stored answer of the newest flow that a session began under an issuer; undefined when there is none. */
export async function findLandingOf(
  db: Kysely<Schema>,
  { userId, sessionId, issuerMark, now }: LandingOf,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('sign_in_flows')
    .select('landing')
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .where('issuer', 'like', `${issuerMark}%`)
    .where('landing', 'is not', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.landing ?? undefined;
}

interface LandingOf {
  readonly userId: Id;
  readonly sessionId: Id;
  /** How the issuer begins; without characters that have a meaning in a pattern. */
  readonly issuerMark: string;
  readonly now: number;
}

/** Deletes flows that are over, a row for each. */
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
      )
      .returning('state_hash'),
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
export function prepareDeleteBegunBy(db: Kysely<Schema>) {
  return prepare(db, (builder, parameter) =>
    builder
      .deleteFrom('sign_in_flows')
      .where('network', '=', parameter<string>('network'))
      .where('created_at', '<=', parameter<number>('createdAt')),
  );
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

export function deleteExpiredFlows(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  return deleteExpired(db, { table: 'sign_in_flows', key: 'state_hash' }, { before, limit });
}

/** Deletes the flows in which a signed-in user is linking a provider. */
export async function deleteFlowsOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.deleteFrom('sign_in_flows').where('user_id', '=', userId).execute();
}

export async function deleteFlows(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('sign_in_flows').execute();
}
