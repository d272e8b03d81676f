import type { Exchanged } from '../../../features/federation/login-codes/schema.ts';
import type { OidcConfig } from '../../../features/federation/oidc/schema.ts';
import type { Providers } from '../../../features/federation/social/schema.ts';
import type {
  Pending,
  RegisterRequest,
  RegistrationMode,
  SignedIn,
  Unconfirmed,
} from '../../../features/local-login/schema.ts';
import { early } from './early.ts';
import { asFailure } from './failure.ts';
import { keepTicket } from './pending-ticket.ts';
import { providerFaces } from './provider-faces.ts';
import { request } from './request.ts';
import { mustChoosePassword, startSession } from './session.ts';
import { replaceSession, takeBegun } from './sign-in-again.ts';

export type NamedProvider = (typeof providerFaces.names)[number];

/** The sign-in methods and the registration mode of the server. */
export interface SignInMethods extends Readonly<RegistrationMode> {
  readonly hasPasswords: boolean;
  /** The name of the OpenID Connect provider; null when it is disabled. */
  readonly oidcName: string | null;
  readonly providers: readonly NamedProvider[];
  /** Whether the sign-in page goes to the OpenID Connect provider at once. */
  readonly goesToOidc: boolean;
}

/** Throws Failure. */
export const loadSignInMethods = early(async (): Promise<SignInMethods> => {
  const [mode, oidc, { providers }] = await Promise.all([
    request<RegistrationMode>('/api/auth/registration-mode'),
    request<OidcConfig>('/api/auth/oidc/config'),
    request<Providers>('/api/auth/providers'),
  ]);
  return {
    ...mode,
    hasPasswords: providers.includes('local'),
    oidcName: oidc.enabled ? oidc.providerName : null,
    providers: providerFaces.names.filter((name) => providers.includes(name)),
    goesToOidc: oidc.autoRedirect === true,
  };
});

/**
 * Whether a session began, or one that opens nothing before a new password is chosen, or the account waits: for
 * approval, and its ticket is kept for the tab then, or for the link that confirms its address.
 */
export type Outcome = 'signed in' | 'temporary password' | 'pending' | 'unconfirmed';

/** Signs in with a password. Throws Failure. */
export function signIn(email: string, password: string): Promise<Outcome> {
  const call = { method: 'POST', json: { email, password } } as const;
  return startOrWait(() => request<SignedIn>('/api/auth/login', call));
}

/** Starts the session that a password gives, unless the account waits for approval. Throws Failure. */
export async function startOrWait(send: () => Promise<SignedIn>): Promise<Outcome> {
  try {
    startSession(await send());
    return mustChoosePassword() ? 'temporary password' : 'signed in';
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'email_not_verified') return 'unconfirmed';
    if (failure.pendingTicket === null) throw failure;
    keepTicket(failure.pendingTicket);
    return 'pending';
  }
}

/** Registers and signs in, unless the account has to be approved or its address confirmed first. Throws Failure. */
export async function register(json: RegisterRequest): Promise<Outcome> {
  const call = { method: 'POST', json } as const;
  const answer = await request<SignedIn | Pending | Unconfirmed>('/api/auth/register', call);
  if ('access_token' in answer) {
    startSession(answer);
    return 'signed in';
  }
  if (!('pendingTicket' in answer)) return 'unconfirmed';
  keepTicket(answer.pendingTicket);
  return 'pending';
}

/** The result of a sign-in at a provider. */
interface Arrived extends Pick<Exchanged, 'redirectUrl' | 'notice'> {
  /** `again`: re-authenticated; `other`: the previous session continues, because another user signed in. */
  readonly kind: 'new' | 'again' | 'other';
}

/** Exchanges the login code of a provider's callback for a session. Throws Failure. */
export async function exchangeCode(code: string): Promise<Arrived> {
  const json = { code };
  const answer = await request<Exchanged>('/api/auth/oidc/exchange', { method: 'POST', json });
  const { redirectUrl, notice } = answer;
  const before = takeBegun();
  if (before !== null) {
    return { redirectUrl, notice, kind: replaceSession(before, answer) ? 'again' : 'other' };
  }
  startSession(answer);
  return { redirectUrl, notice, kind: 'new' };
}

/**
 * The address that starts a sign-in at a provider and returns to `redirect`, with an invitation if there is one; the
 * sign-in page shows a refusal.
 */
export function providerAddress(
  provider: NamedProvider | 'oidc',
  redirect: string,
  invitation?: string,
): string {
  const query = new URLSearchParams({
    redirect,
    errors: 'page',
    ...(invitation === undefined ? {} : { invitation }),
  });
  return provider === 'oidc'
    ? `/api/auth/oidc/initiate?${query}`
    : `/api/auth/oauth/${provider}/start?${query}`;
}

/** The address that starts a re-authentication at a provider and returns to this page. */
export function signInAgainAddress(provider: NamedProvider | 'oidc'): string {
  return `${providerAddress(provider, currentAddress())}&prompt=login`;
}

/** The address of this page, to which a sign-in returns. */
export function currentAddress(): string {
  return location.pathname + location.search + location.hash;
}
