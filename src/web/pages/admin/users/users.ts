import type { resetPasswordSchema } from '../../../../features/admin/password-resets/schema.ts';
import type { ListedUser, usersPageSchema } from '../../../../features/admin/settings/schema.ts';
import type {
  createUserRequestSchema,
  updateUserRequestSchema,
} from '../../../../features/admin/users/schema.ts';
import type { Session } from '../../../../features/sessions/schema.ts';
import type { User } from '../../../../features/users/schema.ts';
import type { Decisions } from '../../../../features/admin/selection/schema.ts';
import { Failure } from '../../client/failure.ts';
import { signedRequest } from '../../client/request.ts';

type PasswordReset = (typeof resetPasswordSchema)['static'];

export type Status = User['status'];

type UsersPage = (typeof usersPageSchema)['static'];

interface UsersQuery {
  /** Part of a name or an address; empty for all users. */
  readonly search: string;
  readonly status: string;
  readonly skip: number;
  readonly take: number;
}

/** Every function here throws Failure. */
export function loadUsers({ search, status, skip, take }: UsersQuery): Promise<UsersPage> {
  const query = new URLSearchParams({ skip: String(skip), take: String(take) });
  if (search !== '') query.set('search', search);
  if (status !== '') query.set('status', status);
  return signedRequest<UsersPage>(`${base}?${query}`);
}

export function loadWaiting(): Promise<readonly ListedUser[]> {
  return signedRequest<readonly ListedUser[]>(`${base}/pending`);
}

type NewUser = (typeof createUserRequestSchema)['static'];

export function createUser(json: NewUser): Promise<User> {
  return orTaken(signedRequest<User>(base, { method: 'POST', json }));
}

type UserChange = (typeof updateUserRequestSchema)['static'];

export function changeUser(id: string, json: UserChange): Promise<User> {
  return orTaken(signedRequest<User>(pathOf(id), { method: 'PATCH', json }));
}

export async function deleteUser(id: string): Promise<void> {
  await signedRequest(pathOf(id), { method: 'DELETE' });
}

export function approveUser(id: string): Promise<User> {
  return signedRequest<User>(`${pathOf(id)}/approve`, { method: 'POST' });
}

export async function rejectUser(id: string): Promise<void> {
  await signedRequest(`${pathOf(id)}/reject`, { method: 'POST' });
}

/** Approves or rejects several users in one request. */
export function decideOnUsers(
  act: 'approve' | 'reject',
  ids: readonly string[],
): Promise<Decisions> {
  return signedRequest<Decisions>(`${base}/pending/${act}`, { method: 'POST', json: { ids } });
}

/** Returns the generated password; the server never returns it again. */
export async function resetPassword(id: string, disconnectProviders: boolean): Promise<string> {
  const path = `${pathOf(id)}/reset-password`;
  const json = { disconnectProviders };
  const answer = await signedRequest<PasswordReset>(path, { method: 'POST', json });
  return answer.newPassword ?? '';
}

export function loadSessionsOf(id: string): Promise<readonly Session[]> {
  return signedRequest<readonly Session[]>(`${pathOf(id)}/sessions`);
}

export async function endSessionsOf(id: string): Promise<void> {
  await signedRequest(`${pathOf(id)}/sessions`, { method: 'DELETE' });
}

const base = '/api/admin/users';

function pathOf(id: string): string {
  return `${base}/${encodeURIComponent(id)}`;
}

/** Shows `user_exists` at the e-mail field, because its usual sentence addresses a person who registers. */
async function orTaken(request: Promise<User>): Promise<User> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'user_exists') throw error;
    const details = [{ field: 'email', text: 'users.emailTaken' }] as const;
    throw new Failure({ code: error.code, status: error.status, details });
  }
}
