import type { Me, Session, Tokens } from '../../../features/sessions/schema.ts';
import type { User } from '../../../features/users/schema.ts';
import { signedRequest } from './request.ts';
import { endOnServer, forgetSession, renewAccess } from './session.ts';
import { readStored } from './stored-session.ts';
import type { NamedProvider } from './ways-in.ts';

/** Every function here throws Failure. */
export function loadMe(): Promise<Me> {
  return signedRequest<Me>('/api/auth/me');
}

export function rename(name: string): Promise<User> {
  return signedRequest<User>('/api/auth/profile', { method: 'PATCH', json: { name } });
}

export function uploadPicture(picture: Blob): Promise<User> {
  const form = new FormData();
  form.set('image', picture, 'picture');
  return signedRequest<User>('/api/auth/profile/image', { method: 'POST', form });
}

export function removePicture(): Promise<User> {
  return signedRequest<User>('/api/auth/profile/image', { method: 'DELETE' });
}

export async function changePassword(json: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<void> {
  const path = '/api/auth/change-password';
  renewAccess(
    await signedRequest<Pick<Tokens, 'access_token' | 'expires_in'>>(path, {
      method: 'POST',
      json,
    }),
  );
}

/** Shows the password again: the session counts as one of a recent sign-in from then on. */
export async function reauthenticate(password: string): Promise<void> {
  const path = '/api/auth/reauthenticate';
  renewAccess(
    await signedRequest<Pick<Tokens, 'access_token' | 'expires_in'>>(path, {
      method: 'POST',
      json: { password },
    }),
  );
}

export function loadSessions(): Promise<readonly Session[]> {
  return signedRequest<readonly Session[]>('/api/auth/sessions');
}

export async function endSession(id: string): Promise<void> {
  await signedRequest(`/api/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function endOtherSessions(): Promise<void> {
  await signedRequest('/api/auth/sessions', { method: 'DELETE' });
}

export async function loadApiToken(): Promise<{ readonly token: string | null }> {
  const { apiToken } = await signedRequest<{ apiToken: string | null }>('/api/auth/api-token');
  return { token: apiToken };
}

export async function regenerateApiToken(): Promise<{ readonly token: string | null }> {
  const path = '/api/auth/api-token/regenerate';
  const { apiToken } = await signedRequest<{ apiToken: string }>(path, { method: 'POST' });
  return { token: apiToken };
}

export async function revokeApiToken(): Promise<void> {
  await signedRequest('/api/auth/api-token', { method: 'DELETE' });
}

/** Where the browser goes to link a provider to the account. */
export async function linkAddress(provider: NamedProvider | 'oidc'): Promise<string> {
  const path = `/api/auth/link/${provider}`;
  return (await signedRequest<{ authorization_url: string }>(path)).authorization_url;
}

export async function unlink(provider: NamedProvider | 'oidc'): Promise<void> {
  await signedRequest(`/api/auth/identities/${provider}`, { method: 'DELETE' });
}

/** Ends the session here at once, whether the server can be told or not. */
export function signOut(): void {
  endOnServer(readStored()?.refreshToken);
  forgetSession();
}
