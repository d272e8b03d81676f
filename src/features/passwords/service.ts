import type { FieldError } from '../../core/errors.ts';
import { fieldError } from '../../core/field-faults.ts';
import { isKnownArea, knownForMs } from '../../core/known-areas.ts';
import type { AreaOf } from '../../core/network.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { isCommonPassword, newPasswordProblem } from '../../core/password-policy.ts';
import { formatId, type Id } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import { type Limit, rateLimited, type Refusal, type Use } from '../../io/bounded-limit.ts';
import type { HashingPlace, Passwords } from '../../io/passwords.ts';
import type { RateLimits } from '../../io/rate-limits.ts';
import type { Settings } from '../settings/service.ts';
import { prepareFindGuessFacts } from './queries.ts';

interface CredentialsDependencies {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly limits: Pick<
    RateLimits,
    'loginFailures' | 'loginFailuresHere' | 'knownNetworkFailures' | 'currentPasswordFailures'
  >;
  readonly settings: Settings;
  /** What the strict policy refuses, lower case. */
  readonly commonPasswords: () => Promise<ReadonlySet<string>>;
  /** Without, a client on a private address may be a proxy. */
  readonly areaOf: AreaOf;
}

interface Attempt<Account> {
  /** Canonical e-mail address: what guesses are counted by. */
  readonly emailKey: string;
  readonly password: string;
  readonly origin: ClientInfo;
  /** From `admit`. */
  readonly place: HashingPlace;
  /** Reads the account, once the limits let the attempt pass. */
  readonly find: () => Promise<Account>;
}

/** A signed-in person shows the password again. */
interface CurrentAttempt {
  readonly sessionId: Id;
  readonly password: string;
  readonly hash: string;
  readonly origin: ClientInfo;
}

/** Passwords of accounts: which may be set, and whether one is right. */
export class Credentials {
  readonly #database: Database;
  readonly #passwords: Passwords;
  readonly #limits: CredentialsDependencies['limits'];
  readonly #settings: Settings;
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

  /** What the policy in force says against a new password; empty when nothing, and for null: one is generated. */
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
   * A place in the hashing queue, to be taken before anything is read for a request. Throws AppError
   * `server_busy`.
   */
  admit({ area }: ClientInfo): HashingPlace {
    return this.#passwords.admit(area);
  }

  /**
   * Whether a password is right; an account without one, or none at all, costs the same. Counted before the
   * answer is known, so that parallel guesses count too; only a wrong one stays counted. Throws AppError
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
      if (!isWrong) for (const use of uses) await use.refund();
    }
  }

  /**
   * Counts an attempt as a failure: by address and network, and by address alone. Once strangers have used
   * up the latter, a network that the account knows has a budget of its own. Clients that share a key
   * because their address is not known have no network. Throws AppError `rate_limited`.
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
    const isKnown = () => area !== null && facts().isKnown(area);

    const here = area === null ? null : await count(loginFailuresHere, `${emailKey} ${network}`);
    const strangers = here ?? (await count(loginFailures, emailKey));
    const isOwnFault = here !== null && !here.isShared;
    const last =
      strangers !== null && !isOwnFault && isKnown()
        ? await count(knownNetworkFailures, `${emailKey} ${area}`)
        : strangers;
    if (last === null) return uses;
    for (const use of uses) await use.refund();
    throw rateLimited(last);
  }

  /** What the database knows of an address that may be under attack: read at most once, and only when asked. */
  #factsOf(emailKey: string): () => GuessFacts {
    let facts: GuessFacts | null = null;
    return () => (facts ??= this.#readFacts(emailKey));
  }

  #readFacts(emailKey: string): GuessFacts {
    const values = { emailKey, since: Date.now() - knownForMs };
    const rows = this.#database.find(this.#findGuessFacts, values);
    return {
      forgivenAtMs: rows[0]?.failures_forgiven_at ?? null,
      isKnown: (area) => isKnownArea(area, rows, this.#areaOf),
    };
  }

  /**
   * Whether the password that a signed-in person shows again is right. Counted by session, so that
   * strangers who guess cannot keep the person from it. Throws AppError `rate_limited`, `server_busy`.
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
  /** Wrong passwords up to here do not count. */
  readonly forgivenAtMs: number | null;
  /** Whether the account was used from this network lately. */
  readonly isKnown: (area: string) => boolean;
}

/** Counts one use; what was counted before an administrator forgave is forgotten first. */
async function forgivingConsume(
  limit: Limit,
  key: string,
  facts: () => GuessFacts,
): Promise<Use | Refusal> {
  const outcome = await limit.tryConsume(key);
  if ('refund' in outcome || outcome.isShared) return outcome;
  const { forgivenAtMs } = facts();
  if (forgivenAtMs === null || forgivenAtMs < outcome.sinceMs) return outcome;
  await limit.forget(key);
  return limit.tryConsume(key);
}
