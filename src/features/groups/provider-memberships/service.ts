// The memberships that follow the OpenID provider: they are replaced at every sign-in of a person there.
import type { Kysely } from 'kysely';
import { type Id, newId } from '../../../core/uuid.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { maxGroups } from '../schema.ts';
import { groupsOfPerson, type MembershipChange, replaceMemberships } from '../service.ts';
import { countGroups, findGroupsByName, insertNewGroups } from './queries.ts';

export type { MembershipChange };

interface ClaimedMemberships {
  /** As the provider sent them, each once. */
  readonly names: readonly string[];
  /** Whether groups are made for names that no group has. */
  readonly mayMake: boolean;
}

/** The result of following the provider. */
export interface Followed extends MembershipChange {
  /** How many groups were not made, because there are too many already. */
  readonly unmade: number;
}

/** Replaces the memberships that a person has by the provider; those that an administrator gave stay. */
export async function followProvider(
  trx: WriteTransaction,
  userId: Id,
  { names, mayMake }: ClaimedMemberships,
): Promise<Followed> {
  const unmade = mayMake ? await makeMissing(trx, names) : 0;
  const groups = await findGroupsByName(trx, names);
  return { ...(await replaceMemberships(trx, { userId, source: 'oidc', groups })), unmade };
}

async function makeMissing(trx: WriteTransaction, names: readonly string[]): Promise<number> {
  const known = new Set((await findGroupsByName(trx, names)).map(({ name }) => name));
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return 0;
  const room = Math.max(0, maxGroups - (await countGroups(trx)));
  const made = missing.slice(0, room);
  await insertNewGroups(trx, made.map(groupOf));
  return missing.length - made.length;
}

function groupOf(name: string) {
  const now = Date.now();
  const source = 'oidc' as const;
  return { id: newId(), name, description: null, source, created_at: now, updated_at: now };
}

/** What following the provider would do. */
export interface FollowPreview extends MembershipChange {
  /** Names that no group has, and for which none may be made. */
  readonly ignored: readonly string[];
}

/** Tells without writing what `followProvider` would change for a person; null for one without an account. */
export async function previewFollow(
  db: Kysely<Schema>,
  userId: Id | null,
  { names, mayMake }: ClaimedMemberships,
): Promise<FollowPreview> {
  const existing = new Set((await findGroupsByName(db, names)).map(({ name }) => name));
  const memberships = userId === null ? [] : await groupsOfPerson(db, userId);
  const before = memberships.filter(({ source }) => source === 'oidc').map(({ name }) => name);
  const after = names.filter((name) => mayMake || existing.has(name));
  return {
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
    ignored: names.filter((name) => !after.includes(name)),
  };
}
