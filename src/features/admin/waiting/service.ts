import { AppError } from '../../../core/errors.ts';
import type { Id } from '../../../core/uuid.ts';
import type { Database } from '../../../db/open.ts';
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

// Decisions of one turn share a commit, and other changes still come in between.
const decisionsAtOnce = 50;

type Failed = Decisions['failed'][number];

/** Registrations that wait for approval: deciding about many of them, and their end. */
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

  /** Lets people in. Throws AppError `invalid_token` when the administrator is none any more. */
  approve(ids: readonly string[], by: Actor): Promise<Decisions> {
    return decideOnAll(ids, (id) => this.#accounts.approve(id, by));
  }

  /** Deletes the accounts of people. Throws as `approve`. */
  reject(ids: readonly string[], by: Actor): Promise<Decisions> {
    return decideOnAll(ids, (id) => this.#accounts.reject(id, by));
  }

  /** Deletes registrations whose time is over, at most `limit`; answers how many. */
  async expire(now: number, limit: number): Promise<number> {
    return this.#database.write(async (trx) => {
      const people = await this.#users.findExpiredWaiting(trx, now, limit);
      for (const user of people) {
        await this.#users.delete(trx, user.id);
        await this.#audit.record(trx, expiryOf(user));
        this.#images.forget(trx, user, '');
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

/** Null when it was decided; throws what is not about this person alone. */
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
