import { type Email, parseEmail } from '../../core/email.ts';
import { AppError, type FieldError, validationError } from '../../core/errors.ts';
import { parseName } from '../../core/name.ts';
import { isCommonPassword, newPasswordProblem } from '../../core/password-policy.ts';
import { generatePassword } from '../../core/tokens.ts';
import { formatId } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { Passwords } from '../../io/passwords.ts';
import type { Audit, AuditEvent } from '../audit/service.ts';
import type { Sessions } from '../sessions/service.ts';
import type { Settings } from '../settings/service.ts';
import { presentUser, type User, type UserRow, type Users } from '../users/service.ts';

interface AccountsDependencies {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly audit: Audit;
  readonly settings: Settings;
  readonly users: Users;
  readonly sessions: Sessions;
  /** What the strict policy refuses, lower case. */
  readonly commonPasswords: () => Promise<ReadonlySet<string>>;
  /** Called once, after the server's first user is on disk. */
  readonly onFirstUser: () => void;
}

interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  /** Null: one is generated. */
  readonly password: string | null;
}

interface WithPassword {
  readonly user: User;
  /** To be shown once; null when the password was given. */
  readonly generatedPassword: string | null;
}

/** What somebody with the whole server in hand does to other people's accounts. */
export class Accounts {
  readonly #the: AccountsDependencies;

  constructor(dependencies: AccountsDependencies) {
    this.#the = dependencies;
  }

  /**
   * Makes an active account whose address is vouched for; the first ever is an administrator's.
   * Throws AppError `validation_failed`, `user_exists`, `server_busy`.
   */
  async create(account: NewAccount): Promise<WithPassword & { readonly isFirst: boolean }> {
    const { database, settings, users, onFirstUser } = this.#the;
    const { email, name } = checkPerson(account);
    const { password, generatedPassword } = await this.#choosePassword(account.password);
    if (await users.findByEmail(database.read, email)) throw new AppError('user_exists');
    const passwordHash = await this.#the.passwords.hash(password);
    const { user, isFirst } = await database.write(async (trx) => {
      const first = await settings.claimFirstUser(trx);
      const isAdmin = account.isAdmin || first;
      const access = { isAdmin, isProven: true, status: 'active' } as const;
      const made = await users.create(trx, { email, name, passwordHash, ...access });
      await this.#record(trx, 'user.created', made);
      return { user: made, isFirst: first };
    });
    if (isFirst) onFirstUser();
    return { user: shown(user), generatedPassword, isFirst };
  }

  /**
   * Gives a new password and ends whatever the old one gave: sessions, access tokens, the API token.
   * Throws AppError `validation_failed`, `not_found`, `server_busy`.
   */
  async resetPassword(emailText: string, given: string | null): Promise<WithPassword> {
    const { database, users, sessions, passwords } = this.#the;
    const email = checkEmail(emailText);
    const { password, generatedPassword } = await this.#choosePassword(given);
    await this.#find(database.read, email);
    const passwordHash = await passwords.hash(password);
    const user = await database.write(async (trx) => {
      const row = await this.#find(trx, email);
      await users.setPassword(trx, row, passwordHash);
      await users.revokeApiToken(trx, row);
      await sessions.endAll(trx, row.id, 'password_reset');
      await this.#record(trx, 'user.password_reset', row);
      return row;
    });
    return { user: shown(user), generatedPassword };
  }

  /** Makes an active administrator; no news for one who is. Throws AppError `validation_failed`, `not_found`. */
  async makeAdmin(emailText: string): Promise<{ readonly user: User; readonly isNew: boolean }> {
    const { database, users } = this.#the;
    const email = checkEmail(emailText);
    return database.write(async (trx) => {
      const user = await this.#find(trx, email);
      const isNew = user.is_admin === 0 || user.status !== 'active';
      if (isNew) {
        await users.makeAdmin(trx, user);
        await this.#record(trx, 'user.promoted', user);
      }
      return { user: shown(user), isNew };
    });
  }

  async #choosePassword(given: string | null) {
    if (given === null) {
      const password = generatePassword();
      return { password, generatedPassword: password };
    }
    const { database, settings, commonPasswords } = this.#the;
    const { value: strict } = await settings.strictPasswords(database.read);
    const problem = newPasswordProblem(given, strict);
    if (problem !== null) throw validationError([{ field: 'password', message: problem }]);
    if (strict && isCommonPassword(given, await commonPasswords())) {
      const message = 'password must not be a common password, even with digits or signs around it';
      throw validationError([{ field: 'password', message }]);
    }
    return { password: given, generatedPassword: null };
  }

  async #find(db: Parameters<Users['findByEmail']>[0], email: Email): Promise<UserRow> {
    const user = await this.#the.users.findByEmail(db, email);
    if (user === undefined) throw new AppError('not_found', { message: 'User not found' });
    return user;
  }

  #record(trx: WriteTransaction, event: AuditEvent, target: UserRow): Promise<void> {
    const entry = { event, outcome: 'success', actor: null, target, origin: null } as const;
    return this.#the.audit.record(trx, entry);
  }
}

function checkEmail(text: string): Email {
  const email = parseEmail(text);
  if ('problem' in email) throw validationError([{ field: 'email', message: email.problem }]);
  return email.value;
}

function checkPerson(account: NewAccount): { readonly email: Email; readonly name: string } {
  const email = parseEmail(account.email);
  const name = parseName(account.name);
  const details: FieldError[] = [];
  if ('problem' in email) details.push({ field: 'email', message: email.problem });
  if ('problem' in name) details.push({ field: 'name', message: name.problem });
  if ('problem' in email || 'problem' in name) throw validationError(details);
  return { email: email.value, name: name.value };
}

function shown(user: UserRow): User {
  return presentUser(user, formatId(user.id));
}
