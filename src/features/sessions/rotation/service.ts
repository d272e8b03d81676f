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
} from '../../../core/refresh-token.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import type { OpenSession, Sessions, Tokens } from '../service.ts';
import {
  findLastRotation,
  prepareFindForRefresh,
  prepareRotate,
  type RefreshRow,
  sessionAreasOf,
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
  }

  /** Exchanges a refresh token for new tokens. Throws AppError `invalid_refresh_token` or `refresh_token_expired`. */
  async refresh(shown: string, origin: ClientInfo): Promise<Tokens> {
    const token = parseRefreshToken(shown);
    if (token === null) throw new AppError('invalid_refresh_token');
    const outcome = await this.#database.write((trx) => this.#rotateIn(trx, token, origin));
    if ('refusal' in outcome) throw new AppError(outcome.refusal);
    return this.#sessions.issueTokens(outcome);
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
    if (verdict.kind === 'expired') return { refusal: 'refresh_token_expired' };
    const isOver = verdict.kind === 'ended' || row.status !== 'active';
    if (isOver) return { refusal: 'invalid_refresh_token' };
    const session: OpenSession = {
      user: row,
      provider: row.provider,
      refreshToken: verdict.next,
      authTimeMs: row.authenticated_at ?? row.session_created_at,
    };
    if (verdict.kind === 'repeat') return this.#repeat(trx, { session, sessionId, row, origin });
    await this.#rotate.run(trx, {
      sessionId,
      shownHash: row.refresh_hash,
      nextHash: refreshTokenHash(verdict.next),
      expiresAt: now + this.#refreshTtlSeconds * 1000,
      now,
      ip: origin.ip,
      userAgent: origin.userAgent,
      earlierAreas: earlierAreas(row, origin.ip, this.#areaOf),
      isFromUnknown: origin.ip === null ? 1 : 0,
    });
    return session;
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
    if (!isSameClient || !(await this.#isKnown(trx, row.id, area))) {
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

  /** Whether the account was recently used from a network. */
  async #isKnown(trx: WriteTransaction, userId: Id, area: string): Promise<boolean> {
    const sessions = await sessionAreasOf(trx, userId, Date.now() - knownForMs);
    return isKnownArea(area, sessions, this.#areaOf);
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

interface Repetition {
  readonly session: OpenSession;
  readonly sessionId: Id;
  readonly row: RefreshRow;
  readonly origin: ClientInfo;
}

type Outcome = OpenSession | { readonly refusal: Refusal };
