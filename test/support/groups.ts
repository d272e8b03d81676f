import { type Id, newId } from '../../src/core/uuid.ts';
import type { GroupSource } from '../../src/db/group-tables.ts';
import type { TestApp } from './test-app.ts';

/** Puts a group into the database; returns its id. */
export async function addGroup(
  app: TestApp,
  name: string,
  source: GroupSource = 'local',
): Promise<Id> {
  const id = newId();
  const now = Date.now();
  const group = { id, name, description: null, source, created_at: now, updated_at: now };
  await app.database.write((trx) => trx.insertInto('groups').values(group).execute());
  return id;
}

/** Puts people into a group, past the rules. */
export async function addMembers(
  app: TestApp,
  groupId: Id,
  people: readonly { readonly id: Id }[],
  source: GroupSource = 'local',
): Promise<void> {
  const rows = people.map((person) => ({
    group_id: groupId,
    user_id: person.id,
    source,
    created_at: Date.now(),
  }));
  await app.database.write((trx) => trx.insertInto('group_members').values(rows).execute());
}
