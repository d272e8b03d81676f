import { AppError } from '../../../core/errors.ts';
import { areasIn, earlierAreas, isKnownArea, knownForMs } from '../../../core/known-areas.ts';
import type { AreaOf } from '../../../core/network.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import {
  judgeRefresh,
  parseRefreshToken,
  type RefreshToken,
  refreshTokenHash,
  sessionIdOf,
  successorOf,
} from '../../../core/refresh-token.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import { prepareFindGuessFacts } from '../../passwords/service.ts';
import type { UserRow } from '../../users/service.ts';
import { hasEnded, refreshEnd } from '../rules.ts';
import type { OpenSession, Sessions, Tokens } from '../service.ts';
import {
  findLastRotation,
  prepareFindForRefresh,
  prepareRotate,
  prepareRotateAtOnce,
  type RefreshRow,
  updateRepeatedFrom,
} from './queries.ts';

interface RefreshDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly sessions: Sessions;
  /** The key from which the successors of refresh tokens are derived. */
  readonly refreshKey: Uint8Array;
  readonly refreshTtlSeconds: number;
  readonly refreshGraceSeconds: number;
  readonly areaOf: AreaOf;
}

type Refusal = 'invalid_refresh_token' | 'refresh_token_expired';

/** Refresh token rotation: each refresh token is exchanged for its successor once (RFC 9700 section 4.14.2). */
export class Refresh {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #sessions: Sessions;
  readonly #refreshKey: Uint8Array;
  readonly #refreshTtlSeconds: number;
  readonly #refreshGraceSeconds: number;
  readonly #areaOf: AreaOf;
  readonly #findForRefresh: ReturnType<typeof prepareFindForRefresh>;
  readonly #rotate: ReturnType<typeof prepareRotate>;
  readonly #rotateAtOnce: ReturnType<typeof prepareRotateAtOnce>;
  readonly #findNetworks: ReturnType<typeof prepareFindGuessFacts>;

  constructor({
    database,
    audit,
    sessions,
    refreshKey,
    refreshTtlSeconds,
    refreshGraceSeconds,
    areaOf,
  }: RefreshDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#sessions = sessions;
    this.#refreshKey = refreshKey;
    this.#refreshTtlSeconds = refreshTtlSeconds;
    this.#refreshGraceSeconds = refreshGraceSeconds;
    this.#areaOf = areaOf;
    this.#findForRefresh = prepareFindForRefresh(database.read);
    this.#rotate = prepareRotate(database.read);
    this.#rotateAtOnce = prepareRotateAtOnce(database.read);
    this.#findNetworks = prepareFindGuessFacts(database.read);
  }

  /** Exchanges a refresh token for new tokens. Throws AppError `invalid_refresh_token` or `refresh_token_expired`. */
  async refresh(shown: string, origin: ClientInfo): Promise<Tokens> {
    const token = parseRefreshToken(shown);
    if (token === null) throw new AppError('invalid_refresh_token');
    const outcome =
      (await this.#tryAtOnce(token, origin)) ??
      (await this.#database.write((trx) => this.#rotateIn(trx, token, origin)));
    if ('refusal' in outcome) throw new AppError(outcome.refusal);
    return this.#sessions.issueTokens(outcome);
  }

  /**
   * On PostgreSQL the usual rotation is one statement, because a transaction takes four round trips. Null when it
   * changed nothing; a transaction then finds out why.
   */
  async #tryAtOnce(shown: RefreshToken, origin: ClientInfo): Promise<OpenSession | null> {
    if (this.#database.engine === 'sqlite') return null;
    const next = successorOf(shown, this.#refreshKey);
    const [row] = await this.#database.change(this.#rotateAtOnce, {
      ...this.#rotation(next, origin, Date.now()),
      sessionId: sessionIdOf(shown),
      shownHash: refreshTokenHash(shown),
    });
    return row === undefined ? null : sessionOf(row, next);
  }

  /** What every rotation stores. */
  #rotation(next: RefreshToken, origin: ClientInfo, now: number) {
    return {
      nextHash: refreshTokenHash(next),
      expiresAt: now + this.#refreshTtlSeconds * 1000,
      now,
      ip: origin.ip,
      userAgent: origin.userAgent,
      isFromUnknown: origin.ip === null ? 1 : 0,
    };
  }

  // Refusals are returned, not thrown: a thrown error would roll back the end of a stolen session.
  async #rotateIn(
    trx: WriteTransaction,
    shown: RefreshToken,
    origin: ClientInfo,
  ): Promise<Outcome> {
    const now = Date.now();
    const sessionId = sessionIdOf(shown);
    const [row] = await this.#findForRefresh.run(trx, { sessionId });
    if (row === undefined) return { refusal: 'invalid_refresh_token' };
    const rule = { key: this.#refreshKey, now, graceMs: this.#refreshGraceSeconds * 1000 };
    const verdict = judgeRefresh(shown, row, rule);
    if (verdict.kind === 'reused') return this.#endStolen(trx, { sessionId, row, origin });
    const isPastEnd = verdict.kind !== 'ended' && hasEnded(row, now);
    if (verdict.kind === 'expired' || isPastEnd) return { refusal: 'refresh_token_expired' };
    const isOver = verdict.kind === 'ended' || row.status !== 'active';
    if (isOver) return { refusal: 'invalid_refresh_token' };
    const session = sessionOf(row, verdict.next);
    if (verdict.kind === 'repeat') return this.#repeat(trx, { session, sessionId, row, origin });
    const rotated = await this.#rotate.run(trx, {
      ...this.#rotation(verdict.next, origin, now),
      expiresAt: refreshEnd(row, now, this.#refreshTtlSeconds),
      sessionId,
      shownHash: row.refresh_hash,
      earlierAreas: earlierAreas(row, origin.ip, this.#areaOf),
    });
    // Without a row the session is no longer what was judged.
    return rotated.length > 0 ? session : this.#rotateIn(trx, shown, origin);
  }

  /**
   * Returns the same successor again for the network of the rotation, or for the same browser or app in a
   * network from which the account was recently used. Any other repetition counts as theft and ends the session.
   */
  async #repeat(trx: WriteTransaction, repetition: Repetition): Promise<Outcome> {
    const { session, sessionId, row, origin } = repetition;
    const { area, userAgent } = origin;
    if (area === null) return this.#endStolen(trx, repetition);
    if (row.rotated_from_unknown === 0 && area === this.#areaOf(row.ip)) return session;
    const rotation = await findLastRotation(trx, sessionId);
    const isSameClient = userAgent !== null && userAgent === rotation?.user_agent;
    if (!isSameClient || !(await this.#isKnown(trx, row, area))) {
      return this.#endStolen(trx, repetition);
    }
    const areas = areasIn(rotation.repeated_from);
    if (areas.includes(area)) return session;
    const event = { event: 'session.refresh_repeated', outcome: 'success' } as const;
    const line: AuditEntry = {
      ...event,
      actor: null,
      target: row,
      origin,
      details: { from: area },
    };
    await updateRepeatedFrom(trx, sessionId, [...areas, area].join(' '));
    await this.#audit.record(trx, line);
    return session;
  }

  /** Whether the account was recently used from a network; always known are those of the session itself. */
  async #isKnown(trx: WriteTransaction, row: RefreshRow, area: string): Promise<boolean> {
    const since = Date.now() - knownForMs;
    const sessions = await this.#findNetworks.run(trx, { emailKey: row.email_key, since });
    const own = { ...row, last_used_at: row.rotated_at };
    return isKnownArea(area, [own, ...sessions], this.#areaOf);
  }

  async #endStolen(
    trx: WriteTransaction,
    { sessionId, row, origin }: Pick<Repetition, 'sessionId' | 'row' | 'origin'>,
  ): Promise<Outcome> {
    const refusal = 'invalid_refresh_token' as const;
    const event = { event: 'session.refresh_reused', outcome: 'failure' } as const;
    const details = { reason: refusal };
    const line: AuditEntry = { ...event, actor: null, target: row, origin, details };
    await this.#sessions.endStolen(trx, sessionId, 'refresh_reused');
    await this.#audit.record(trx, line);
    return { refusal };
  }
}

function sessionOf(
  row: UserRow & Pick<RefreshRow, 'provider' | 'authenticated_at' | 'session_created_at'>,
  refreshToken: RefreshToken,
): OpenSession {
  const authTimeMs = row.authenticated_at ?? row.session_created_at;
  return { user: row, provider: row.provider, refreshToken, authTimeMs };
}

interface Repetition {
  readonly session: OpenSession;
  readonly sessionId: Id;
  readonly row: RefreshRow;
  readonly origin: ClientInfo;
}

type Outcome = OpenSession | { readonly refusal: Refusal };
