import { isLanguage, type Language } from '../../core/languages.ts';
import { allSignInMethods } from '../../core/providers/registry.ts';
import { searchKey } from '../../core/search.ts';
import { isoTime } from '../../core/time.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Flag, Provider, UserTable } from '../../db/schema.ts';
import { groupNamesIn, type JoinedNames } from '../groups/rules.ts';
import type { Recipient } from '../mail/service.ts';
import type { User } from './schema.ts';

type AdminColumns = Pick<UserTable, 'is_admin' | 'admin_group_until'>;

type PasswordColumns = Pick<UserTable, 'must_change_password'>;

type PublicColumns = AdminColumns &
  PasswordColumns &
  Pick<
    UserTable,
    | 'email'
    | 'name'
    | 'profile_image'
    | 'status'
    | 'created_at'
    | 'updated_at'
    | 'language'
    | 'is_proven'
  > & { readonly group_names: JoinedNames };

/** Whether a person is an administrator for now because of a group at the OpenID provider. */
export function isAdminByGroup(
  { admin_group_until: until }: Pick<AdminColumns, 'admin_group_until'>,
  now = Date.now(),
): boolean {
  return until !== null && until > now;
}

/**
 * Where a person signed in: the provider at which the session began, null for an API token, and `anywhere` where it
 * is asked what the person can do in some session, as in lists.
 */
export type SignedInAt = Provider | 'anywhere' | null;

/**
 * Whether a person is an administrator: appointed here, or by a group at the OpenID provider, which counts only in
 * sessions that began at that provider.
 */
export function isAdministrator(
  user: AdminColumns,
  signedInAt: SignedInAt,
  now = Date.now(),
): boolean {
  const countsGroup = signedInAt === 'oidc' || signedInAt === 'anywhere';
  return user.is_admin === 1 || (countsGroup && isAdminByGroup(user, now));
}

/**
 * Whether a person must choose a new password before anything else: an administrator knows the one they have. A
 * session that began at a provider did not use it, so it opens everything.
 */
export function mustChangePassword(user: PasswordColumns, signedInAt: SignedInAt): boolean {
  const usedPassword = signedInAt === 'local' || signedInAt === 'anywhere' || signedInAt === null;
  return user.must_change_password === 1 && usedPassword;
}

/** The text of a row in which the panel searches. */
export function searchKeyOf(row: Pick<UserTable, 'name' | 'email' | 'email_key'>): string {
  return searchKey(row.name, row.email, row.email_key);
}

/** The columns that change with the password of a user; whether it is temporary comes last. */
export function passwordColumns(
  { token_version: version }: Pick<UserTable, 'token_version'>,
  hash: string,
  mustChange: Flag,
) {
  return {
    password_hash: hash,
    must_change_password: mustChange,
    token_version: version + 1,
    updated_at: Date.now(),
  };
}

/** The columns of a user without a password here. */
export const noPassword = { password_hash: null, must_change_password: 0 } as const;

/** A user as the recipient of a mail. */
export function recipientOf({
  email,
  name,
  language,
}: Pick<UserTable, 'email' | 'name' | 'language'>): Recipient {
  return { email, name, language: isLanguage(language) ? language : null };
}

/** The user as the API returns them; `id` is the public form of the id. */
export function presentUser(row: PublicColumns, id: string, signedInAt: SignedInAt): User {
  return {
    id,
    email: row.email,
    emailVerified: row.is_proven === 1,
    name: row.name,
    profileImage: row.profile_image,
    isAdmin: isAdministrator(row, signedInAt),
    status: row.status,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
    language: languageOf(row),
    groups: groupNamesIn(row.group_names),
    mustChangePassword: mustChangePassword(row, signedInAt),
  };
}

/** The language that a person chose; a newer version that uses the same database may know more of them. */
export function languageOf({ language }: Pick<UserTable, 'language'>): Language | null {
  return isLanguage(language) ? language : null;
}

interface SignInMethodRow {
  readonly password_hash: string | null;
  readonly identity_provider: Provider | null;
}

/** The same for a whole row. */
export function showUser(row: PublicColumns & { readonly id: Id }, signedInAt: SignedInAt): User {
  return presentUser(row, formatId(row.id), signedInAt);
}

/** The sign-in methods of an account: its password first, then its providers, always in the same order. */
export function signInMethods(rows: readonly SignInMethodRow[]): Provider[] {
  const methods: Provider[] = [];
  for (const provider of allSignInMethods) {
    for (const row of rows) {
      if (!hasSignInMethod(provider, row)) continue;
      methods.push(provider);
      break;
    }
  }
  return methods;
}

function hasSignInMethod(provider: Provider, row: SignInMethodRow): boolean {
  return provider === 'local' ? row.password_hash !== null : row.identity_provider === provider;
}
