import type { Insertable } from 'kysely';
import type { SignedIn } from '../../src/features/local-login/schema.ts';
import type { Tokens } from '../../src/features/sessions/schema.ts';
import { parseEmail } from '../../src/core/email.ts';
import { newRefreshToken, refreshTokenHash, sessionIdOf } from '../../src/core/refresh-token.ts';
import { newId } from '../../src/core/uuid.ts';
import type { IdentityTable, Provider, UserStatus, UserTable } from '../../src/db/schema.ts';
import { insertSession } from '../../src/features/sessions/start/queries.ts';
import { claimSetting } from '../../src/features/settings/queries.ts';
import type { UserRow } from '../../src/features/users/service.ts';
import type { TestApp } from './test-app.ts';

/** The password of everybody who is not given another. */
export const password = 'correct horse battery';

// Cost 4 takes a millisecond; the server checks whatever cost the stored hash names.
const hashes = new Map<string, string>();
function cheapHash(text: string): string {
  const known = hashes.get(text);
  const hash = known ?? Bun.password.hashSync(text, { algorithm: 'bcrypt', cost: 4 });
  hashes.set(text, hash);
  return hash;
}

interface PersonOptions {
  readonly email?: string;
  readonly name?: string;
  /** Null for an account without a password. */
  readonly password?: string | null;
  readonly isAdmin?: boolean;
  readonly status?: UserStatus;
  /** Whether the password is temporary. */
  readonly mustChangePassword?: boolean;
}

let count = 0;

/** Puts a person into the database, past registration and its hashing. */
export async function addPerson(app: TestApp, options: PersonOptions = {}): Promise<UserRow> {
  const email = parseEmail(options.email ?? `person${++count}@example.com`);
  if ('problem' in email) throw new Error(email.problem);
  const { users } = app.services;
  const text = options.password === undefined ? password : options.password;
  return app.database.write(async (trx) => {
    await claimSetting(trx, { key: 'bootstrapped', value: 'true', now: Date.now() });
    return users.create(trx, {
      email: email.value,
      name: options.name ?? 'Ada Lovelace',
      passwordHash: text === null ? null : cheapHash(text),
      isAdmin: options.isAdmin ?? false,
      mustChangePassword: options.mustChangePassword ?? false,
      waits: null,
      isProven: false,
      status: options.status ?? 'active',
    });
  });
}

/** Signs a person in without asking for a password; no log tells of it. */
export async function startSession(
  app: TestApp,
  user: UserRow,
  provider: Provider = 'local',
  signedInAgoMs = 0,
): Promise<Tokens> {
  const refreshToken = newRefreshToken();
  const now = Date.now();
  const { config, sessions } = app.services;
  await app.database.write((trx) =>
    insertSession(trx, {
      id: sessionIdOf(refreshToken),
      user_id: user.id,
      provider,
      refresh_hash: refreshTokenHash(refreshToken),
      refresh_expires_at: now + config.tokens.refreshTtlSeconds * 1000,
      rotated_at: null,
      user_agent: 'test',
      ip: '203.0.113.7',
      created_at: now,
      last_used_at: now,
      ended_at: null,
      end_reason: null,
    }),
  );
  return sessions.issueTokens({ user, provider, refreshToken, authTimeMs: now - signedInAgoMs });
}

/** A person who is signed in. */
export async function addSignedIn(
  app: TestApp,
  options: PersonOptions = {},
): Promise<Tokens & { readonly user: UserRow }> {
  const user = await addPerson(app, options);
  return { ...(await startSession(app, user)), user };
}

/** Changes a person's row behind the server's back. */
export async function changePerson(
  app: TestApp,
  user: Pick<UserRow, 'id'>,
  change: Partial<UserTable>,
): Promise<void> {
  await app.database.write((trx) =>
    trx.updateTable('users').set(change).where('id', '=', user.id).execute(),
  );
}

export async function deletePerson(app: TestApp, user: Pick<UserRow, 'id'>): Promise<void> {
  await app.database.write((trx) => trx.deleteFrom('users').where('id', '=', user.id).execute());
}

/** Gives a person an identity at a provider. */
export async function addIdentity(
  app: TestApp,
  user: Pick<UserRow, 'id' | 'email'>,
  provider: Provider,
  change: Partial<Insertable<IdentityTable>> = {},
): Promise<void> {
  const now = Date.now();
  await app.database.write((trx) =>
    trx
      .insertInto('identities')
      .values({
        id: newId(),
        user_id: user.id,
        provider,
        issuer: `https://${provider}.example.com`,
        subject: crypto.randomUUID(),
        email: user.email,
        email_verified: 1,
        created_at: now,
        last_used_at: now,
        ...change,
      })
      .execute(),
  );
}

/** Writes a setting as the admin panel would. */
export async function setSetting(app: TestApp, key: string, value: string): Promise<void> {
  await app.database.write((trx) =>
    trx
      .insertInto('settings')
      .values({ key, value, is_encrypted: 0, updated_at: Date.now(), updated_by: null })
      .execute(),
  );
}

/** An unused name for a registration. */
export function applicant(change: Readonly<Record<string, unknown>> = {}) {
  return { email: 'grace@example.com', password, name: 'Grace Hopper', ...change };
}

/** The body of a successful sign-in. */
export function signedIn(answer: { readonly body: unknown }): SignedIn {
  return answer.body as SignedIn;
}
