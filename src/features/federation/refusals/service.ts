// Records refused sign-ins: one audit entry and one log line for each.
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { markLogged } from '../../../core/logged-errors.ts';
import type { Database } from '../../../db/port.ts';
import type { Provider } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import { cureOf, providerErrorOf } from '../../../openid/refusal.ts';
import type { RateLimits } from '../../../io/rate-limits.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import { RecordedRefusal, shownProviderError } from './rules.ts';

interface SignInRefusalsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly strayLimit: RateLimits['strayCallback'];
}

/** A sign-in at a provider that was refused. */
export interface RefusedSignIn {
  /** Null when this server has no such provider. */
  readonly provider: Provider | null;
  readonly origin: ClientInfo;
  /** The provider's `error` code (RFC 6749 section 4.1.2.1); null when it sent none. */
  readonly providerError: string | null;
  readonly event: 'session.failed' | 'identity.link_failed';
}

interface StepOfSignIn {
  readonly origin: ClientInfo;
  /** Absent means `sign_in`. */
  readonly purpose?: { readonly kind: 'sign_in' | 'link' | 'test' };
}

export class SignInRefusals {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #strayLimit: RateLimits['strayCallback'];

  constructor({ database, audit, strayLimit }: SignInRefusalsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#strayLimit = strayLimit;
  }

  /** Records a refusal, unless it is recorded already, and runs `alongside` in the same transaction. */
  async record(
    refusal: AppError,
    refused: RefusedSignIn,
    alongside?: (trx: WriteTransaction) => Promise<void>,
  ): Promise<void> {
    const line = refusal instanceof RecordedRefusal ? null : entryOf(refusal, refused);
    if (line === null && alongside === undefined) return;
    await this.#database.write(async (trx) => {
      if (line !== null) await this.#audit.record(trx, line, causeOf(refusal));
      await alongside?.(trx);
    });
    if (line !== null) markLogged(refusal);
  }

  /** Records a callback without a flow. Any client can send one, so the audit entries per network are limited. */
  async recordStray(refusal: AppError, refused: RefusedSignIn): Promise<void> {
    try {
      await this.#strayLimit.count(refused.origin);
    } catch {
      this.#audit.log(entryOf(refusal, refused), causeOf(refusal));
      markLogged(refusal);
      return;
    }
    await this.record(refusal, refused);
  }

  /** Runs a step of a sign-in or of linking at a provider, and records its refusal; that of a test only its caller. */
  async during<T>(
    provider: Provider,
    { origin, purpose }: StepOfSignIn,
    step: () => Promise<T>,
  ): Promise<T> {
    if (purpose?.kind === 'test') return step();
    try {
      return await step();
    } catch (error) {
      const event = purpose?.kind === 'link' ? 'identity.link_failed' : 'session.failed';
      const refused = { provider, origin, event, providerError: null } as const;
      if (error instanceof AppError) await this.record(error, refused);
      throw error;
    }
  }
}

/** Omits the cause of a failure of this server, which has its own log line with the cause. */
function causeOf({ code, cause }: AppError): unknown {
  return code === 'internal_error' ? undefined : cause;
}

function entryOf(
  refusal: AppError,
  { provider, origin, providerError, event }: RefusedSignIn,
): AuditEntry {
  const at = provider === null ? {} : { provider };
  const named = providerErrorOf(refusal) ?? providerError;
  const said = named === null ? {} : { providerError: shownProviderError(named) };
  const cure = cureOf(refusal);
  const help = cure === null ? {} : { cure };
  const details = { ...at, reason: refusal.code, ...said, ...help };
  return { event, outcome: 'failure', actor: null, target: null, origin, details };
}
