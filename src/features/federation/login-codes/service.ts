// Login codes, the last step of a sign-in at a provider: each is valid for one minute and is exchanged for tokens once.
import type { Kysely } from 'kysely';
import { AppError, type ErrorCode } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sessionIdOf } from '../../../core/refresh-token.ts';
import { sha256 } from '../../../core/tokens.ts';
import type { Database } from '../../../db/port.ts';
import type { Provider, Schema } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { CodeHolder } from '../../../http/code-cookie.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import type { Connections } from '../../providers/service.ts';
import type { Notice } from '../arrival/rules.ts';
import type { Profile } from '../identities/rules.ts';
import { refusedSignIn } from '../../local-login/rules.ts';
import type { OpenSession, Sessions } from '../../sessions/service.ts';
import type { ProviderSignOuts } from '../../sessions/provider-sign-out/service.ts';
import {
  providerColumns,
  providerSessionIn,
  type ProviderSession,
  type SessionStart,
} from '../../sessions/start/service.ts';
import { showUser } from '../../users/rules.ts';
import { statusRefusal, type UserRow, type Users } from '../../users/service.ts';
import { wasEndedThere } from '../logout-tokens/service.ts';
import type { Exchanged } from './schema.ts';
import {
  claimCode,
  deleteCodes,
  deleteExpiredCodes,
  deleteUnusedCodesAtProvider,
  deleteUnusedCodesOf,
  type ExchangeCodeRow,
  findCode,
  insertCode,
  noteSession,
} from './queries.ts';

export {
  deleteCodes as forgetAll,
  deleteUnusedCodesAtProvider as forgetAtProvider,
  deleteUnusedCodesOf as forget,
};

interface ExchangeDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly connections: Connections;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly sessionStart: SessionStart;
  readonly signOuts: ProviderSignOuts;
}

/** A started session, and what its response contains besides the tokens. */
export interface StartedSession {
  readonly session: OpenSession;
  readonly redirect: string | null;
  readonly notice: Notice;
}

/** A code that a client presents. */
interface ShownCode {
  readonly code: string;
  readonly holder: CodeHolder;
}

interface Redeemed {
  readonly user: UserRow;
  readonly row: ExchangeCodeRow;
}

const codeLifeMs = 60_000;
// A used code is kept for a day: a second use of it ends the session it started.
const codeMemoryMs = 24 * 60 * 60 * 1000;

export class LoginCodes {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #connections: Connections;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #sessionStart: SessionStart;
  readonly #signOuts: ProviderSignOuts;

  constructor({
    database,
    audit,
    connections,
    users,
    sessions,
    sessionStart,
    signOuts,
  }: ExchangeDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#connections = connections;
    this.#users = users;
    this.#sessions = sessions;
    this.#sessionStart = sessionStart;
    this.#signOuts = signOuts;
  }

  /** Stores the hash of a code for a user who has just signed in at a provider. */
  async issue(
    trx: WriteTransaction,
    grant: {
      /** 256 random or derived bits. */
      readonly code: string;
      readonly user: UserRow;
      readonly profile: ProviderSession & Pick<Profile, 'provider' | 'signOut'>;
      readonly redirect: string | null;
      readonly notice: Notice;
    },
  ): Promise<void> {
    const now = Date.now();
    const codeHash = sha256(grant.code);
    const { provider, signOut = null } = grant.profile;
    await signOut?.onKeep(trx);
    await insertCode(trx, {
      code_hash: codeHash,
      user_id: grant.user.id,
      provider,
      redirect: grant.redirect,
      notice: grant.notice,
      session_id: null,
      created_at: now,
      expires_at: now + codeLifeMs,
      used_at: null,
      provider_sign_out: signOut && this.#signOuts.sealFor(codeHash, signOut.url),
      ...providerColumns(grant.profile),
    });
  }

  /**
   * Exchanges a code for tokens. A second use also ends the session that the code started, because two clients
   * have the code, unless the browser that received it repeats it. A different browser is refused, and the code
   * stays valid.
   * Throws AppError `invalid_login_code`, `account_pending`, `account_disabled`, and `oidc_not_enabled`
   * or `provider_disabled` when the provider was disabled after the code was issued.
   */
  async redeem(shown: ShownCode, origin: ClientInfo): Promise<Exchanged> {
    const outcome = await this.#database.write((trx) => this.#redeemIn(trx, shown, origin));
    if (typeof outcome !== 'string') return this.answer(outcome);
    throw new AppError(outcome);
  }

  // Refusals are returned, not thrown: a thrown error would roll back the end of the session.
  async #redeemIn(
    trx: WriteTransaction,
    { code, holder }: ShownCode,
    origin: ClientInfo,
  ): Promise<StartedSession | ErrorCode> {
    const row = await findCode(trx, sha256(code));
    if (row === undefined) return unknownCode;
    // The browser's back button or a restored tab sends the code again: no other client has it.
    if (row.used_at !== null && holder === 'own_browser') return unknownCode;
    if (row.used_at !== null) return this.#reused(trx, row, origin);
    const user = await this.#users.findById(trx, row.user_id);
    if (user === undefined || row.expires_at <= Date.now()) return unknownCode;
    // The code stays valid for its own browser, so that a request from another browser cannot use it up.
    if (holder === 'other_browser') {
      return this.#refuse(trx, { user, row, code: 'invalid_login_code' }, origin);
    }
    const ready = await this.#connections.ready(trx);
    if (!ready.some(({ provider }) => provider === row.provider)) {
      return this.#refuse(trx, { user, row, code: closedCode(row.provider) }, origin);
    }
    // Without the claim another request has used the code since it was read.
    if (!(await claimCode(trx, row.code_hash, Date.now()))) {
      return this.#redeemIn(trx, { code, holder }, origin);
    }
    return this.#start(trx, { user, row }, origin);
  }

  /** Starts a session with a code that this request has claimed, if the status of the user allows it. */
  async #start(
    trx: WriteTransaction,
    { user, row }: Redeemed,
    origin: ClientInfo,
  ): Promise<StartedSession | ErrorCode> {
    const { provider, redirect, notice, code_hash: codeHash, provider_sign_out: sealed } = row;
    const refusal = statusRefusal(user);
    if (refusal !== null) return this.#refuse(trx, { user, row, code: refusal }, origin);
    const providerSession = providerSessionIn(row);
    // The provider ended its session while this sign-in was under way.
    if (await wasEndedThere(trx, providerSession))
      return this.#refuse(trx, { user, row, code: unknownCode }, origin);
    const start = { user, provider, origin, providerSession };
    const { session } = await this.#sessionStart.start(trx, start);
    const sessionId = sessionIdOf(session.refreshToken);
    await noteSession(trx, codeHash, sessionId);
    if (sealed !== null) await this.#signOuts.carry(trx, { sealed, codeHash, sessionId });
    return { session, redirect, notice };
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
    { user, row, code }: Redeemed & { readonly code: ErrorCode },
    origin: ClientInfo,
  ): Promise<ErrorCode> {
    const { provider } = row;
    await this.#audit.record(trx, refusedSignIn(code, { target: user, origin, provider }));
    return code;
  }

  /** The response for a session that is committed. */
  async answer({ session, redirect, notice }: StartedSession): Promise<Exchanged> {
    const tokens = await this.#sessions.issueTokens(session);
    return {
      ...tokens,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      user: showUser(session.user, session.provider),
      redirectUrl: redirect,
      notice,
    };
  }
}

const unknownCode = 'invalid_login_code';

function closedCode(provider: Provider): ErrorCode {
  return provider === 'oidc' ? 'oidc_not_enabled' : 'provider_disabled';
}

/** Deletes at most `limit` codes past their retention time; returns how many. */
export function expire(db: Kysely<Schema>, now: number, limit: number): Promise<number> {
  return deleteExpiredCodes(db, { now, usedBefore: now - codeMemoryMs }, limit);
}
