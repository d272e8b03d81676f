import type {
  ChangePasswordRequest,
  passwordChangedSchema,
} from '../../../features/account/schema.ts';
import type { apiTokenSchema } from '../../../features/api-tokens/schema.ts';
import type { Authorization } from '../../../features/federation/social/schema.ts';
import type { reauthenticatedSchema } from '../../../features/sessions/reauthentication/schema.ts';
import type { Me, Session } from '../../../features/sessions/schema.ts';
import type { User } from '../../../features/users/schema.ts';
import type { Language } from '../../../core/languages.ts';
import { followAccount } from '../words/words.ts';
import { early } from './early.ts';
import { signedRequest } from './request.ts';
import { endOnServer, leaveSession, noteMustChoose, renewAccess, shownUser } from './session.ts';
import { readStored } from './stored-session.ts';
import type { NamedProvider } from './sign-in-methods.ts';

type PasswordChanged = (typeof passwordChangedSchema)['static'];
type Reauthenticated = (typeof reauthenticatedSchema)['static'];
type ApiToken = (typeof apiTokenSchema)['static'];

let known: Me | null = null;

/**
 * The user as last loaded, for what is shown before the next answer; null before the first one, and when the session
 * or the page is no longer theirs.
 */
export function knownMe(): Me | null {
  const owner = readStored()?.userId ?? shownUser();
  return known?.id === owner ? known : null;
}

/** Loads the user, and shows the pages in the user's language. Every function here throws Failure. */
export const loadMe = early(async () => {
  const me = await signedRequest<Me>('/api/auth/me');
  known = me;
  noteMustChoose(me.mustChangePassword);
  await followAccount(me.language);
  return me;
});

export function saveLanguage(language: Language | null): Promise<User> {
  return signedRequest<User>('/api/auth/profile', { method: 'PATCH', json: { language } });
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

export async function changePassword(json: ChangePasswordRequest): Promise<void> {
  const path = '/api/auth/change-password';
  renewAccess(await signedRequest<PasswordChanged>(path, { method: 'POST', json }));
  noteMustChoose(false);
}

/** Asks for a link that confirms the address. */
export async function requestVerification(): Promise<void> {
  await signedRequest('/api/auth/verification', { method: 'POST' });
}

/** Asks for another address; it takes effect with the link that is mailed there. */
export async function changeEmail(email: string): Promise<void> {
  await signedRequest('/api/auth/change-email', { method: 'POST', json: { email } });
}

/** Re-authenticates with the password, so that the session counts as recently signed in. */
export async function reauthenticate(password: string): Promise<void> {
  const path = '/api/auth/reauthenticate';
  renewAccess(await signedRequest<Reauthenticated>(path, { method: 'POST', json: { password } }));
}

export const loadSessions = early(() => signedRequest<readonly Session[]>('/api/auth/sessions'));

export async function endSession(id: string): Promise<void> {
  await signedRequest(`/api/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function endOtherSessions(): Promise<void> {
  await signedRequest('/api/auth/sessions', { method: 'DELETE' });
}

export function loadApiToken(): Promise<ApiToken> {
  return signedRequest<ApiToken>('/api/auth/api-token');
}

export function regenerateApiToken(): Promise<ApiToken> {
  return signedRequest<ApiToken>('/api/auth/api-token/regenerate', { method: 'POST' });
}

export async function revokeApiToken(): Promise<void> {
  await signedRequest('/api/auth/api-token', { method: 'DELETE' });
}

/** The address that links a provider to the account. */
export async function linkAddress(provider: NamedProvider | 'oidc'): Promise<string> {
  const path = `/api/auth/link/${provider}`;
  return (await signedRequest<Authorization>(path)).authorization_url;
}

export async function unlink(provider: NamedProvider | 'oidc'): Promise<void> {
  await signedRequest(`/api/auth/identities/${provider}`, { method: 'DELETE' });
}

/**
 * Ends the session in this browser at once, even when the server cannot be reached. Returns where the browser signs out
 * at the provider too; null when it need not.
 */
export function signOut(): Promise<string | null> {
  const next = endOnServer(readStored()?.refreshToken);
  known = null;
  leaveSession();
  return next;
}
