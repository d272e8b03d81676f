// Why a sign-in was refused: one entry of the audit log and one line of the log for each.
import type { AppError } from '../../core/errors.ts';
import type { Origin } from '../../core/origin.ts';
import type { Database } from '../../db/open.ts';
import type { Provider } from '../../db/schema.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import type { Audit, AuditEntry } from '../audit/service.ts';
import { RecordedRefusal, shownProviderError } from './model.ts';

interface SignInRefusalsDependencies {
  readonly database: Database;
  readonly audit: Audit;
}

/** The sign-in at a provider that was refused. */
export interface RefusedSignIn {
  readonly provider: Provider;
  readonly origin: Origin;
  /** What the provider called its error; null when it named none. */
  readonly providerError: string | null;
  readonly event: 'session.failed' | 'identity.link_failed';
}

export class SignInRefusals {
  readonly #database: Database;
  readonly #audit: Audit;

  constructor({ database, audit }: SignInRefusalsDependencies) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Records a refusal, unless that was done already, and does `alongside` in the same transaction. */
  async record(
    refusal: AppError,
    refused: RefusedSignIn,
    alongside: (trx: WriteTransaction) => Promise<void> = async () => {},
  ): Promise<void> {
    const line = refusal instanceof RecordedRefusal ? null : entryOf(refusal, refused);
    await this.#database.write(async (trx) => {
      if (line !== null) await this.#audit.record(trx, line);
      await alongside(trx);
    });
    if (line !== null) this.#audit.announce(line, refusal.cause);
  }

  /** Writes the log line alone: what anyone can cause without limit must not fill the audit log. */
  announce(refusal: AppError, refused: RefusedSignIn): void {
    this.#audit.announce(entryOf(refusal, refused), refusal.cause);
  }
}

function entryOf(
  { code }: AppError,
  { provider, origin, providerError, event }: RefusedSignIn,
): AuditEntry {
  const said = providerError === null ? {} : { providerError: shownProviderError(providerError) };
  const details = { provider, reason: code, ...said };
  return { event, outcome: 'failure', actor: null, target: null, origin, details };
}
