// Rotation: what changes the stored keys. Each change is one transaction, so that servers that rotate at the same time
// always agree on the key that signs.
import type { Kysely } from 'kysely';
import {
  endOf,
  type KeyTimes,
  nextKey,
  overlapOf,
  signingKey,
  successionOf,
} from '../../../core/key-times.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import { makeKey, type NewKey } from '../../../io/key-pairs.ts';
import type { Audit } from '../../audit/service.ts';
import { timesOf } from '../rules.ts';
import { insertKey, prepareFindKeys } from '../service.ts';
import { activateKey, deleteKey, retireKey } from './queries.ts';

interface Rotation {
  /** Signs when no key was published for it. */
  readonly spare: NewKey;
  readonly now: number;
  /** Whether tokens of the former keys are refused from now on. */
  readonly revokes: boolean;
}

interface KeyRotationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly sealingKey: Uint8Array;
  /** How long a key signs; 0 for ever. */
  readonly rotationSeconds: number;
  readonly accessTtlSeconds: number;
}

export class KeyRotation {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #sealingKey: Uint8Array;
  readonly #rotationMs: number;
  readonly #overlapMs: number;
  readonly #findKeys: ReturnType<typeof prepareFindKeys>;

  constructor({
    database,
    audit,
    sealingKey,
    rotationSeconds,
    accessTtlSeconds,
  }: KeyRotationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#sealingKey = sealingKey;
    this.#rotationMs = rotationSeconds * 1000;
    this.#overlapMs = overlapOf(accessTtlSeconds);
    this.#findKeys = prepareFindKeys(database.read);
  }

  /** A key for `rotate`, made outside its transaction. */
  makeSpare(): Promise<NewKey> {
    return makeKey(this.#sealingKey);
  }

  /** Lets the published next key sign at once, or the spare one; returns its id. */
  async rotate(trx: WriteTransaction, { spare, now, revokes }: Rotation): Promise<string> {
    const keys = await this.#keysIn(trx);
    const next = nextKey(keys, now);
    const kid = next?.kid ?? spare.kid;
    if (next === undefined) await insertAt(trx, spare, { createdAt: now, activeFrom: now });
    else await activateKey(trx, kid, now);
    for (const key of keys.filter((each) => each.kid !== kid)) {
      if (revokes) await deleteKey(trx, key.kid);
      else if (key.retiredAtMs === null) await retireKey(trx, key.kid, now);
    }
    return kid;
  }

  /**
   * What is due at `now`: publishes the next key, erases the private part of one whose successor signs, and deletes
   * those that are no longer published.
   */
  async tend(now: number): Promise<void> {
    const keys = await this.#keysIn(this.#database.read);
    const isDue = this.#successionIn(keys, now) !== null;
    if (!isDue && keys.every((key) => this.#dueOf(key, keys, now) === null)) return;
    const spare = isDue ? await this.makeSpare() : null;
    await this.#database.write((trx) => this.#tendIn(trx, { spare, now }));
  }

  async #tendIn(
    trx: WriteTransaction,
    { spare, now }: { readonly spare: NewKey | null; readonly now: number },
  ): Promise<void> {
    const keys = await this.#keysIn(trx);
    const activeFrom = this.#successionIn(keys, now);
    if (activeFrom !== null && spare !== null) {
      await insertAt(trx, spare, { createdAt: now, activeFrom });
    }
    for (const key of keys) {
      const due = this.#dueOf(key, keys, now);
      if (due === 'delete') await deleteKey(trx, key.kid);
      else if (due !== null) await this.#retire(trx, key, { keys, retiredAt: due, now });
    }
  }

  async #retire(
    trx: WriteTransaction,
    { kid }: KeyTimes,
    { keys, retiredAt, now }: Retirement,
  ): Promise<void> {
    await retireKey(trx, kid, retiredAt);
    const details = { kid: signingKey(keys, now)?.kid ?? '', scheduled: true };
    await this.#audit.record(trx, { ...rotated, details });
  }

  /** From when the next key signs; null when it is too early for one, or there is one. */
  #successionIn(keys: readonly KeyTimes[], now: number): number | null {
    const signing = signingKey(keys, now);
    if (signing === undefined || nextKey(keys, now) !== undefined) return null;
    return successionOf(signing, { rotationMs: this.#rotationMs, now });
  }

  /** When a key was retired by its successor, or that it can be deleted; null while nothing is due. */
  #dueOf(key: KeyTimes, keys: readonly KeyTimes[], now: number): number | 'delete' | null {
    const end = endOf(key, keys);
    if (end === null || end > now) return null;
    if (now >= end + this.#overlapMs) return 'delete';
    return key.retiredAtMs === null ? end : null;
  }

  async #keysIn(db: Kysely<Schema>): Promise<readonly KeyTimes[]> {
    return (await this.#findKeys.run(db, {})).map(timesOf);
  }
}

interface Retirement {
  readonly keys: readonly KeyTimes[];
  readonly retiredAt: number;
  readonly now: number;
}

/** The event of a rotation that no administrator asked for. */
const rotated = {
  event: 'signing_key.rotated',
  outcome: 'success',
  actor: null,
  target: null,
  origin: null,
} as const;

function insertAt(
  trx: WriteTransaction,
  key: NewKey,
  { createdAt, activeFrom }: { readonly createdAt: number; readonly activeFrom: number },
): Promise<void> {
  return insertKey(trx, {
    ...key,
    created_at: createdAt,
    active_from: activeFrom,
    retired_at: null,
  });
}
