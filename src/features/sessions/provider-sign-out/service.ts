// Where a browser ends the session at the OpenID provider too, when it signs out here (OpenID Connect RP-Initiated
// Logout 1.0). The address holds the ID token of the user, so it is stored encrypted.
import { constantTimeEqual } from '../../../core/tokens.ts';
import { refreshTokenHash, parseRefreshToken, sessionIdOf } from '../../../core/refresh-token.ts';
import { seal, unseal } from '../../../core/seal.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Connections } from '../../providers/service.ts';
import { findSignOut, storeSignOut } from './queries.ts';

interface SignOutDependencies {
  readonly database: Database;
  readonly connections: Connections;
  readonly log: Log;
  /** Encrypts the addresses at rest. */
  readonly key: Uint8Array;
}

export class ProviderSignOuts {
  readonly #database: Database;
  readonly #connections: Connections;
  readonly #log: Log;
  readonly #key: Uint8Array;

  constructor({ database, connections, log, key }: SignOutDependencies) {
    this.#database = database;
    this.#connections = connections;
    this.#log = log;
    this.#key = key;
  }

  /** Encrypts an address for the row of a login code. */
  sealFor(codeHash: Uint8Array, url: string): Uint8Array {
    return seal(this.#key, url, codeHash);
  }

  /** Keeps with a session what was kept with its login code. */
  async carry(
    trx: WriteTransaction,
    {
      sealed,
      codeHash,
      sessionId,
    }: {
      readonly sealed: Uint8Array;
      readonly codeHash: Uint8Array;
      readonly sessionId: Id;
    },
  ): Promise<void> {
    const url = unseal(this.#key, sealed, codeHash);
    await storeSignOut(trx, sessionId, seal(this.#key, url, sessionId));
  }

  /** The address for the active session of a caller; null without one, or when the operator no longer wants it. */
  async ofSession(sessionId: Id): Promise<string | null> {
    const row = await findSignOut(this.#database.read, sessionId);
    return this.#open(sessionId, row?.provider_sign_out ?? null);
  }

  /** As `ofSession`, for a refresh token: only its owner has the newest one, and an older one may be stolen. */
  async ofRefreshToken(shown: string): Promise<string | null> {
    const token = parseRefreshToken(shown);
    if (token === null) return null;
    const sessionId = sessionIdOf(token);
    const row = await findSignOut(this.#database.read, sessionId);
    const isNewest =
      row !== undefined && constantTimeEqual(row.refresh_hash, refreshTokenHash(token));
    return isNewest ? this.#open(sessionId, row.provider_sign_out) : null;
  }

  async #open(sessionId: Id, sealed: Uint8Array | null): Promise<string | null> {
    if (sealed === null) return null;
    const { options } = await this.#connections.oidc();
    if (!options.logout) return null;
    try {
      return unseal(this.#key, sealed, sessionId);
    } catch (error) {
      this.#log.warn('The sign-out at the provider cannot be decrypted and is left out', { error });
      return null;
    }
  }
}
