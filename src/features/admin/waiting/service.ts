import type { Database } from '../../../db/port.ts';
import type { ProfileImages } from '../../account/picture/service.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import type { UserRow, Users } from '../../users/service.ts';

interface WaitingDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly images: ProfileImages;
}

/** The expiry of registrations that wait for approval. */
export class Waiting {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #images: ProfileImages;

  constructor({ database, audit, users, images }: WaitingDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#images = images;
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

function expiryOf(user: UserRow): AuditEntry {
  const about = { actor: null, target: user, origin: null, deleted: user };
  return { event: 'user.expired', outcome: 'success', ...about };
}
