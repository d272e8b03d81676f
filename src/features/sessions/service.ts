import { AppError } from '../../core/errors.ts';
import type { ClientInfo } from '../../core/client-info.ts';
import {
  formatRefreshToken,
  parseRefreshToken,
  type RefreshToken,
  sessionIdOf,
} from '../../core/refresh-token.ts';
import type { Id } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { Provider } from '../../db/schema.ts';
import type { WriteTransaction, WriteWork } from '../../db/writer.ts';
import type { AccessTokens } from '../../io/access-tokens.ts';
import { type Audit, ownAct } from '../audit/service.ts';
import { presentUser, waysIn } from '../users/rules.ts';
import type { UserRow, Users } from '../users/service.ts';
import type { Me, Tokens } from './schema.ts';
import {
  deleteSessions,
  endSession,
  endSessionsExcept,
  prepareFindCaller,
  type SessionSelector,
  type SessionsToEnd,
  updateAuthenticatedAt,
} from './queries.ts';

export { deleteSessions as forgetAll, type Tokens };

/** Who is calling, read from the database for this one request. */
export interface Person {
  readonly userId: Id;
  /** Null for a script with an API token. */
  readonly sessionId: Id | null;
  readonly isAdmin: boolean;
  readonly me: Me;
}

/** Somebody who signed in. */
export interface SessionPerson extends Person {
  readonly sessionId: Id;
  readonly tokenVersion: number;
  readonly provider: Provider;
  /** When the person had last proved to be there, as the token says that was shown. */
  readonly authTimeMs: number;
}

/** Who asks for a change, and the session that must still live when it is made. */
export type Caller = Pick<SessionPerson, 'userId' | 'sessionId'>;

/** A session whose live refresh token is known only here. */
export interface OpenSession {
  readonly user: UserRow;
  readonly provider: Provider;
  readonly refreshToken: RefreshToken;
  /** When the person last proved to be there. */
  readonly authTimeMs: number;
}

interface SessionsDependencies {
  readonly database: Database;
  readonly accessTokens: AccessTokens;
  readonly audit: Audit;
  readonly users: Users;
  /** What removes whatever else would give a person a session again: codes, and sign-ins under way. */
  readonly waysBack: readonly ((trx: WriteTransaction, userId: Id) => Promise<void>)[];
}

/** Sign-ins that last: proving, showing and ending them. */
export class Sessions {
  readonly #database: Database;
  readonly #accessTokens: AccessTokens;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #waysBack: SessionsDependencies['waysBack'];
  readonly #findCaller: ReturnType<typeof prepareFindCaller>;

  constructor({ database, accessTokens, audit, users, waysBack }: SessionsDependencies) {
    this.#database = database;
    this.#accessTokens = accessTokens;
    this.#audit = audit;
    this.#users = users;
    this.#waysBack = waysBack;
    this.#findCaller = prepareFindCaller(database.read);
  }

  /** Whom an access token speaks for. Throws AppError `invalid_token`. */
  authenticate(accessToken: string): SessionPerson {
    const token = this.#accessTokens.verify(accessToken);
    if (token === null) throw new AppError('invalid_token');
    const { userId, sessionId } = token;
    const rows = this.#database.find(this.#findCaller, { userId, sessionId });
    const row = rows[0];
    const isLive = row !== undefined && row.ended_at === null && row.status === 'active';
    if (!isLive || row.token_version !== token.tokenVersion) throw new AppError('invalid_token');
    return {
      userId,
      sessionId,
      tokenVersion: token.tokenVersion,
      provider: row.provider,
      authTimeMs: token.authTimeMs ?? row.session_created_at,
      isAdmin: row.is_admin === 1,
      me: { ...presentUser(row, token.subject), authIdentities: waysIn(rows) },
    };
  }

  /** Writes down that the person of a session has just proved to be there; answers when. */
  async noteAuthenticated(trx: WriteTransaction, { sessionId }: Caller): Promise<number> {
    const now = Date.now();
    await updateAuthenticatedAt(trx, sessionId, now);
    return now;
  }

  /** Whether a token, good otherwise, is of a session that is over: to sign out of it again is no error. */
  hasEnded(accessToken: string): boolean {
    const token = this.#accessTokens.verify(accessToken);
    if (token === null) return false;
    const rows = this.#database.find(this.#findCaller, { ...token });
    return rows.some((row) => row.ended_at !== null);
  }

  /**
   * Asks again inside the transaction of a change whether its caller may still make it: the session may
   * have ended, or the account lost its access, since the request was let in. Throws AppError `invalid_token`.
   */
  async requireLive(trx: WriteTransaction, { userId, sessionId }: Caller): Promise<void> {
    const [row] = await this.#findCaller.run(trx, { userId, sessionId });
    if (row?.ended_at !== null || row.status !== 'active') throw new AppError('invalid_token');
  }

  /**
   * Makes a change that somebody makes on their own account: one transaction, and only while the session
   * that asks for it lives. Throws AppError `invalid_token`, and what `work` throws.
   */
  writeAs<T>(caller: Caller, work: WriteWork<T>): Promise<T> {
    return this.#database.write(async (trx) => {
      await this.requireLive(trx, caller);
      return work(trx);
    });
  }

  /** The tokens of a session, to be called once its start or rotation is committed. */
  async issueTokens({ refreshToken, ...session }: OpenSession): Promise<Tokens> {
    const sessionId = sessionIdOf(refreshToken);
    const access = await this.issueAccessToken({ ...session, sessionId });
    return { ...access, refresh_token: formatRefreshToken(refreshToken) };
  }

  /** A fresh access token of a session that goes on. */
  async issueAccessToken(
    subject: Omit<OpenSession, 'refreshToken'> & { readonly sessionId: Id },
  ): Promise<Omit<Tokens, 'refresh_token'>> {
    return {
      access_token: await this.#accessTokens.sign(subject),
      token_type: 'Bearer',
      expires_in: this.#accessTokens.ttlSeconds,
    };
  }

  /** Ends the caller's own session; false when it is gone, as with a deleted account. */
  async signOut({ userId, sessionId }: Caller, origin: ClientInfo): Promise<boolean> {
    return this.#database.write(async (trx) => {
      const [row] = await this.#findCaller.run(trx, { userId, sessionId });
      if (row === undefined) return false;
      await this.endOne(trx, { sessionId, ownerId: userId }, origin);
      return true;
    });
  }

  /** Ends the session a refresh token belongs to; an unknown one is no error and tells nothing. */
  async signOutByToken(shown: string, origin: ClientInfo): Promise<void> {
    const token = parseRefreshToken(shown);
    if (token === null) return;
    const which = { sessionId: sessionIdOf(token), ownerId: null };
    await this.#database.write((trx) => this.endOne(trx, which, origin));
  }

  /** Ends one session in the transaction of what asks for it; false when it was over. */
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

  /** Ends the sessions of a person but the one that asks, in the transaction of what makes it necessary. */
  async endAllBut(trx: WriteTransaction, person: SessionPerson, reason: string): Promise<void> {
    const which = { userId: person.userId, keep: person.sessionId };
    await this.#endMany(trx, which, reason);
  }

  /** Ends every session of a user in the transaction of what makes it necessary. */
  async endAll(trx: WriteTransaction, userId: Id, reason: string): Promise<void> {
    await this.#endMany(trx, { userId, keep: null }, reason);
  }

  /** What would give the person, or whoever took their place, a session again goes with those that end. */
  async #endMany(trx: WriteTransaction, which: SessionsToEnd, reason: string): Promise<void> {
    await endSessionsExcept(trx, which, { reason, now: Date.now() });
    for (const forget of this.#waysBack) await forget(trx, which.userId);
  }

  /** Ends a session that two parties hold, in the transaction that found it out; answers whether it was alive. */
  async endStolen(trx: WriteTransaction, sessionId: Id, reason: string): Promise<boolean> {
    const which = { sessionId, ownerId: null };
    return (await endSession(trx, which, { reason, now: Date.now() })) !== undefined;
  }
}
