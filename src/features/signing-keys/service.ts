// The keys that sign access tokens with ES256. They are shared through the database, so every server accepts the
// tokens of the others, and a rotation needs no restart. Nothing is read or made before the first token.
import type { Kysely } from 'kysely';
import type { Database } from '../../db/port.ts';
import type { Schema } from '../../db/schema.ts';
import { KeyRing } from '../../core/key-ring.ts';
import { overlapOf, signingKey } from '../../core/key-times.ts';
import type { KeySource, OpenKey } from '../../io/es256-scheme.ts';
import { makeKey, openPrivate } from '../../io/key-pairs.ts';
import { deleteKeys, findPrivatePart, insertKey, prepareFindKeys } from './queries.ts';
import { storedKeyOf, timesOf } from './rules.ts';

export { deleteKeys, insertKey, prepareFindKeys };

interface SigningKeysDependencies {
  readonly database: Database;
  /** Encrypts the private parts at rest. */
  readonly sealingKey: Uint8Array;
  readonly accessTtlSeconds: number;
}

/** Whether the instance has ever signed with a key. */
export async function hasSigned(db: Kysely<Schema>): Promise<boolean> {
  return (await prepareFindKeys(db).run(db, {})).length > 0;
}

/** Keys that were read longer ago are read again: a revocation acts at every server within this time. */
const maxAgeMs = 5000;
/** Keys are read again for a key that is not known at most this often. */
const learnEveryMs = 5000;
/** Keys that are known not to exist. */
const maxRefuted = 1000;
/** More requests with unknown keys than this do not wait to see whether the key becomes known. */
const maxLearners = 1000;

export class SigningKeys implements KeySource {
  readonly #database: Database;
  readonly #sealingKey: Uint8Array;
  readonly #overlapMs: number;
  readonly #findKeys: ReturnType<typeof prepareFindKeys>;
  #ring: KeyRing;
  #epoch = 0;
  #rowsText = '[]';
  #readAtMs: number | null = null;
  #reading: Promise<void> | null = null;
  #nextReading: Promise<void> | null = null;
  #learning: Promise<void> | null = null;
  readonly #refuted = new Set<string>();
  #learners = 0;
  #learntAt = Number.NEGATIVE_INFINITY;
  #open: { readonly kid: string; readonly key: Promise<CryptoKey | null> } | null = null;

  constructor({ database, sealingKey, accessTtlSeconds }: SigningKeysDependencies) {
    this.#database = database;
    this.#sealingKey = sealingKey;
    this.#overlapMs = overlapOf(accessTtlSeconds);
    this.#findKeys = prepareFindKeys(database.read);
    this.#ring = new KeyRing([], this.#overlapMs);
  }

  get ring(): KeyRing {
    return this.#ring;
  }

  get epoch(): number {
    return this.#epoch;
  }

  isCurrent(): boolean {
    // The absolute difference, so that a clock that was set back does not make old keys current for long.
    return this.#readAtMs !== null && Math.abs(Date.now() - this.#readAtMs) <= maxAgeMs;
  }

  async refresh(): Promise<boolean> {
    if (this.isCurrent()) return false;
    await this.reload();
    return true;
  }

  /** Callers share a read that has not begun. */
  reload(): Promise<void> {
    if (this.#nextReading !== null) return this.#nextReading;
    const before = this.#reading ?? Promise.resolve();
    const next = before
      .catch(() => undefined)
      .then(() => {
        this.#nextReading = null;
        const reading = this.#read().finally(() => {
          if (this.#reading === reading) this.#reading = null;
        });
        this.#reading = reading;
        return reading;
      });
    this.#nextReading = next;
    return next;
  }

  async learn(segment: string): Promise<boolean> {
    if (this.#refuted.has(segment) || this.#learners >= maxLearners) return false;
    this.#learners += 1;
    try {
      await (this.#learning ??= this.#learnInTurn());
      const isKnown = this.#ring.find(segment) !== undefined;
      if (!isKnown) this.#refute(segment);
      return isKnown;
    } finally {
      this.#learners -= 1;
    }
  }

  /**
   * A key is stored before it signs, so one that was not there when its token was shown never will be. Otherwise the
   * tokens of a revoked key would each wait for their refusal.
   */
  #refute(segment: string): void {
    if (this.#refuted.size >= maxRefuted) this.#refuted.clear();
    this.#refuted.add(segment);
  }

  async #learnInTurn(): Promise<void> {
    await Bun.sleep(Math.max(0, this.#learntAt + learnEveryMs - performance.now()));
    this.#learntAt = performance.now();
    this.#learning = null;
    await this.reload();
  }

  async #read(): Promise<void> {
    const now = Date.now();
    const rows = await this.#database.find(this.#findKeys, {});
    const text = JSON.stringify(rows);
    if (text !== this.#rowsText) {
      const former = this.#ring;
      this.#ring = new KeyRing(rows.map(storedKeyOf), this.#overlapMs);
      for (const segment of former.segmentsBeyond(this.#ring)) this.#refute(segment);
      this.#rowsText = text;
      this.#epoch += 1;
    }
    this.#readAtMs = now;
  }

  async openSigning(): Promise<OpenKey> {
    await this.refresh();
    for (let attempt = 0; attempt < 3; attempt++) {
      const signing = this.#ring.signing(Date.now());
      if (signing === undefined) await this.#makeFirst();
      const key = signing === undefined ? null : await this.#opened(signing.kid);
      if (signing !== undefined && key !== null) return { kid: signing.kid, key };
      // Another server has made or retired a key since.
      this.#open = null;
      await this.reload();
    }
    throw new Error('No stored key can sign');
  }

  /** Null when the private part was erased. */
  #opened(kid: string): Promise<CryptoKey | null> {
    if (this.#open?.kid === kid) return this.#open.key;
    const key = this.#unsealed(kid).catch((error: unknown) => {
      this.#open = null;
      const cure = '"anchor-auth key rotate" makes another one';
      throw new Error(`The signing key ${kid} cannot be opened; ${cure}`, { cause: error });
    });
    this.#open = { kid, key };
    return key;
  }

  async #unsealed(kid: string): Promise<CryptoKey | null> {
    const sealed = await findPrivatePart(this.#database.read, kid);
    return sealed === null ? null : openPrivate(this.#sealingKey, { kid, sealed });
  }

  /** When two servers do this at once, the database decides whose key it is. */
  async #makeFirst(): Promise<void> {
    const made = await makeKey(this.#sealingKey);
    await this.#database.write(async (trx) => {
      const now = Date.now();
      const rows = await this.#findKeys.run(trx, {});
      if (signingKey(rows.map(timesOf), now) !== undefined) return;
      await insertKey(trx, { ...made, created_at: now, active_from: now, retired_at: null });
    });
  }
}
