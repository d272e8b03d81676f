import { AppError } from '../../core/errors.ts';
import type { Origin } from '../../core/origin.ts';
import {
  judgeRefresh,
  parseRefreshToken,
  type RefreshToken,
  refreshTokenHash,
  sessionIdOf,
} from '../../core/refresh-token.ts';
import type { Database } from '../../db/open.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { Audit, AuditEntry } from '../audit/service.ts';
import type { OpenSession, Sessions, Tokens } from '../sessions/service.ts';
import { prepareFindForRefresh, prepareRotate } from './queries.ts';

interface RefreshDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly sessions: Sessions;
  /** Derives the successors of refresh tokens. */
  readonly refreshKey: Uint8Array;
  readonly refreshTtlSeconds: number;
  readonly refreshGraceSeconds: number;
}

type Refusal = 'invalid_refresh_token' | 'refresh_token_expired';

/** Staying signed in: each refresh token is traded for its successor, once. */
export class Refresh {
  readonly #the: RefreshDependencies;
  readonly #findForRefresh: ReturnType<typeof prepareFindForRefresh>;
  readonly #rotate: ReturnType<typeof prepareRotate>;

  constructor(dependencies: RefreshDependencies) {
    this.#the = dependencies;
    this.#findForRefresh = prepareFindForRefresh(dependencies.database.read);
    this.#rotate = prepareRotate(dependencies.database.read);
  }

  /** Trades a refresh token for new tokens. Throws AppError `invalid_refresh_token` or `refresh_token_expired`. */
  async refresh(shown: string, origin: Origin): Promise<Tokens> {
    const { database, audit, sessions } = this.#the;
    const token = parseRefreshToken(shown);
    if (token === null) throw new AppError('invalid_refresh_token');
    const outcome = await database.write((trx) => this.#rotateIn(trx, token, origin));
    if ('stolen' in outcome) {
      audit.announce(outcome.stolen);
      throw new AppError('invalid_refresh_token');
    }
    if ('refusal' in outcome) throw new AppError(outcome.refusal);
    return sessions.issueTokens(outcome);
  }

  // Refusals are returned, not thrown: a thrown one would roll back the ending of a stolen session.
  async #rotateIn(
    trx: WriteTransaction,
    shown: RefreshToken,
    origin: Origin,
  ): Promise<OpenSession | { readonly stolen: AuditEntry } | { readonly refusal: Refusal }> {
    const now = Date.now();
    const sessionId = sessionIdOf(shown);
    const [row] = await this.#findForRefresh.run(trx, { sessionId });
    if (row === undefined) return { refusal: 'invalid_refresh_token' };
    const rule = { key: this.#the.refreshKey, now, graceMs: this.#the.refreshGraceSeconds * 1000 };
    const verdict = judgeRefresh(shown, row, rule);
    if (verdict.kind === 'reused') {
      const event = { event: 'session.refresh_reused', outcome: 'failure' } as const;
      const details = { reason: 'invalid_refresh_token' } as const;
      const stolen: AuditEntry = { ...event, actor: null, target: row, origin, details };
      await this.#the.sessions.endStolen(trx, sessionId, 'refresh_reused');
      await this.#the.audit.record(trx, stolen);
      return { stolen };
    }
    if (verdict.kind === 'expired') return { refusal: 'refresh_token_expired' };
    const isOver = verdict.kind === 'ended' || row.status !== 'active';
    if (isOver) return { refusal: 'invalid_refresh_token' };
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
}
