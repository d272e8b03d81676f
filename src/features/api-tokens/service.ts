import { AppError } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import { seal, unseal } from '../../core/seal.ts';
import { hasScope, isAdminScope, parseScopes, type TokenScope } from '../../core/token-scopes.ts';
import { sha256 } from '../../core/tokens.ts';
import type { Id } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { WriteTransaction } from '../../db/port.ts';
import type { NetworkLimit } from '../../io/rate-limits.ts';
import { type Audit, type AuditEvent, ownAct } from '../audit/service.ts';
import type {
  Person,
  Sessions,
  SessionPerson,
  TokenCaller,
  TokenPerson,
} from '../sessions/service.ts';
import { mustChangePassword, showUser, signInMethods } from '../users/rules.ts';
import {
  deleteLegacy,
  deleteNamed,
  findLegacy,
  findLiveToken,
  type OwnerRow,
  prepareFindOwner,
  putLegacy,
} from './queries.ts';
import {
  isApiToken,
  isExpired,
  isWellFormed,
  legacyName,
  legacyScopes,
  type LegacyToken,
  newToken,
  prefixOf,
  tokenStart,
} from './rules.ts';
import type { TokenUses } from './uses/service.ts';

export { deleteLegacy };

/** Deletes every API token of a user that was made at this time or later; returns how many. */
export async function forget(trx: WriteTransaction, userId: Id, since = 0): Promise<number> {
  const named = await deleteNamed(trx, userId, since);
  return (await deleteLegacy(trx, userId, since)) ? named + 1 : named;
}

/** Refuses, inside the transaction of a change, an API token that no longer works. Throws AppError `invalid_token`. */
export async function requireLiveToken(
  trx: WriteTransaction,
  { userId, token }: TokenCaller,
): Promise<void> {
  const row = await findLiveToken(trx, { userId, tokenId: token.id });
  const isLive = row?.status === 'active' && !isExpired(row.expires_at, Date.now());
  if (!isLive) throw new AppError('invalid_token');
}

interface ApiTokensDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly sessions: Sessions;
  readonly uses: TokenUses;
  readonly failureLimit: NetworkLimit;
  /** Encrypts the tokens at rest. */
  readonly key: Uint8Array;
}

/** The client of a request, read only when it is needed. */
type ReadOrigin = () => ClientInfo;

/**
 * Who calls with an API token, and the one token of each user that can be shown again: it opens only `/me` and does
 * not expire.
 */
export class ApiTokens {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #sessions: Sessions;
  readonly #uses: TokenUses;
  readonly #failureLimit: NetworkLimit;
  readonly #key: Uint8Array;
  readonly #findOwner: ReturnType<typeof prepareFindOwner>;

  constructor({ database, audit, sessions, uses, failureLimit, key }: ApiTokensDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#sessions = sessions;
    this.#uses = uses;
    this.#failureLimit = failureLimit;
    this.#key = key;
    this.#findOwner = prepareFindOwner(database.read);
  }

  /**
   * The user of a bearer token, be it an access token or an API token that has the scope. Throws AppError
   * `invalid_token`, `insufficient_scope`, `admin_required`, `password_change_required`, `rate_limited`.
   */
  async authenticate(bearer: string, scope: TokenScope, origin: ReadOrigin): Promise<Person> {
    if (!isApiToken(bearer)) return this.#sessions.authenticate(bearer);
    const { person, scopes, use } = await this.#owner(bearer, origin);
    if (!hasScope(scopes, scope)) throw new AppError('insufficient_scope', { scope });
    // Only a use that is let in is stored.
    if (isAdminScope(scope) && !person.isAdmin) throw new AppError('admin_required');
    this.#uses.note(use, origin);
    return person;
  }

  /**
   * The same for routes that refuse API tokens. Throws AppError `invalid_token`, `session_required`,
   * `password_change_required`, `rate_limited`.
   */
  async authenticateSession(bearer: string, origin: ReadOrigin): Promise<SessionPerson> {
    if (!isApiToken(bearer)) return this.#sessions.authenticate(bearer);
    await this.#owner(bearer, origin);
    throw new AppError('session_required');
  }

  /** Tokens of a person who must choose a new password wait until that is done. */
  async #owner(token: string, origin: ReadOrigin) {
    const tokenHash = sha256(token);
    const rows = isWellFormed(token)
      ? await this.#database.find(this.#findOwner, { tokenHash })
      : [];
    const [row] = rows;
    if (row?.status !== 'active' || isExpired(row.expires_at, Date.now())) {
      await this.#failureLimit.count(origin());
      throw new AppError('invalid_token');
    }
    if (mustChangePassword(row, null)) throw new AppError('password_change_required');
    const kind = row.token_name === null ? ('legacy' as const) : ('named' as const);
    return {
      person: personOf(row, rows, token),
      scopes: row.scopes === null ? legacyScopes : parseScopes(row.scopes),
      use: { kind, tokenHash, lastUsedAt: row.last_used_at },
    };
  }

  /** The user's token, or null. */
  async show(person: SessionPerson): Promise<string | null> {
    const row = await findLegacy(this.#database.read, person.userId);
    return row === undefined ? null : unseal(this.#key, row.ciphertext, person.userId);
  }

  /** The user's token as it is listed, or null. */
  async listed(userId: Id): Promise<LegacyToken | null> {
    const row = await findLegacy(this.#database.read, userId);
    if (row === undefined) return null;
    return {
      userId,
      prefix: this.#prefixOf(row.ciphertext, userId),
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      lastUsedIp: row.last_used_ip,
    };
  }

  /** After `serve --replace-keys` a token works, but cannot be read: it must still be listed, to be revoked. */
  #prefixOf(sealed: Uint8Array, userId: Id): string {
    try {
      return prefixOf(unseal(this.#key, sealed, userId));
    } catch {
      return tokenStart;
    }
  }

  /** Issues a new token and revokes the previous one. Throws AppError `invalid_token` when the session has ended. */
  async regenerate(person: SessionPerson, origin: ClientInfo): Promise<string> {
    const token = newToken();
    await this.#change('api_token.regenerated', { person, origin }, async (trx) => {
      await putLegacy(trx, {
        user_id: person.userId,
        token_hash: sha256(token),
        ciphertext: seal(this.#key, token, person.userId),
        created_at: Date.now(),
        last_used_at: null,
        last_used_ip: null,
      });
      return true;
    });
    return token;
  }

  /** Revokes the user's token; having none is no error. Throws AppError `invalid_token`. */
  async revoke(person: SessionPerson, origin: ClientInfo): Promise<void> {
    await this.#change('api_token.revoked', { person, origin }, (trx) =>
      deleteLegacy(trx, person.userId),
    );
  }

  async #change(
    event: AuditEvent,
    { person, origin }: { readonly person: SessionPerson; readonly origin: ClientInfo },
    work: (trx: WriteTransaction) => Promise<boolean>,
  ): Promise<void> {
    const line = ownAct(event, { id: person.userId, email: person.me.email }, origin);
    await this.#sessions.writeAs(person, async (trx) => {
      if (await work(trx)) await this.#audit.record(trx, line);
    });
  }
}

function personOf(row: OwnerRow, rows: readonly OwnerRow[], token: string): TokenPerson {
  const me = showUser(row, null);
  return {
    userId: row.id,
    sessionId: null,
    provider: null,
    token: {
      id: row.token_id,
      name: row.token_name ?? legacyName,
      prefix: row.token_prefix ?? prefixOf(token),
    },
    isAdmin: me.isAdmin,
    mustChangePassword: false,
    me: { ...me, authIdentities: signInMethods(rows) },
  };
}
