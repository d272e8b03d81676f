import { AppError } from '../../../core/errors.ts';
import type { KeyRing, RingKey } from '../../../core/key-ring.ts';
import { mayBeUnknown } from '../../../core/key-times.ts';
import { isoTime } from '../../../core/time.ts';
import type { Database } from '../../../db/port.ts';
import type { Audit } from '../../audit/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { KeyRotation } from '../../signing-keys/rotation/service.ts';
import type { SigningKeys } from '../../signing-keys/service.ts';
import type { Users } from '../../users/service.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import type { SigningKey } from './schema.ts';

interface KeyAdministrationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  /** Null with HS256. */
  readonly keys: SigningKeys | null;
  readonly rotation: KeyRotation;
}

/** The keys that sign access tokens, as administrators and the operator see and rotate them. */
export class KeyAdministration {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #keys: SigningKeys | null;
  readonly #rotation: KeyRotation;

  constructor({ database, audit, users, sessions, keys, rotation }: KeyAdministrationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#keys = keys;
    this.#rotation = rotation;
  }

  /** The published keys: the one that signs, then the next, then the retired ones; none with HS256. */
  async list(): Promise<readonly SigningKey[]> {
    if (this.#keys === null) return [];
    await this.#keys.reload();
    const now = Date.now();
    const { ring } = this.#keys;
    return ring.published(now).map((key) => shown(key, ring, now));
  }

  /**
   * Lets the next key sign at once; with `revokes`, tokens of the former ones are refused. Returns the keys. Throws
   * AppError `keys_from_secret`, `invalid_token`.
   */
  async rotate(revokes: boolean, by: Actor): Promise<readonly SigningKey[]> {
    if (this.#keys === null) throw new AppError('keys_from_secret');
    const spare = await this.#rotation.makeSpare();
    const parts = { users: this.#users, sessions: this.#sessions };
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, parts, by);
      const kid = await this.#rotation.rotate(trx, { spare, now: Date.now(), revokes });
      await this.#audit.record(trx, {
        event: 'signing_key.rotated',
        outcome: 'success',
        actor: by,
        target: null,
        origin: by?.origin ?? null,
        details: { kid, revoked: revokes },
      });
    });
    return this.list();
  }
}

function shown(key: RingKey, ring: KeyRing, now: number): SigningKey {
  const state = ring.stateOf(key, now);
  const until = ring.publishedUntil(key);
  return {
    kid: key.kid,
    alg: 'ES256',
    state,
    createdAt: isoTime(key.createdAtMs),
    activeFrom: isoTime(key.activeFromMs),
    publishedUntil: until === Infinity ? null : isoTime(until),
    mayBeUnknown: state === 'signing' && mayBeUnknown(key, now),
  };
}
