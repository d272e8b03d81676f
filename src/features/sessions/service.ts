import { AppError } from '../../core/errors.ts';
import type { Origin } from '../../core/origin.ts';
import {
  formatRefreshToken,
  judgeRefresh,
  newRefreshToken,
  parseRefreshToken,
  type RefreshToken,
  refreshTokenHash,
  sessionIdOf,
} from '../../core/refresh-token.ts';
import { isoTime } from '../../core/time.ts';
import { formatId, type Id, parseId, sameId } from '../../core/uuid.ts';
import type { Database } from '../../db/open.ts';
import type { Provider } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { AccessTokens } from '../../io/access-tokens.ts';
import { type Audit, type AuditEntry, ownAct } from '../audit/service.ts';
import { presentUser, type UserRow, type Users, waysIn } from '../users/service.ts';
import type { Me, Session, Tokens } from './model.ts';
import {
  endSession,
  endSessionsExcept,
  insertSession,
  listLiveSessions,
  prepareFindCaller,
  prepareFindForRefresh,
  prepareRotate,
  type SessionSelector,
} from './queries.ts';

/** Who is calling, read from the database for this one request. */
export interface Person {
  readonly userId: Id;
  readonly sessionId: Id;
  readonly isAdmin: boolean;
  readonly me: Me;
}

/** A session whose live refresh token is known only here. */
interface OpenSession {
  readonly user: UserRow;
  readonly provider: Provider;
  readonly refreshToken: RefreshToken;
}

interface SessionsDependencies {
  readonly database: Database;
  readonly accessTokens: AccessTokens;
  readonly audit: Audit;
  readonly users: Users;
  /** Derives the successors of refresh tokens. */
  readonly refreshKey: Uint8Array;
  readonly refreshTtlSeconds: number;
  readonly refreshGraceSeconds: number;
}

/** Sign-ins that last: starting, proving, renewing and ending them. */
export class Sessions {
  readonly #the: SessionsDependencies;
  readonly #findCaller: ReturnType<typeof prepareFindCaller>;
  readonly #findForRefresh: ReturnType<typeof prepareFindForRefresh>;
  readonly #rotate: ReturnType<typeof prepareRotate>;

  constructor(dependencies: SessionsDependencies) {
    const builder = dependencies.database.read;
    this.#the = dependencies;
    this.#findCaller = prepareFindCaller(builder);
    this.#findForRefresh = prepareFindForRefresh(builder);
    this.#rotate = prepareRotate(builder);
  }

  /** Whom an access token speaks for. Throws AppError `invalid_token`. */
  async authenticate(accessToken: string): Promise<Person> {
    const token = this.#the.accessTokens.verify(accessToken);
    if (token === null) throw new AppError('invalid_token');
    const { userId, sessionId } = token;
    const rows = await this.#the.database.find(this.#findCaller, { userId, sessionId });
    const row = rows[0];
    const isLive = row !== undefined && row.ended_at === null && row.status === 'active';
    if (!isLive || row.token_version !== token.tokenVersion) throw new AppError('invalid_token');
    return {
      userId,
      sessionId,
      isAdmin: row.is_admin === 1,
      me: { ...presentUser(row, token.subject), authIdentities: waysIn(rows) },
    };
  }

  /** Whether a token, good otherwise, is of a session that is over: to sign out of it again is no error. */
  async hasEnded(accessToken: string): Promise<boolean> {
    const token = this.#the.accessTokens.verify(accessToken);
    if (token === null) return false;
    const rows = await this.#the.database.find(this.#findCaller, { ...token });
    return rows.some((row) => row.ended_at !== null);
  }

  /** Starts a session in the transaction of the sign-in. */
  async open(
    trx: WriteTransaction,
    start: { readonly user: UserRow; readonly provider: Provider; readonly origin: Origin },
  ): Promise<OpenSession> {
    const refreshToken = newRefreshToken();
    const now = Date.now();
    await insertSession(trx, {
      id: sessionIdOf(refreshToken),
      user_id: start.user.id,
      provider: start.provider,
      refresh_hash: refreshTokenHash(refreshToken),
      refresh_expires_at: now + this.#the.refreshTtlSeconds * 1000,
      rotated_at: null,
      user_agent: start.origin.userAgent,
      ip: start.origin.ip,
      created_at: now,
      last_used_at: now,
      ended_at: null,
      end_reason: null,
    });
    return { user: start.user, provider: start.provider, refreshToken };
  }

  /** The tokens of a session, to be called once its start or rotation is committed. */
  async issueTokens({ user, provider, refreshToken }: OpenSession): Promise<Tokens> {
    const { accessTokens } = this.#the;
    const sessionId = sessionIdOf(refreshToken);
    return {
      access_token: await accessTokens.sign({ user, provider, sessionId }),
      refresh_token: formatRefreshToken(refreshToken),
      token_type: 'Bearer',
      expires_in: accessTokens.ttlSeconds,
    };
  }

  /** Trades a refresh token for its successor. Throws AppError `invalid_refresh_token` or `refresh_token_expired`. */
  async refresh(shown: string, origin: Origin): Promise<Tokens> {
    const token = parseRefreshToken(shown);
    if (token === null) throw new AppError('invalid_refresh_token');
    const outcome = await this.#the.database.write((trx) => this.#rotateIn(trx, token, origin));
    if ('stolen' in outcome) {
      this.#the.audit.announce(outcome.stolen);
      throw new AppError('invalid_refresh_token');
    }
    if ('refusal' in outcome) throw new AppError(outcome.refusal);
    return this.issueTokens(outcome);
  }

  // Refusals are returned, not thrown: a thrown one would roll back the ending of a stolen session.
  async #rotateIn(
    trx: WriteTransaction,
    shown: RefreshToken,
    origin: Origin,
  ): Promise<
    | OpenSession
    | { stolen: AuditEntry }
    | { refusal: 'invalid_refresh_token' | 'refresh_token_expired' }
  > {
    const now = Date.now();
    const sessionId = sessionIdOf(shown);
    const [row] = await this.#findForRefresh.run(trx, { sessionId });
    if (row === undefined) return { refusal: 'invalid_refresh_token' };
    const rule = { key: this.#the.refreshKey, now, graceMs: this.#the.refreshGraceSeconds * 1000 };
    const verdict = judgeRefresh(shown, row, rule);
    if (verdict.kind === 'reused') {
      await endSession(trx, { sessionId, ownerId: null }, { reason: 'refresh_reused', now });
      const event = 'session.refresh_reused';
      const stolen: AuditEntry = { event, outcome: 'failure', actor: null, target: row, origin };
      await this.#the.audit.record(trx, stolen);
      return { stolen };
    }
    if (verdict.kind === 'expired') return { refusal: 'refresh_token_expired' };
    const isLive = verdict.kind !== 'ended' && row.status === 'active';
    if (!isLive) return { refusal: 'invalid_refresh_token' };
    if (verdict.kind === 'rotate') {
      await this.#rotate.run(trx, {
        sessionId,
        shownHash: row.refresh_hash,
        nextHash: refreshTokenHash(verdict.next),
        expiresAt: now + this.#the.refreshTtlSeconds * 1000,
        now,
        ip: origin.ip,
        userAgent: origin.userAgent,
      });
    }
    return { user: row, provider: row.provider, refreshToken: verdict.next };
  }

  /** The person's live sessions, last used first. */
  async list(person: Person): Promise<readonly Session[]> {
    const rows = await listLiveSessions(this.#the.database.read, person.userId, Date.now());
    return rows.map((row) => ({
      id: formatId(row.id),
      provider: row.provider,
      userAgent: row.user_agent,
      ip: row.ip,
      createdAt: isoTime(row.created_at),
      lastUsedAt: isoTime(row.last_used_at),
      current: sameId(row.id, person.sessionId),
    }));
  }

  /** Ends one of the person's own sessions. Throws AppError `session_not_found`. */
  async end(person: Person, sessionId: string, origin: Origin): Promise<void> {
    const id = parseId(sessionId);
    const ownerId = person.userId;
    const isEnded = id !== null && (await this.#endOne({ sessionId: id, ownerId }, origin));
    if (!isEnded) throw new AppError('session_not_found');
  }

  /** Ends the caller's own session. */
  async signOut(person: Person, origin: Origin): Promise<void> {
    await this.#endOne({ sessionId: person.sessionId, ownerId: person.userId }, origin);
  }

  /** Ends the session a refresh token belongs to; an unknown one is no error and tells nothing. */
  async signOutByToken(shown: string, origin: Origin): Promise<void> {
    const token = parseRefreshToken(shown);
    if (token === null) return;
    await this.#endOne({ sessionId: sessionIdOf(token), ownerId: null }, origin);
  }

  async #endOne(which: SessionSelector, origin: Origin): Promise<boolean> {
    const { database, audit, users } = this.#the;
    const ended = await database.write(async (trx) => {
      const ownerId = await endSession(trx, which, { reason: 'signed_out', now: Date.now() });
      const user = ownerId === undefined ? undefined : await users.findById(trx, ownerId);
      if (user === undefined) return null;
      const line = ownAct('session.ended', user, origin);
      await audit.record(trx, line);
      return line;
    });
    if (ended !== null) audit.announce(ended);
    return ended !== null;
  }

  /** Ends all of the person's sessions but the one that asks. */
  async endOthers(person: Person): Promise<void> {
    const which = { userId: person.userId, keep: person.sessionId };
    const ending = { reason: 'ended_by_owner', now: Date.now() };
    await this.#the.database.write((trx) => endSessionsExcept(trx, which, ending));
  }

  /** Ends every session of a user in the transaction of what makes it necessary. */
  async endAll(trx: WriteTransaction, userId: Id, reason: string): Promise<void> {
    await endSessionsExcept(trx, { userId, keep: null }, { reason, now: Date.now() });
  }
}
