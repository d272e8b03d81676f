import type { FieldError } from '../../core/errors.ts';
import type { Origin } from '../../core/origin.ts';
import { isCommonPassword, newPasswordProblem } from '../../core/password-policy.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { Passwords } from '../../io/passwords.ts';
import type { RateLimits } from '../../io/rate-limits.ts';
import type { Settings } from '../settings/service.ts';

interface CredentialsDependencies {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly limits: Pick<
    RateLimits,
    'loginFailures' | 'loginFailuresHere' | 'currentPasswordFailures'
  >;
  readonly settings: Settings;
  /** What the strict policy refuses, lower case. */
  readonly commonPasswords: () => Promise<ReadonlySet<string>>;
}

interface Attempt {
  /** Canonical e-mail address: what guesses are counted by. */
  readonly emailKey: string;
  readonly password: string;
  /** Null for an account that has none, or that does not exist: costs the same. */
  readonly hash: string | null;
  readonly origin: Origin;
}

/** A signed-in person shows the password again. */
interface CurrentAttempt {
  readonly sessionId: Id;
  readonly password: string;
  readonly hash: string;
  readonly origin: Origin;
}

/** Passwords of accounts: which may be set, and whether one is right. */
export class Credentials {
  readonly #the: CredentialsDependencies;

  constructor(dependencies: CredentialsDependencies) {
    this.#the = dependencies;
  }

  /** What the policy in force says against a new password; empty when nothing, and for null: one is generated. */
  async problems(password: string | null, field = 'password'): Promise<readonly FieldError[]> {
    if (password === null) return [];
    const { settings, database, commonPasswords } = this.#the;
    const { value: strict } = await settings.strictPasswords.get(database.read);
    const problem = newPasswordProblem(password, strict, field);
    if (problem !== null) return [{ field, message: problem }];
    if (!strict || !isCommonPassword(password, await commonPasswords())) return [];
    const message = `${field} must not be a common password, even with digits or signs around it`;
    return [{ field, message }];
  }

  /** Throws AppError `server_busy`. */
  hash(password: string, network: string | null): Promise<string> {
    return this.#the.passwords.hash(password, network);
  }

  /**
   * Whether a password is right. Counted before the answer is known, so that parallel guesses count too;
   * only a wrong one stays counted. Throws AppError `rate_limited`, `server_busy`.
   */
  async verify({ emailKey, password, hash, origin }: Attempt): Promise<boolean> {
    const { passwords, limits } = this.#the;
    const here = `${emailKey} ${origin.network}`;
    await limits.loginFailuresHere.consume(here);
    await limits.loginFailures.consume(emailKey);
    let isWrong = false;
    try {
      isWrong = !(await passwords.verify(password, hash, origin.area));
      return !isWrong;
    } finally {
      if (!isWrong) {
        await limits.loginFailuresHere.refund(here);
        await limits.loginFailures.refund(emailKey);
      }
    }
  }

  /**
   * Whether the password that a signed-in person shows again is right. Counted by session, so that
   * strangers who guess cannot keep the person from it. Throws AppError `rate_limited`, `server_busy`.
   */
  async verifyCurrent({ sessionId, password, hash, origin }: CurrentAttempt): Promise<boolean> {
    const { passwords, limits } = this.#the;
    const key = formatId(sessionId);
    await limits.currentPasswordFailures.consume(key);
    let isWrong = false;
    try {
      isWrong = !(await passwords.verify(password, hash, origin.area));
      return !isWrong;
    } finally {
      if (!isWrong) await limits.currentPasswordFailures.refund(key);
    }
  }
}
