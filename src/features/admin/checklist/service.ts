import type { Kysely } from 'kysely';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Audit } from '../../audit/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { Checklist, ChecklistChange } from '../../settings/checklist/schema.ts';
import { changeTicks, readTicks } from '../../settings/checklist/service.ts';
import type { Users } from '../../users/service.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';

interface FirstStepsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
}

/** The checklist of a new server, which all administrators share. */
export class FirstSteps {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;

  constructor({ database, audit, users, sessions }: FirstStepsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
  }

  /** Throws AppError `server_busy`. */
  read(): Promise<Checklist> {
    return this.#show(this.#database.read);
  }

  /** Throws AppError `invalid_token`, `server_busy`. */
  async change(change: ChecklistChange, by: NonNullable<Actor>): Promise<Checklist> {
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      await changeTicks(trx, change, by.id);
    });
    return this.#show(this.#database.read);
  }

  async #show(db: Kysely<Schema>): Promise<Checklist> {
    const { entries } = await this.#audit.page(
      { userId: null, event: 'backup.made' },
      { skip: 0, take: 1 },
    );
    return { ...(await readTicks(db)), hasBackup: entries.length > 0 };
  }
}
