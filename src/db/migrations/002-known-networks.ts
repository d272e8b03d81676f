import { type Kysely, sql } from 'kysely';

const dayMs = 24 * 60 * 60 * 1000;
const waitingDays = 14;

/** The tables before this migration, with the columns that it reads or writes. */
interface Before {
  users: {
    id: Uint8Array;
    status: string;
    is_proven: number;
    last_login_at: number | null;
    token_version: number;
    waits_until: number | null;
    password_hash: string | null;
    created_at: number;
  };
  identities: { id: Uint8Array; user_id: Uint8Array; created_at: number; email_follows: number };
}

/**
 * Adds what the server stores about pending registrations, linked identities, known networks and provider sign-ins.
 */
export async function up(db: Kysely<Before>): Promise<void> {
  await extendUsers(db);
  await extendIdentities(db);
  await extendSessions(db);
  await extendFlows(db);
  await createUsedTokens(db);
}

async function extendUsers(db: Kysely<Before>): Promise<void> {
  await db.schema.alterTable('users').addColumn('waits_until', 'bigint').execute();
  await db.schema.alterTable('users').addColumn('waits_from', 'text').execute();
  await db.schema.alterTable('users').addColumn('failures_forgiven_at', 'bigint').execute();
  await db.schema
    .createIndex('users_waiting')
    .on('users')
    .columns(['waits_until', 'waits_from'])
    .where(sql.ref('waits_until'), 'is not', null)
    .execute();
  // Only accounts that were never approved: setting an account back to pending raises the token version.
  await db
    .updateTable('users')
    .set({ waits_until: Date.now() + waitingDays * dayMs })
    .where('status', '=', 'pending')
    .where('is_proven', '=', 0)
    .where('last_login_at', 'is', null)
    .where('token_version', '=', 1)
    .execute();
}

async function extendIdentities(db: Kysely<Before>): Promise<void> {
  await db.schema
    .alterTable('identities')
    .addColumn('email_follows', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  // The identity that an account was created with is as old as the account.
  await db
    .updateTable('identities')
    .set({ email_follows: 1 })
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('users')
          .select('users.id')
          .whereRef('users.id', '=', 'identities.user_id')
          .where('users.password_hash', 'is', null)
          .where(sql<boolean>`identities.created_at - users.created_at < 1000`),
      ),
    )
    .execute();
  await db.schema
    .createTable('unlinked_subjects')
    .addColumn('provider', 'text', (c) => c.notNull())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('user_id', 'bytea', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('unlinked_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('unlinked_subjects_key', ['provider', 'issuer', 'subject'])
    .execute();
  await db.schema
    .createIndex('unlinked_subjects_user')
    .on('unlinked_subjects')
    .column('user_id')
    .execute();
}

async function extendSessions(db: Kysely<Before>): Promise<void> {
  const table = () => db.schema.alterTable('sessions');
  await table().addColumn('authenticated_at', 'bigint').execute();
  await table().addColumn('earlier_areas', 'text').execute();
  await table()
    .addColumn('rotated_from_unknown', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await table().addColumn('repeated_from', 'text').execute();
}

async function extendFlows(db: Kysely<Before>): Promise<void> {
  const table = () => db.schema.alterTable('sign_in_flows');
  await table()
    .addColumn('is_fresh', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await table().addColumn('claimed_at', 'bigint').execute();
  await table().addColumn('landing', 'text').execute();
  await db.schema
    .createIndex('sign_in_flows_expiry')
    .on('sign_in_flows')
    .column('expires_at')
    .execute();
}

async function createUsedTokens(db: Kysely<Before>): Promise<void> {
  await db.schema
    .createTable('used_id_tokens')
    .addColumn('token_hash', 'bytea', (c) => c.primaryKey().notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
}
