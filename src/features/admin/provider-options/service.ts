import type { Kysely } from 'kysely';
import { AppError } from '../../../core/errors.ts';
import type { Database } from '../../../db/port.ts';
import type { Schema } from '../../../db/schema.ts';
import type { Audit } from '../../audit/service.ts';
import type { OidcOptionChange, OidcOptionStates } from '../../providers/options/schema.ts';
import type { Connections } from '../../providers/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import { readStored } from '../../settings/service.ts';
import type { Users } from '../../users/service.ts';
import { differences, settingChanged } from '../providers/rules.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import { rolesOfAdmins } from './queries.ts';
import { auditedOptions, checkOptionChange, keepsAnAdmin, presentOptions } from './rules.ts';

interface OptionsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly connections: Connections;
}

/** The further settings of the OpenID provider, as administrators see and change them. */
export class ProviderOptions {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #connections: Connections;

  constructor({ database, audit, users, sessions, connections }: OptionsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#connections = connections;
  }

  async options(db: Kysely<Schema> = this.#database.read): Promise<OidcOptionStates> {
    const { oidcOptions } = this.#connections;
    return presentOptions(await readStored(db, Object.values(oidcOptions)), oidcOptions);
  }

  /**
   * Refuses to take its group from the only administrators. Throws AppError `validation_failed`, `setting_locked`,
   * `no_way_in`.
   */
  async change(body: OidcOptionChange, by: NonNullable<Actor>): Promise<OidcOptionStates> {
    const change = checkOptionChange(body);
    return this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const before = await this.options(trx);
      for (const [name, value] of change) {
        const setting = this.#connections.oidcOptions[name];
        await (value === null ? setting.clear(trx) : setting.set(trx, value, by.id));
      }
      const after = await this.options(trx);
      await requireAnAdmin(trx, before, after);
      const details = differences(auditedOptions(before), auditedOptions(after));
      if (details !== null) {
        const line = { ...settingChanged(by), details: { setting: 'oidc', ...details } };
        await this.#audit.record(trx, line);
      }
      return after;
    });
  }
}

async function requireAnAdmin(
  db: Kysely<Schema>,
  before: OidcOptionStates,
  after: OidcOptionStates,
): Promise<void> {
  const roles = await rolesOfAdmins(db);
  const [had, has] = [before, after].map(({ adminGroups }) =>
    keepsAnAdmin(roles, adminGroups.value),
  );
  if (had === true && has !== true) throw new AppError('no_way_in');
}
