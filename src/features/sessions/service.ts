import { AppError } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import {
  formatRefreshToken,
  parseRefreshToken,
  type RefreshToken,
  sessionIdOf,
} from '../../core/refresh-token.ts';
import type { Id } from '../../core/uuid.ts';
import type { Database } from '../../db/port.ts';
import type { Provider } from '../../db/schema.ts';
import type { WriteTransaction, WriteWork } from '../../db/port.ts';
import type { AccessTokens, VerifiedToken } from '../../io/access-tokens.ts';
import { type Audit, ownAct } from '../audit/service.ts';
import { presentUser, signInMethods } from '../users/rules.ts';
import type { UserRow, Users } from '../users/service.ts';
import type {
  AnyCaller,
  Caller,
  Person,
  SessionPerson,
  TokenCaller,
  TokenPerson,
} from './rules.ts';
import { hasEnded, rightsOf } from './rules.ts';
import type { Tokens } from './schema.ts';
import {
  deleteSessions,
  endSession,
  endSessionsExcept,
  prepareFindCaller,
  prepareFindLive,
  type SessionSelector,
  type SessionsToEnd,
  updateAuthenticatedAt,
  usedPlaces,
} from './queries.ts';

export { deleteSessions as forgetAll, type Tokens, usedPlaces };
export type { AnyCaller, Caller, Person, SessionPerson, TokenCaller, TokenPerson };

/** A session with its refresh token in plain text, which is stored only as a hash. */
export interface OpenSession {
  readonly user: UserRow;
  readonly provider: Provider;
  readonly refreshToken: RefreshToken;
  /** When the user last authenticated; milliseconds since 1970. */
  readonly authTimeMs: number;
}

interface SessionsDependencies {
  readonly database: Database;
  readonly accessTokens: AccessTokens;
  readonly audit: Audit;
  readonly users: Users;
  /** Delete the login codes and flows of a user, from which a new session could start. */
  readonly pendingSignIns: readonly Forget[];
  /** Delete the credentials of a user that work without a session, or only those that were made since a time. */
  readonly otherCredentials: readonly Forget[];
  /** Refuses an API token that no longer works. Throws AppError `invalid_token`. */
  readonly requireLiveToken: (trx: WriteTransaction, caller: TokenCaller) => Promise<void>;
}

/** A user whose access is revoked, or only what was made at this time (milliseconds since 1970) or later. */
type Revoked = Readonly<{ id: Id; since?: number }>;

type Forget = (trx: WriteTransaction, userId: Id, since?: number) => Promise<unknown>;

/** Sessions: verifying access tokens, issuing tokens and ending sessions. */
export class Sessions {
  readonly #database: Database;
  readonly #accessTokens: AccessTokens;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #pendingSignIns: readonly Forget[];
  readonly #otherCredentials: readonly Forget[];
  readonly #requireLiveToken: SessionsDependencies['requireLiveToken'];
  readonly #findCaller: ReturnType<typeof prepareFindCaller>;
  readonly #findLive: ReturnType<typeof prepareFindLive>;

  constructor({
    database,
    accessTokens,
    audit,
    users,
    pendingSignIns,
    otherCredentials,
    requireLiveToken,
  }: SessionsDependencies) {
    this.#database = database;
    this.#accessTokens = accessTokens;
    this.#audit = audit;
    this.#users = users;
    this.#pendingSignIns = pendingSignIns;
    this.#otherCredentials = otherCredentials;
    this.#requireLiveToken = requireLiveToken;
    this.#findCaller = prepareFindCaller(database.read);
    this.#findLive = prepareFindLive(database.read);
  }

  /** The user and session of an access token. Throws AppError `invalid_token`. */
  async authenticate(accessToken: string): Promise<SessionPerson> {
    const token = await this.#verified(accessToken);
    if (token === null) throw new AppError('invalid_token');
    const { userId, sessionId } = token;
    const rows = await this.#database.find(this.#findCaller, { userId, sessionId });
    const row = rows[0];
    const isLive = row !== undefined && !hasEnded(row, Date.now()) && row.status === 'active';
    if (!isLive || row.token_version !== token.tokenVersion) throw new AppError('invalid_token');
    const user = presentUser(row, token.subject, row.provider);
    return {
      userId,
      sessionId,
      token: null,
      tokenVersion: token.tokenVersion,
      provider: row.provider,
      authTimeMs: token.authTimeMs ?? row.session_created_at,
      isAdmin: user.isAdmin,
      mustChangePassword: user.mustChangePassword,
      me: { ...user, authIdentities: signInMethods(rows) },
    };
  }

  async #verified(accessToken: string): Promise<VerifiedToken | null> {
    return (
      this.#accessTokens.verify(accessToken) ?? (await this.#accessTokens.verifyAgain(accessToken))
    );
  }

  /** Stores that the user of a session authenticated now; returns the time. */
  async noteAuthenticated(trx: WriteTransaction, { sessionId }: Caller): Promise<number> {
    const now = Date.now();
    await updateAuthenticatedAt(trx, sessionId, now);
    return now;
  }

  /** Whether an otherwise valid token belongs to an ended session, because signing out twice is no error. */
  async hasEnded(accessToken: string): Promise<boolean> {
    const token = await this.#verified(accessToken);
    if (token === null) return false;
    const rows = await this.#database.find(this.#findCaller, { ...token });
    return rows.some((row) => hasEnded(row, Date.now()));
  }

  /**
   * Checks inside the transaction of a change that its caller may still make it: since the request was
   * authenticated the session may have ended, the API token may be revoked or the account disabled. The change then
   * comes before any ending that is answered later. Throws AppError `invalid_token`.
   */
  async requireLive(trx: WriteTransaction, caller: AnyCaller): Promise<void> {
    if (caller.sessionId === null) return this.#requireLiveToken(trx, caller);
    const { userId, sessionId } = caller;
    const [row] = await this.#findLive.run(trx, { userId, sessionId });
    const isLive = row !== undefined && !hasEnded(row, Date.now()) && row.status === 'active';
    if (!isLive) throw new AppError('invalid_token');
  }

  /**
   * Runs a change of the caller's own account in one transaction, only while the caller's session is active or the
   * caller's API token works. Throws AppError `invalid_token`, and what `work` throws.
   */
  writeAs<T>(caller: AnyCaller, work: WriteWork<T>): Promise<T> {
    return this.#database.write(async (trx) => {
      await this.requireLive(trx, caller);
      return work(trx);
    });
  }

  /** Issues the tokens of a session; to be called after its start or rotation is committed. */
  async issueTokens({ refreshToken, ...session }: OpenSession): Promise<Tokens> {
    const sessionId = sessionIdOf(refreshToken);
    const access = await this.issueAccessToken({ ...session, sessionId });
    return { ...access, refresh_token: formatRefreshToken(refreshToken) };
  }

  /** Issues a new access token for an existing session. */
  async issueAccessToken(
    subject: Omit<OpenSession, 'refreshToken'> & { readonly sessionId: Id },
  ): Promise<Omit<Tokens, 'refresh_token'>> {
    return {
      access_token: await this.#accessTokens.sign({ ...subject, ...rightsOf(subject) }),
      token_type: 'Bearer',
      expires_in: this.#accessTokens.ttlSeconds,
    };
  }

  /** Ends the caller's own session; false when it no longer exists, as after deletion of the account. */
  async signOut({ userId, sessionId }: Caller, origin: ClientInfo): Promise<boolean> {
    return this.#database.write(async (trx) => {
      const [row] = await this.#findCaller.run(trx, { userId, sessionId });
      if (row === undefined) return false;
      await this.endOne(trx, { sessionId, ownerId: userId }, origin);
      return true;
    });
  }

  /** Ends the session of a refresh token; for an unknown token the response is the same and nothing happens. */
  async signOutByToken(shown: string, origin: ClientInfo): Promise<void> {
    const token = parseRefreshToken(shown);
    if (token === null) return;
    const which = { sessionId: sessionIdOf(token), ownerId: null };
    await this.#database.write((trx) => this.endOne(trx, which, origin));
  }

  /** Ends one session in the transaction of the caller; false when it had ended before. */
  async endOne(
    trx: WriteTransaction,
    which: SessionSelector,
    origin: ClientInfo,
  ): Promise<boolean> {
    const ownerId = await endSession(trx, which, { reason: 'signed_out', now: Date.now() });
    const user = ownerId === undefined ? undefined : await this.#users.findById(trx, ownerId);
    if (user === undefined) return false;
    await this.#audit.record(trx, ownAct('session.ended', user, origin));
    return true;
  }

  /** Ends all sessions of a user except the caller's, in the transaction of the change that requires it. */
  async endAllBut(trx: WriteTransaction, person: SessionPerson, reason: string): Promise<void> {
    const which = { userId: person.userId, keep: person.sessionId };
    await this.#endMany(trx, which, reason);
  }

  /** Ends every session of a user, in the transaction of the change that requires it. */
  async endAll(trx: WriteTransaction, userId: Id, reason: string): Promise<void> {
    await this.#endMany(trx, { userId }, reason);
  }

  /**
   * Ends every session of a user and deletes every credential that works beside them, in the transaction of the
   * change that requires it. Password and identities stay.
   */
  async revokeAccess(trx: WriteTransaction, of: Revoked, reason: string): Promise<void> {
    const { id: userId, since = 0 } = of;
    await this.#endMany(trx, { userId, since }, reason);
    for (const forget of this.#otherCredentials) await forget(trx, userId, since);
  }

  /** Also deletes login codes and flows, because the user or an attacker could start a new session with them. */
  async #endMany(trx: WriteTransaction, which: SessionsToEnd, reason: string): Promise<void> {
    await endSessionsExcept(trx, which, { reason, now: Date.now() });
    for (const forget of this.#pendingSignIns) await forget(trx, which.userId);
  }

  /** Ends a session whose token was stolen, in the transaction that detected it; returns whether it was active. */
  async endStolen(trx: WriteTransaction, sessionId: Id, reason: string): Promise<boolean> {
    const which = { sessionId, ownerId: null };
    return (await endSession(trx, which, { reason, now: Date.now() })) !== undefined;
  }
}
