import type { FieldError } from '../../core/errors.ts';
import { fieldError } from '../../core/field-faults.ts';
import { isKnownArea, knownForMs } from '../../core/known-areas.ts';
import type { AreaOf } from '../../core/network.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { isCommonPassword, newPasswordProblem } from '../../core/password-policy.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { UserTable } from '../../db/schema.ts';
import { type Limit, rateLimited, type Refusal, type Use } from '../../io/bounded-limit.ts';
import type { HashingPlace, Passwords } from '../../io/passwords.ts';
import type { RateLimits } from '../../io/rate-limits.ts';
import type { RuntimeSettings } from '../settings/service.ts';
import { prepareFindGuessFacts } from './queries.ts';

export { prepareFindGuessFacts };

interface CredentialsDependencies {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly limits: Pick<
    RateLimits,
    'loginFailures' | 'loginFailuresHere' | 'knownNetworkFailures' | 'currentPasswordFailures'
  >;
  readonly settings: RuntimeSettings;
  /** The passwords that the strict policy refuses, in lower case. */
  readonly commonPasswords: () => Promise<ReadonlySet<string>>;
  /** The network of an address; null for a private address that may be a proxy. */
  readonly areaOf: AreaOf;
}

interface Attempt<Account> {
  /** The canonical e-mail address, the key under which guesses are counted. */
  readonly emailKey: string;
  readonly password: string;
  readonly origin: ClientInfo;
  /** The result of `admit`. */
  readonly place: HashingPlace;
  /** Reads the account; called only when the limits permit the attempt. */
  readonly find: () => Promise<Account>;
}

/** A signed-in user enters the password again. */
interface CurrentAttempt {
  readonly sessionId: Id;
  readonly password: string;
  readonly hash: string;
  readonly origin: ClientInfo;
}

/** Passwords of accounts: the policy for new ones, and verification. */
export class Credentials {
  readonly #database: Database;
  readonly #passwords: Passwords;
  readonly #limits: CredentialsDependencies['limits'];
  readonly #settings: RuntimeSettings;
  readonly #commonPasswords: CredentialsDependencies['commonPasswords'];
  readonly #areaOf: AreaOf;
  readonly #findGuessFacts: ReturnType<typeof prepareFindGuessFacts>;

  constructor({
    database,
    passwords,
    limits,
    settings,
    commonPasswords,
    areaOf,
  }: CredentialsDependencies) {
    this.#database = database;
    this.#passwords = passwords;
    this.#limits = limits;
    this.#settings = settings;
    this.#commonPasswords = commonPasswords;
    this.#areaOf = areaOf;
    this.#findGuessFacts = prepareFindGuessFacts(database.read);
  }

  /** The policy's objections to a new password; empty if none, and for null, because then one is generated. */
  async problems(password: string | null, field = 'password'): Promise<readonly FieldError[]> {
    if (password === null) return [];
    const { value: strict } = await this.#settings.strictPasswords.get(this.#database.read);
    const problem = newPasswordProblem(password, strict, field);
    if (problem !== null) return [fieldError(field, problem)];
    if (!strict || !isCommonPassword(password, await this.#commonPasswords())) return [];
    const message = `${field} must not be a common password, even with digits or signs around it`;
    return [{ field, message, code: 'password_too_common' }];
  }

  /** Throws AppError `server_busy`. */
  hash(password: string, network: string | null): Promise<string> {
    return this.#passwords.hash(password, network);
  }

  /**
   * Reserves a place in the hashing queue; to be called before a request reads anything. Throws AppError
   * `server_busy`.
   */
  admit({ area }: ClientInfo): HashingPlace {
    return this.#passwords.admit(area);
  }

  /**
   * Verifies a password in equal time, also without a password or an account. The attempt is counted before the
   * result is known, so that parallel guesses count too; a correct one is uncounted. Throws AppError
   * `rate_limited`, `server_busy`.
   */
  async verify<Account extends { readonly password_hash: string | null } | undefined>({
    emailKey,
    password,
    origin,
    place,
    find,
  }: Attempt<Account>): Promise<{ readonly account: Account; readonly matches: boolean }> {
    const uses = await this.#count(emailKey, origin);
    let isWrong = false;
    try {
      const account = await find();
      isWrong = !(await place.verify(password, account?.password_hash ?? null));
      return { account, matches: !isWrong };
    } finally {
      if (!isWrong) await refundAll(uses);
    }
  }

  /**
   * Counts an attempt as a failure: by address and network, and by address alone. When other clients have
   * exhausted the latter, a network from which the account was used has its own limit. Clients whose IP address
   * is unknown share one key and have no network. Throws AppError `rate_limited`.
   */
  async #count(emailKey: string, { network, area }: ClientInfo): Promise<readonly Use[]> {
    const { loginFailures, loginFailuresHere, knownNetworkFailures } = this.#limits;
    const facts = this.#factsOf(emailKey);
    const uses: Use[] = [];
    const count = async (limit: Limit, key: string): Promise<Refusal | null> => {
      const outcome = await forgivingConsume(limit, key, facts);
      if (!('refund' in outcome)) return outcome;
      uses.push(outcome);
      return null;
    };
    const isKnown = async () => area !== null && (await facts()).isKnown(area);

    const here = area === null ? null : await count(loginFailuresHere, `${emailKey} ${network}`);
    const refusal = here ?? (await count(loginFailures, emailKey));
    const isOwnFault = here !== null && !here.isShared;
    const last =
      refusal !== null && !isOwnFault && (await isKnown())
        ? await count(knownNetworkFailures, `${emailKey} ${area}`)
        : refusal;
    if (last === null) return uses;
    await refundAll(uses);
    throw rateLimited(last);
  }

  /** Reads the facts about an address at most once per attempt, and only if a limit needs them. */
  #factsOf(emailKey: string): () => Promise<GuessFacts> {
    let facts: Promise<GuessFacts> | null = null;
    return () => (facts ??= this.#readFacts(emailKey));
  }

  async #readFacts(emailKey: string): Promise<GuessFacts> {
    const values = { emailKey, since: Date.now() - knownForMs };
    const rows = await this.#database.find(this.#findGuessFacts, values);
    return {
      forgivenAtMs: rows[0]?.failures_forgiven_at ?? null,
      isKnown: (area) => isKnownArea(area, rows, this.#areaOf),
    };
  }

  /**
   * Until when an account refuses passwords from networks it was never used from, in milliseconds since 1970; null
   * when it does not.
   */
  async blockedUntil(
    user: Pick<UserTable, 'email_key' | 'failures_forgiven_at'>,
  ): Promise<number | null> {
    const window = await this.#limits.loginFailures.spent(user.email_key);
    const isForgiven = window !== null && (user.failures_forgiven_at ?? 0) >= window.sinceMs;
    return window === null || isForgiven ? null : window.untilMs;
  }

  /**
   * Verifies the password that a signed-in user enters again. Failures are counted per session, so that guesses
   * by other clients cannot block the user. Throws AppError `rate_limited`, `server_busy`.
   */
  async verifyCurrent({ sessionId, password, hash, origin }: CurrentAttempt): Promise<boolean> {
    const use = await this.#limits.currentPasswordFailures.consume(formatId(sessionId));
    let isWrong = false;
    try {
      isWrong = !(await this.#passwords.verify(password, hash, origin.area));
      return !isWrong;
    } finally {
      if (!isWrong) await use.refund();
    }
  }
}

interface GuessFacts {
  /** Failures up to this time (milliseconds since 1970) do not count; null if never reset. */
  readonly forgivenAtMs: number | null;
  /** Whether the account was recently used from this network. */
  readonly isKnown: (area: string) => boolean;
}

async function refundAll(uses: readonly Use[]): Promise<void> {
  await Promise.all(uses.map((use) => use.refund()));
}

/** Counts one use; if the limit is reached, failures that an administrator has reset are dropped first. */
async function forgivingConsume(
  limit: Limit,
  key: string,
  facts: () => Promise<GuessFacts>,
): Promise<Use | Refusal> {
  const outcome = await limit.tryConsume(key);
  if ('refund' in outcome || outcome.isShared) return outcome;
  const { forgivenAtMs } = await facts();
  if (forgivenAtMs === null || forgivenAtMs < outcome.sinceMs) return outcome;
  await limit.forget(key, forgivenAtMs);
  return limit.tryConsume(key);
}
