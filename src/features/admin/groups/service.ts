import { AppError } from '../../../core/errors.ts';
import { type Id, newId } from '../../../core/uuid.ts';
import type { Database, WriteTransaction } from '../../../db/port.ts';
import { isUniqueViolation } from '../../../db/storage-errors.ts';
import type { Audit, AuditEntry, AuditEvent } from '../../audit/service.ts';
import { byName } from '../../groups/rules.ts';
import { type Group, maxGroups } from '../../groups/schema.ts';
import {
  countMembers,
  deleteGroup,
  findGroup,
  findMembers,
  type GroupRow,
  insertGroup,
  listGroups,
  listNames,
  updateGroup,
} from '../../groups/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { Users } from '../../users/service.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import { checkTexts, type GroupTexts, isNameTaken, shownGroup } from './rules.ts';

interface GroupAdministrationDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
}

/** Groups of people, as administrators see and change them. */
export class GroupAdministration {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;

  constructor({ database, audit, users, sessions }: GroupAdministrationDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
  }

  /** All groups by name. Throws AppError `server_busy`. */
  async list(): Promise<readonly Group[]> {
    const rows = await listGroups(this.#database.aside);
    return rows.toSorted(byName).map(({ members, ...row }) => shownGroup(row, members));
  }

  /** Throws AppError `validation_failed`, `group_exists`, `too_many_groups`, `invalid_token`. */
  async create(given: GroupTexts & { readonly name: string }, by: Actor): Promise<Group> {
    const { name, description } = checkTexts(given);
    return this.#change(by, async (trx) => {
      const now = Date.now();
      const group: GroupRow = {
        id: newId(),
        name: name ?? '',
        description: textOrNull(description),
        source: 'local',
        created_at: now,
        updated_at: now,
      };
      const others = await listNames(trx);
      const localOnes = others.filter(({ source }) => source === 'local');
      if (isNameTaken(group.name, null, others)) throw new AppError('group_exists');
      if (localOnes.length >= maxGroups) throw new AppError('too_many_groups');
      await refuseTaken(() => insertGroup(trx, group));
      return {
        event: 'group.created',
        details: { group: group.name },
        members: [],
        result: shownGroup(group, 0),
      };
    });
  }

  /**
   * Changes name and description. Programs see a new name at the next request of each member. Throws AppError
   * `validation_failed`, `group_not_found`, `group_exists`, `group_of_provider`, `invalid_token`.
   */
  async update(id: Id, given: GroupTexts, by: Actor): Promise<Group> {
    const { name, description } = checkTexts(given);
    return this.#change(by, async (trx) => {
      const before = await requireGroup(trx, id);
      const after = {
        ...before,
        name: name ?? before.name,
        description: description === null ? before.description : textOrNull(description),
      };
      const result = shownGroup(after, await countMembers(trx, id));
      const isRenamed = after.name !== before.name;
      if (!isRenamed && after.description === before.description) return { event: null, result };
      if (isRenamed) await requireFreeName(trx, before, after.name);
      const { name: newName, description: newDescription } = after;
      const columns = { name: newName, description: newDescription, updated_at: Date.now() };
      await refuseTaken(() => updateGroup(trx, id, columns));
      const details = { group: after.name, ...(isRenamed ? { formerName: before.name } : {}) };
      const members = isRenamed ? await findMembers(trx, id) : [];
      return { event: 'group.updated', details, members, result };
    });
  }

  /** Deletes a group; its members stay as people. Throws AppError `group_not_found`, `invalid_token`. */
  async remove(id: Id, by: Actor): Promise<void> {
    await this.#change(by, async (trx) => {
      const group = await requireGroup(trx, id);
      const members = await findMembers(trx, id);
      await deleteGroup(trx, id);
      const details = { group: group.name, members: members.length };
      return { event: 'group.deleted', details, members, result: null };
    });
  }

  async #change<T>(
    by: Actor,
    work: (trx: WriteTransaction) => Promise<GroupChange<T>>,
  ): Promise<T> {
    return this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const change = await work(trx);
      if (change.event !== null) {
        const { event, details, members } = change;
        const about = { event, outcome: 'success', actor: by, target: null } as const;
        await this.#audit.record(trx, { ...about, origin: by?.origin ?? null, details, members });
      }
      return change.result;
    });
  }
}

type GroupChange<T> = { readonly result: T } & (
  | { readonly event: null }
  | {
      readonly event: AuditEvent;
      readonly details: NonNullable<AuditEntry['details']>;
      readonly members: readonly Id[];
    }
);

async function requireGroup(trx: WriteTransaction, id: Id): Promise<GroupRow> {
  const group = await findGroup(trx, id);
  if (group === undefined) throw new AppError('group_not_found');
  return group;
}

/** A group that the provider made keeps its name, because the next sign-in would make it again. */
async function requireFreeName(
  trx: WriteTransaction,
  group: GroupRow,
  name: string,
): Promise<void> {
  if (group.source === 'oidc') throw new AppError('group_of_provider');
  if (isNameTaken(name, group.id, await listNames(trx))) throw new AppError('group_exists');
}

function textOrNull(text: string | null): string | null {
  return text === '' ? null : text;
}

/** The unique index refuses a name that another server has just given. */
async function refuseTaken(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('group_exists', { cause: error });
    throw error;
  }
}
