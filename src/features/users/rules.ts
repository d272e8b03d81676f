import { isLanguage } from '../../core/languages.ts';
import { allSignInMethods } from '../../core/providers/registry.ts';
import { isoTime } from '../../core/time.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Provider, UserTable } from '../../db/schema.ts';
import type { User } from './schema.ts';

type PublicColumns = Pick<
  UserTable,
  | 'email'
  | 'name'
  | 'profile_image'
  | 'is_admin'
  | 'status'
  | 'created_at'
  | 'updated_at'
  | 'language'
>;

/** The user as the API returns them; `id` is the public form of the id. */
export function presentUser(row: PublicColumns, id: string): User {
  return {
    id,
    email: row.email,
    name: row.name,
    profileImage: row.profile_image,
    isAdmin: row.is_admin === 1,
    status: row.status,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTime(row.updated_at),
    // A newer version that uses the same database may know more languages.
    language: isLanguage(row.language) ? row.language : null,
  };
}

interface SignInMethodRow {
  readonly password_hash: string | null;
  readonly identity_provider: Provider | null;
}

/** The same for a whole row. */
export function showUser(row: PublicColumns & { readonly id: Id }): User {
  return presentUser(row, formatId(row.id));
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
