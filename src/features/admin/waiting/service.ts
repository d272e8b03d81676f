import { AppError } from '../../../core/errors.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { ProfileImages } from '../../account/picture/service.ts';
import type { Accounts, Actor } from '../users/service.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import { userIdOf, type UserRow, type Users } from '../../users/service.ts';
import type { Decisions } from './schema.ts';

interface WaitingDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly accounts: Accounts;
  readonly images: ProfileImages;
}

// One batch shares a commit, and is small so that other writes can run between batches.
const decisionsAtOnce = 50;

type Failed = Decisions['failed'][number];

/** Registrations that wait for approval: approving and rejecting many at once, and their expiry. */
export class Waiting {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #accounts: Accounts;
  readonly #images: ProfileImages;

  constructor({ database, audit, users, accounts, images }: WaitingDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#accounts = accounts;
    this.#images = images;
  }

  /** Approves registrations. Throws AppError `invalid_token` when the caller is no longer an administrator. */
  approve(ids: readonly string[], by: Actor): Promise<Decisions> {
    return decideOnAll(ids, (id) => this.#accounts.approve(id, by));
  }

  /** Rejects and deletes registrations. Throws as `approve`. */
  reject(ids: readonly string[], by: Actor): Promise<Decisions> {
    return decideOnAll(ids, (id) => this.#accounts.reject(id, by));
  }

  /** Deletes at most `limit` expired registrations; returns how many. */
  async expire(now: number, limit: number): Promise<number> {
    return this.#database.write(async (trx) => {
      const people = await this.#users.findExpiredWaiting(trx, now, limit);
      for (const user of people) {
        await this.#users.delete(trx, user.id);
        await this.#audit.record(trx, expiryOf(user));
        await this.#images.forget(trx, user, '');
      }
      return people.length;
    });
  }
}

function expiryOf(target: UserRow): AuditEntry {
  return { event: 'user.expired', outcome: 'success', actor: null, target, origin: null };
}

async function decideOnAll(
  ids: readonly string[],
  decide: (id: Id) => Promise<unknown>,
): Promise<Decisions> {
  const people = [...new Set(ids)];
  const failed: Failed[] = [];
  for (let start = 0; start < people.length; start += decisionsAtOnce) {
    const batch = people.slice(start, start + decisionsAtOnce);
    const outcomes = await Promise.all(batch.map((id) => failureOf(id, decide)));
    failed.push(...outcomes.filter((outcome) => outcome !== null));
  }
  return { done: people.length - failed.length, failed };
}

/** Decides about one registration; null on success. Throws errors that concern the whole request. */
async function failureOf(id: string, decide: (id: Id) => Promise<unknown>): Promise<Failed | null> {
  try {
    await decide(userIdOf(id));
    return null;
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    if (code === 'user_not_found' || code === 'user_not_pending') return { id, code };
    throw error;
  }
}
