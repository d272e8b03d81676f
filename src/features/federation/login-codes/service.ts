// The last step of signing in elsewhere: a code that lives a minute is traded for tokens, once.
import type { Kysely } from 'kysely';
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sessionIdOf } from '../../../core/refresh-token.ts';
import { sha256 } from '../../../core/tokens.ts';
import type { Database } from '../../../db/open.ts';
import type { Provider, Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/writer.ts';
import type { CodeHolder } from '../../../http/code-cookie.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Notice } from '../arrival/rules.ts';
import type { OpenSession, Sessions } from '../../sessions/service.ts';
import type { SessionStart } from '../../sessions/start/service.ts';
import { showUser } from '../../users/rules.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import type { Exchanged } from './schema.ts';
import {
  deleteCodes,
  deleteExpiredCodes,
  deleteUnusedCodesOf,
  type ExchangeCodeRow,
  findCode,
  insertCode,
  markUsed,
} from './queries.ts';

export { deleteCodes as forgetAll, deleteUnusedCodesOf as forget };

interface ExchangeDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly sessionStart: SessionStart;
}

/** A session that was started, and what its answer says beside the tokens. */
export interface StartedSession {
  readonly session: OpenSession;
  readonly redirect: string | null;
  readonly notice: Notice;
}

/** A code that somebody brings. */
interface ShownCode {
  readonly code: string;
  readonly holder: CodeHolder;
}

const codeLifeMs = 60_000;
// A used code is remembered for a while: shown again it ends the session it gave.
const codeMemoryMs = 24 * 60 * 60 * 1000;

export class LoginCodes {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #sessionStart: SessionStart;

  constructor({
    database,
    audit,
    connections,
    users,
    sessions,
    sessionStart,
  }: ExchangeDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#sessions = sessions;
    this.#sessionStart = sessionStart;
  }

  /** Keeps a code for a person who has just signed in at a provider, as a hash. */
  async issue(
    trx: WriteTransaction,
    grant: {
      /** 256 bits that nobody can guess. */
      readonly code: string;
      readonly user: UserRow;
      readonly provider: Provider;
      readonly redirect: string | null;
      readonly notice: Notice;
    },
  ): Promise<void> {
    const now = Date.now();
    await insertCode(trx, {
      code_hash: sha256(grant.code),
      user_id: grant.user.id,
      provider: grant.provider,
      redirect: grant.redirect,
      notice: grant.notice,
      session_id: null,
      created_at: now,
      expires_at: now + codeLifeMs,
      used_at: null,
    });
  }

  /**
   * Trades a code for tokens. Shown a second time it also ends the session it gave, for then two have it,
   * unless it is the browser it was handed to that shows it again. From another browser it gives nothing,
   * and stays as it is.
   * Throws AppError `invalid_login_code`, `account_pending`, `account_disabled`, and `oidc_not_enabled`
   * or `provider_disabled` when the provider was switched off meanwhile.
   */
  async redeem(shown: ShownCode, origin: ClientInfo): Promise<Exchanged> {
    const outcome = await this.#database.write((trx) => this.#redeemIn(trx, shown, origin));
    if (typeof outcome !== 'string') return this.answer(outcome);
    throw new AppError(outcome);
  }

  // Refusals are returned, not thrown: a thrown one would roll back the ending of a session.
  async #redeemIn(
    trx: WriteTransaction,
    { code, holder }: ShownCode,
    origin: ClientInfo,
  ): Promise<StartedSession | ErrorCode> {
    const row = await findCode(trx, sha256(code));
    if (row === undefined) return unknownCode;
    // Back or a restored tab: the page shows its old address again, and nobody else has the code.
    if (row.used_at !== null && holder === 'own_browser') return unknownCode;
    if (row.used_at !== null) return this.#reused(trx, row, origin);
    const user = await this.#users.findById(trx, row.user_id);
    if (user === undefined || row.expires_at <= Date.now()) return unknownCode;
    // It stays good where it belongs: nobody can use it up from a browser that it does nothing in.
    if (holder === 'other_browser') {
      return this.#refuse(trx, { user, row, code: 'invalid_login_code' }, origin);
    }
    const ready = await this.#connections.ready(trx);
    if (!ready.some(({ provider }) => provider === row.provider)) {
      return this.#refuse(trx, { user, row, code: closedCode(row.provider) }, origin);
    }
    const refusal = statusRefusal(user);
    if (refusal !== null) {
      await markUsed(trx, row.code_hash, { sessionId: null, now: Date.now() });
      return this.#refuse(trx, { user, row, code: refusal }, origin);
    }
    const { session } = await this.#sessionStart.start(trx, {
      user,
      provider: row.provider,
      origin,
    });
    const sessionId = sessionIdOf(session.refreshToken);
    await markUsed(trx, row.code_hash, { sessionId, now: Date.now() });
    return { session, redirect: row.redirect, notice: row.notice };
  }

  async #reused(
    trx: WriteTransaction,
    row: ExchangeCodeRow,
    origin: ClientInfo,
  ): Promise<ErrorCode> {
    const user = await this.#users.findById(trx, row.user_id);
    if (row.session_id === null || user === undefined) return unknownCode;
    if (!(await this.#sessions.endStolen(trx, row.session_id, 'login_code_reused')))
      return unknownCode;
    const event = { event: 'exchange_code.reused', outcome: 'failure' } as const;
    const details = { provider: row.provider, reason: 'invalid_login_code' } as const;
    const line: AuditEntry = { ...event, actor: null, target: user, origin, details };
    await this.#audit.record(trx, line);
    return 'invalid_login_code';
  }

  async #refuse(
    trx: WriteTransaction,
    {
      user,
      row,
      code,
    }: { readonly user: UserRow; readonly row: ExchangeCodeRow; readonly code: ErrorCode },
    origin: ClientInfo,
  ): Promise<ErrorCode> {
    const details = { provider: row.provider, reason: code };
    const event = { event: 'session.failed', outcome: 'failure' } as const;
    const line: AuditEntry = { ...event, actor: null, target: user, origin, details };
    await this.#audit.record(trx, line);
    return code;
  }

  /** The answer to a person whose session is committed. */
  async answer({ session, redirect, notice }: StartedSession): Promise<Exchanged> {
    const tokens = await this.#sessions.issueTokens(session);
    return {
      ...tokens,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      user: showUser(session.user),
      redirectUrl: redirect,
      notice,
    };
  }
}

const unknownCode = 'invalid_login_code';

function closedCode(provider: Provider): ErrorCode {
  return provider === 'oidc' ? 'oidc_not_enabled' : 'provider_disabled';
}

/** Removes codes that tell nothing any more, at most `limit`; answers how many. */
export function expire(db: Kysely<Schema>, now: number, limit: number): Promise<number> {
  return deleteExpiredCodes(db, now - codeMemoryMs, limit);
}
