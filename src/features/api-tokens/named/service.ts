import type { ClientInfo } from '../../../core/client-info.ts';
import { AppError } from '../../../core/errors.ts';
import { formatScopes } from '../../../core/token-scopes.ts';
import { sha256 } from '../../../core/tokens.ts';
import { formatId, type Id, newId, parseId, sameId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import { isUniqueViolation } from '../../../db/storage-errors.ts';
import type { Limit } from '../../../io/bounded-limit.ts';
import { type Audit, ownAct } from '../../audit/service.ts';
import type { Reauthentication } from '../../sessions/reauthentication/service.ts';
import type { SessionPerson, Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import { legacyName, newToken, prefixOf } from '../rules.ts';
import { type ApiTokens, deleteLegacy } from '../service.ts';
import {
  claimExpiring,
  countTokens,
  deleteExpiredTokens,
  deleteToken,
  findToken,
  insertToken,
  listTokens,
  updateToken,
} from './queries.ts';
import {
  type CheckedRequest,
  changeOf,
  checkRequest,
  checkUpdate,
  describeChange,
  describeNew,
  expiryAfter,
  isLonger,
  isReserved,
  keptExpiredMs,
  maxTokens,
  type NamedToken,
  nameKeyOf,
  opensAdministration,
  requireAppointed,
  shownLegacy,
  shownToken,
  withLegacy,
} from './rules.ts';
import type {
  CreatedToken,
  CreateTokenRequest,
  ListedToken,
  UpdateTokenRequest,
} from './schema.ts';

export { claimExpiring };

/** Deletes tokens that expired long ago, at most `limit`; returns how many. */
export function expire(
  db: Parameters<typeof deleteExpiredTokens>[0],
  now: number,
  limit: number,
): Promise<number> {
  return deleteExpiredTokens(db, now - keptExpiredMs, limit);
}

/** The id of a token in a path. Throws AppError `token_not_found`. */
export function tokenIdOf(text: string): Id {
  const id = parseId(text);
  if (id === null) throw new AppError('token_not_found');
  return id;
}

/**
 * Revokes one token of either kind in the transaction of the caller; returns how the audit log names it. The id of
 * the token that can be shown again is that of its owner. Throws AppError `token_not_found`.
 */
export async function revokeOne(trx: WriteTransaction, userId: Id, tokenId: Id) {
  if (sameId(userId, tokenId)) {
    if (await deleteLegacy(trx, userId)) return { name: legacyName };
    throw new AppError('token_not_found');
  }
  const token = await deleteToken(trx, { userId, tokenId });
  if (token === undefined) throw new AppError('token_not_found');
  return { name: token.name, prefix: token.prefix };
}

interface NamedTokensDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly reauthentication: Reauthentication;
  readonly apiTokens: ApiTokens;
  /** Tokens that one user makes. */
  readonly newTokens: Limit;
}

/** API tokens with a name, scopes and an expiry, of which a user may have several. */
export class NamedTokens {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #reauthentication: Reauthentication;
  readonly #apiTokens: ApiTokens;
  readonly #newTokens: Limit;

  constructor({
    database,
    audit,
    users,
    sessions,
    reauthentication,
    apiTokens,
    newTokens,
  }: NamedTokensDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#reauthentication = reauthentication;
    this.#apiTokens = apiTokens;
    this.#newTokens = newTokens;
  }

  /** All API tokens of a user, newest first, with the one that can be shown again. */
  async list(userId: Id): Promise<readonly ListedToken[]> {
    const named = (await listTokens(this.#database.read, userId)).map((row) => shownToken(row));
    const legacy = await this.#apiTokens.listed(userId);
    return legacy === null ? named : withLegacy(named, shownLegacy(legacy));
  }

  /**
   * Makes a token, which is shown only now. Throws AppError `validation_failed`, `admin_required`,
   * `token_name_taken`, `too_many_tokens`, `rate_limited`, `invalid_token`.
   */
  async create(
    person: SessionPerson,
    request: CreateTokenRequest,
    origin: ClientInfo,
  ): Promise<CreatedToken> {
    const { name, scopes } = checkRequest(request);
    if (!person.isAdmin && opensAdministration(scopes)) throw new AppError('admin_required');
    const use = await this.#newTokens.consume(formatId(person.userId));
    try {
      const token = newToken();
      const days = request.expiresInDays ?? null;
      const row = await this.#insert({ person, origin, token }, { name, scopes, days });
      return { ...shownToken(row), token };
    } catch (error) {
      // A refused token was not made, so it does not count.
      await use.refund();
      throw error;
    }
  }

  #insert(
    { person, origin, token }: Making,
    { name, scopes, days }: CheckedRequest & { readonly days: number | null },
  ): Promise<NamedToken> {
    const now = Date.now();
    const row: NamedToken = {
      id: newId(),
      user_id: person.userId,
      name,
      scopes: formatScopes(scopes),
      prefix: prefixOf(token),
      created_at: now,
      expires_at: expiryAfter(days, now),
      last_used_at: null,
      last_used_ip: null,
    };
    const secret = { name_key: nameKeyOf(name), token_hash: sha256(token) };
    const line = {
      ...ownAct('api_token.created', ownerOf(person), origin),
      details: describeNew(row, days),
    };
    return this.#sessions.writeAs(person, async (trx) => {
      const count = await countTokens(trx, person.userId);
      if (count >= maxTokens) throw new AppError('too_many_tokens');
      // The role may have ended since the request was let in.
      if (opensAdministration(scopes)) {
        requireAppointed(await this.#users.findById(trx, person.userId));
      }
      await refuseTaken(secret.name_key, () => insertToken(trx, { ...row, ...secret }));
      await this.#audit.record(trx, line);
      return row;
    });
  }

  /**
   * Changes the name, or the expiry, which counts from now; a longer one requires a recent sign-in. Scopes never
   * change. Throws AppError `token_not_found`, `validation_failed`, `token_name_taken`,
   * `reauthentication_required`, `invalid_token`.
   */
  async update(
    person: SessionPerson,
    { tokenId, request }: { readonly tokenId: Id; readonly request: UpdateTokenRequest },
    origin: ClientInfo,
  ): Promise<ListedToken> {
    const which = { userId: person.userId, tokenId };
    const asked = checkUpdate(request);
    const row = await this.#sessions.writeAs(person, async (trx) => {
      const before = await findToken(trx, which);
      if (before === undefined) throw new AppError('token_not_found');
      const change = changeOf(before, asked, Date.now());
      if (change.expires_at !== undefined && isLonger(before.expires_at, change.expires_at)) {
        await this.#reauthentication.require(person);
      }
      if (Object.keys(change).length === 0) return before;
      await refuseTaken(change.name_key, () => updateToken(trx, which, change));
      const act = ownAct('api_token.updated', ownerOf(person), origin);
      await this.#audit.record(trx, { ...act, details: describeChange(before, asked, change) });
      return { ...before, ...change };
    });
    return shownToken(row);
  }

  /** Revokes one token of either kind. Throws AppError `token_not_found`, `invalid_token`. */
  async revoke(person: SessionPerson, tokenId: Id, origin: ClientInfo): Promise<void> {
    const act = ownAct('api_token.revoked', ownerOf(person), origin);
    await this.#sessions.writeAs(person, async (trx) => {
      const details = await revokeOne(trx, person.userId, tokenId);
      await this.#audit.record(trx, { ...act, details });
    });
  }
}

interface Making {
  readonly person: SessionPerson;
  readonly origin: ClientInfo;
  readonly token: string;
}

function ownerOf({ userId, me }: SessionPerson) {
  return { id: userId, email: me.email };
}

/** Lets the unique constraint decide whether a name is free, so that one of two simultaneous requests succeeds. */
async function refuseTaken(nameKey: string | undefined, write: () => Promise<void>): Promise<void> {
  if (nameKey !== undefined && isReserved(nameKey)) throw new AppError('token_name_taken');
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('token_name_taken', { cause: error });
    throw error;
  }
}
