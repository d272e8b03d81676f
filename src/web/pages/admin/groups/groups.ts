import type { Group } from '../../../../features/groups/schema.ts';
import type {
  createGroupRequestSchema,
  updateGroupRequestSchema,
} from '../../../../features/admin/groups/schema.ts';
import type { User } from '../../../../features/users/schema.ts';
import { Failure } from '../../client/failure.ts';
import { signedRequest } from '../../client/request.ts';
import { language } from '../../words/words.ts';

const base = '/api/admin/groups';

/** Every function here throws Failure. */
export async function loadGroups(): Promise<readonly Group[]> {
  const groups = await signedRequest<readonly Group[]>(base);
  const { compare } = new Intl.Collator(language());
  return groups.toSorted((a, b) => compare(a.name, b.name));
}

export function createGroup(json: (typeof createGroupRequestSchema)['static']): Promise<Group> {
  return orTaken(signedRequest<Group>(base, { method: 'POST', json }));
}

export function changeGroup(
  id: string,
  json: (typeof updateGroupRequestSchema)['static'],
): Promise<Group> {
  return orTaken(signedRequest<Group>(pathOf(id), { method: 'PATCH', json }));
}

export async function deleteGroup(id: string): Promise<void> {
  await signedRequest(pathOf(id), { method: 'DELETE' });
}

/** Replaces the groups that administrators gave to a user. */
export function setGroupsOf(userId: string, groups: readonly string[]): Promise<User> {
  const path = `/api/admin/users/${encodeURIComponent(userId)}/groups`;
  return signedRequest<User>(path, { method: 'PUT', json: { groups } });
}

/** The list of users who are in a group. */
export function membersPath({ name }: Pick<Group, 'name'>): string {
  return `/admin/users?${new URLSearchParams({ group: name })}`;
}

function pathOf(id: string): string {
  return `${base}/${encodeURIComponent(id)}`;
}

/** Shows `group_exists` at the field of the name. */
async function orTaken(request: Promise<Group>): Promise<Group> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'group_exists') throw error;
    const details = [{ field: 'name', text: 'error.group_exists' }] as const;
    throw new Failure({ code: error.code, status: error.status, details });
  }
}
