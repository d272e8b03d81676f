import type { Kysely } from 'kysely';
import { parseEmail } from '../../../core/email.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import { type Id, newId, sameId } from '../../../core/uuid.ts';
import type { Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { UserRow } from '../../users/service.ts';
import type { Profile } from './rules.ts';
import {
  deleteIdentities,
  deleteIdentitiesSince,
  deleteIdentity,
  findIdentity,
  forgetUnlinked,
  identitiesOfUser,
  identitiesWithAddress,
  type IdentityRow,
  insertIdentity,
  rememberUnlinked,
  stopFollowingEmail,
  touchIdentity,
  wasUnlinked,
} from './queries.ts';

export {
  deleteIdentities,
  deleteIdentitiesSince,
  findIdentity,
  forgetUnlinked,
  identitiesOfUser,
  identitiesWithAddress,
  type IdentityRow,
  rememberUnlinked,
  stopFollowingEmail,
  wasUnlinked,
};

/** Links an identity to an account that has other sign-in methods. */
export function addIdentity(trx: WriteTransaction, userId: Id, profile: Profile): Promise<void> {
  return insert(trx, profile, { user_id: userId, email_follows: 0 });
}

/** Links the identity that creates the account: the account's address follows it. */
export function addFirstIdentity(
  trx: WriteTransaction,
  userId: Id,
  profile: Profile,
): Promise<void> {
  return insert(trx, profile, { user_id: userId, email_follows: 1 });
}

/** Puts an identity of the same person in the place of another: the account's address follows it as it did before. */
export async function replaceIdentity(
  trx: WriteTransaction,
  old: IdentityRow,
  profile: Profile,
): Promise<void> {
  await deleteIdentity(trx, old.id);
  await insert(trx, profile, { user_id: old.user_id, email_follows: old.email_follows });
}

/** Deletes one identity of a user, if the user has it. */
export async function deleteSubject(
  trx: WriteTransaction,
  userId: Id,
  subject: Pick<IdentityRow, 'provider' | 'issuer' | 'subject'>,
): Promise<void> {
  const found = await findIdentity(trx, subject);
  if (found !== undefined && sameId(found.user_id, userId)) await deleteIdentity(trx, found.id);
}

/** Links an identity with details that no sign-in tells at this moment; false when an account has the subject. */
export async function storeIdentity(
  trx: WriteTransaction,
  row: Omit<IdentityRow, 'id'>,
): Promise<boolean> {
  if ((await findIdentity(trx, row)) !== undefined) return false;
  await insertIdentity(trx, { id: newId(), ...row });
  return true;
}

async function insert(
  trx: WriteTransaction,
  profile: Profile,
  owner: Pick<IdentityRow, 'user_id' | 'email_follows'>,
): Promise<void> {
  const { provider, issuer, subject } = profile;
  const key = { id: newId(), provider, issuer, subject };
  await insertIdentity(trx, { ...key, ...owner, ...claimed(profile), created_at: Date.now() });
}

/** Stores the current details from the provider for a linked identity. */
export function renewIdentity(
  trx: WriteTransaction,
  { id }: IdentityRow,
  profile: Profile,
): Promise<void> {
  return touchIdentity(trx, id, claimed(profile));
}

function claimed({ email, emailVerified }: Profile) {
  return {
    email: email?.address ?? null,
    email_verified: emailVerified ? 1 : 0,
    last_used_at: Date.now(),
  } as const;
}

/** Whether the user's address was verified by an administrator, the first-user rule or a provider. */
export async function isProven(db: Kysely<Schema>, user: UserRow): Promise<boolean> {
  if (user.is_proven === 1) return true;
  const identities = await identitiesOfUser(db, user.id);
  return identities.some((row) => {
    const email = row.email_verified === 1 && row.email !== null ? parseEmail(row.email) : null;
    return email !== null && 'value' in email && email.value.key === user.email_key;
  });
}

/** Whether the user's address is verified, and whether it must not link an identity of the profile to the account. */
export async function standingOf(
  db: Kysely<Schema>,
  user: UserRow,
  profile: Profile,
): Promise<{ readonly isProven: boolean; readonly mayNotLink: boolean }> {
  const identities = await identitiesOfUser(db, user.id);
  const { issuer, subject } = profile;
  const hasOther = identities.some(
    (row) => sameIssuer(row.issuer, issuer) && row.subject !== subject,
  );
  const mayNotLink = hasOther || (await wasUnlinked(db, profile));
  return { isProven: await isProven(db, user), mayNotLink };
}
