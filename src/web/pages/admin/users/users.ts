import type { resetPasswordSchema } from '../../../../features/admin/password-resets/schema.ts';
import type { Decisions } from '../../../../features/admin/selection/schema.ts';
import type { ListedUser, usersPageSchema } from '../../../../features/admin/settings/schema.ts';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import type {
  createUserRequestSchema,
  updateUserRequestSchema,
} from '../../../../features/admin/users/schema.ts';
import type { Session } from '../../../../features/sessions/schema.ts';
import type { User } from '../../../../features/users/schema.ts';
import type { ResetLink } from '../../../../features/admin/reset-links/schema.ts';
import { Failure } from '../../client/failure.ts';
import { signedRequest } from '../../client/request.ts';

type PasswordReset = (typeof resetPasswordSchema)['static'];

export type Status = User['status'];

export type UsersPage = (typeof usersPageSchema)['static'];

/** Which users a list shows, and in which order; an empty text takes all, or the usual order. */
export interface UserFilter {
  /** Part of a name or an address. */
  readonly search: string;
  readonly status: string;
  readonly role?: string;
  readonly provider?: string;
  /** The name of a group. */
  readonly group?: string;
  readonly sort?: string;
}

/** Every function here throws Failure. */
export function loadUsers({
  skip,
  take,
  ...filter
}: UserFilter & { readonly skip: number; readonly take: number }): Promise<UsersPage> {
  const query = { ...filter, skip: String(skip), take: String(take) };
  return signedRequest<UsersPage>(withQuery(base, query));
}

/** The path of the same users as a file. */
export function usersFilePath(filter: UserFilter): string {
  return withQuery(base, { ...filter, format: 'csv' });
}

export function loadUser(id: string): Promise<UserDetails> {
  return signedRequest<UserDetails>(pathOf(id));
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

/** What can be done with several users in one request. */
export type ManyAct = 'approve' | 'reject' | 'enable' | 'disable' | 'delete';

export function actOnUsers(act: ManyAct, ids: readonly string[]): Promise<Decisions> {
  const isDecision = act === 'approve' || act === 'reject';
  const path = `${base}/${isDecision ? `pending/${act}` : act}`;
  return signedRequest<Decisions>(path, { method: 'POST', json: { ids } });
}

/** Makes a link with which the user chooses a new password; the server never returns it again. */
export function makeResetLink(id: string, send: boolean): Promise<ResetLink> {
  return signedRequest<ResetLink>(`${pathOf(id)}/reset-link`, { method: 'POST', json: { send } });
}

/** What an administrator chooses of a reset; the server generates the password. */
export interface ResetChoice {
  readonly disconnectProviders: boolean;
  /** Whether the person must choose another password at the next sign-in. */
  readonly mustChange: boolean;
}

/** Returns the generated password; the server never returns it again. */
export async function resetPassword(id: string, json: ResetChoice): Promise<string> {
  const path = `${pathOf(id)}/reset-password`;
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

/** Adds the values that are not empty. */
function withQuery(path: string, values: Readonly<Record<string, string>>): string {
  const filled = Object.entries(values).filter(([, value]) => value !== '');
  return `${path}?${new URLSearchParams(filled)}`;
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
