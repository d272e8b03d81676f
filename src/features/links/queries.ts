import { type ExpressionBuilder, type Insertable, type Kysely, type Selectable } from 'kysely';
import type { Id } from '../../core/uuid.ts';
import { deleteExpired } from '../../db/expire.ts';
import type { LinkKind, OneTimeLinkTable } from '../../db/message-tables.ts';
import type { Schema } from '../../db/schema.ts';

export type LinkRow = Selectable<OneTimeLinkTable>;

/** Stores a link in place of the account's earlier one of its kind, whose token then opens nothing. */
export async function putLink(
  db: Kysely<Schema>,
  link: Insertable<OneTimeLinkTable>,
): Promise<void> {
  const { user_id: _, kind: __, ...change } = link;
  await db
    .insertInto('one_time_links')
    .values(link)
    .onConflict((conflict) => conflict.columns(['user_id', 'kind']).doUpdateSet(change))
    .execute();
}

/**
 * A link works until it expires, while its account is not disabled and, unless it brings a new address, still has the
 * address that it was made for. One that an administrator made ends with the role, as their other powers do.
 */
function works(now: number) {
  return (eb: ExpressionBuilder<Schema, 'one_time_links'>) =>
    eb.and([
      eb('one_time_links.expires_at', '>', now),
      eb.or([
        eb('one_time_links.made_by', 'is', null),
        eb.exists(
          eb
            .selectFrom('users as maker')
            .select('maker.id')
            .whereRef('maker.id', '=', 'one_time_links.made_by')
            .where('maker.status', '=', 'active')
            .where((maker) =>
              maker.or([
                maker('maker.is_admin', '=', 1),
                maker('maker.admin_group_until', '>', now),
              ]),
            ),
        ),
      ]),
      eb.exists(
        eb
          .selectFrom('users')
          .select('users.id')
          .whereRef('users.id', '=', 'one_time_links.user_id')
          .where('users.status', '!=', 'disabled')
          .where((user) =>
            user.or([
              user('one_time_links.kind', '=', 'change_email'),
              user('users.email', '=', user.ref('one_time_links.email')),
            ]),
          ),
      ),
    ]);
}

/** The link with the hash of a token, while it works. */
export async function findLink(
  db: Kysely<Schema>,
  tokenHash: Uint8Array,
  now: number,
): Promise<LinkRow | undefined> {
  return db
    .selectFrom('one_time_links')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where(works(now))
    .executeTakeFirst();
}

/** When the link of a kind was made that an account has now, in milliseconds since 1970. */
export async function findMadeAt(
  db: Kysely<Schema>,
  userId: Id,
  kind: LinkKind,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('one_time_links')
    .select('created_at')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.created_at;
}

/** Deletes a link of a kind that works and returns it; of all requests that show its token, exactly one gets it. */
export async function takeLink(
  db: Kysely<Schema>,
  { tokenHash, kind }: { readonly tokenHash: Uint8Array; readonly kind: LinkKind },
  now: number,
): Promise<LinkRow | undefined> {
  return db
    .deleteFrom('one_time_links')
    .where('token_hash', '=', tokenHash)
    .where('kind', '=', kind)
    .where(works(now))
    .returningAll()
    .executeTakeFirst();
}

/** Deletes the links of a user that were made at this time or later. */
export async function deleteLinksOf(db: Kysely<Schema>, userId: Id, since = 0): Promise<void> {
  await db
    .deleteFrom('one_time_links')
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .execute();
}

/** Deletes the links that an administrator made, before the account goes and nothing tells any more who made them. */
export async function deleteLinksMadeBy(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db.deleteFrom('one_time_links').where('made_by', '=', userId).execute();
}

/** Deletes the links of a user with which the account could be taken over. */
export async function deletePowerfulLinksOf(db: Kysely<Schema>, userId: Id): Promise<void> {
  await db
    .deleteFrom('one_time_links')
    .where('user_id', '=', userId)
    .where('kind', '!=', 'verify_email')
    .execute();
}

export async function deleteLinks(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom('one_time_links').execute();
}

/** Deletes at most `limit` expired links; returns how many. */
export function deleteExpiredLinks(
  db: Kysely<Schema>,
  before: number,
  limit: number,
): Promise<number> {
  return deleteExpired(db, { table: 'one_time_links', key: 'token_hash' }, { before, limit });
}
