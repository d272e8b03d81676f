import { AppError } from '../../../core/errors.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sha256 } from '../../../core/tokens.ts';
import { callbackRefusal } from '../../../openid/callback-error.ts';
import type { Provider } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Caller } from '../../sessions/service.ts';
import { tokenHashOf } from '../../links/invitations/rules.ts';
import type { ProviderSession } from '../../sessions/start/service.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { Profile } from '../identities/rules.ts';
import type { IdentityRules } from '../arrival/rules.ts';
import { type KeptLanding, type NewFlow, testMark } from '../flow-store/rules.ts';
import type { FlowRow } from '../flow-store/service.ts';
import type { Ending, PageLanding } from '../landing/rules.ts';
import type { Inspected } from '../sign-in-test/service.ts';
import type { CallbackParameters } from './schema.ts';

/** An identity provider with the settings for one sign-in. */
export interface SignInProvider {
  readonly provider: Provider;
  readonly issuer: string;
  readonly rules: IdentityRules;
  /** Whether every user must sign in there again, even with a session there; default false. */
  readonly isAlwaysFresh?: boolean;
  /** Whether an `iss` of an authorization response (RFC 9207) is this provider's; by default it must equal `issuer`. */
  readonly isOwnName?: (iss: string) => boolean;
  /** The URL to redirect the browser to. Throws AppError `provider_unavailable`, `provider_misconfigured`. */
  authorizationUrl(flow: FlowSecrets): Promise<URL>;
  /** The profile of the user who signed in. Throws AppError `provider_*`, `foreign_issuer`. */
  redeem(answer: ProviderAnswer): Promise<Profile>;
  /** The same with all that the provider said, for a test; absent where sign-ins cannot be tested. */
  inspect?(answer: ProviderAnswer): Promise<Inspected>;
}

interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  /** Whether the user must sign in at the provider again, even with a session there. */
  readonly isFresh: boolean;
}

interface ProviderAnswer {
  readonly code: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  /** The issuer in the authorization response (RFC 9207 section 2). */
  readonly iss: string | null;
  /** Earliest accepted sign-in at the provider, in milliseconds since 1970; null: any time. */
  readonly freshSince: number | null;
}

interface Invited {
  /** The token of an invitation that the person came with; empty, null or absent without one. */
  readonly invitation?: string | null | undefined;
}

/** The purpose of a flow, and how its callback must respond. */
export type FlowPurpose =
  | (Invited & {
      readonly kind: 'sign_in';
      readonly answer: 'redirect';
      readonly redirect: string | null;
    })
  | (Invited & { readonly kind: 'sign_in'; readonly answer: 'json' })
  | { readonly kind: 'link'; readonly caller: Caller }
  | { readonly kind: 'test'; readonly caller: Caller };

/** The result of beginning a flow. */
export interface BegunFlow {
  readonly url: string;
  readonly state: string;
  /** The key that binds the flow to the browser that began it; null when a program requested JSON. */
  readonly browserKey: string | null;
}

/** How a sign-in begins. */
export interface Beginning {
  readonly purpose: FlowPurpose;
  /** The redirect URI; the token request repeats it (RFC 6749 section 4.1.3). */
  readonly redirectUri: string;
  readonly origin: ClientInfo;
  /** Whether the user must sign in at the provider again, even with a session there; default false. */
  readonly isFresh?: boolean;
}

/** The stored form of a new flow: secrets that only need to be compared are stored as hashes. */
export function newFlow(
  { provider, issuer }: SignInProvider,
  { purpose, redirectUri, origin, isFresh = false }: Beginning,
  secrets: Omit<FlowSecrets, 'isFresh'> & Pick<BegunFlow, 'browserKey'>,
): NewFlow {
  const { state, nonce, codeVerifier, browserKey } = secrets;
  return {
    state_hash: sha256(state),
    provider,
    issuer: purpose.kind === 'test' ? testMark + issuer : issuer,
    redirect_uri: redirectUri,
    kind: purpose.kind === 'link' ? 'link' : 'sign_in',
    answer: answerOf(purpose) === 'json' ? 'json' : 'redirect',
    browser_hash: browserKey === null ? null : sha256(browserKey),
    nonce,
    code_verifier: codeVerifier,
    ...('caller' in purpose ? callerOf(purpose) : visitorOf(purpose)),
    network: origin.area ?? origin.network,
    isShared: origin.area === null,
    is_fresh: isFresh ? 1 : 0,
  };
}

/** What is stored of a signed-in user who began the flow. */
function callerOf({ caller }: { readonly caller: Caller }) {
  const { userId: user_id, sessionId: session_id } = caller;
  return { user_id, session_id, redirect: null, invitation_hash: null };
}

/** What is stored of a person who is not signed in. */
function visitorOf(purpose: Extract<FlowPurpose, { readonly kind: 'sign_in' }>) {
  const redirect = purpose.answer === 'redirect' ? purpose.redirect : null;
  const invitation_hash = tokenHashOf(purpose.invitation);
  return { user_id: null, session_id: null, redirect, invitation_hash };
}

/** A callback request from the provider's redirect. */
export interface Callback {
  /** The provider in the callback's path; null when this server has no such provider. */
  readonly provider: Provider | null;
  readonly parameters: CallbackParameters;
  readonly redirectUri: string;
  /** The key from the browser's cookie; null when it sent none. */
  readonly browserKey: string | null;
  /** Whether a callback without a known flow is answered with a page; otherwise with JSON. */
  readonly wantsPage: boolean;
  readonly origin: ClientInfo;
}

/** The result of a flow: a page of this server, or tokens for the program that began it. */
export type Landing = PageLanding | { readonly kind: 'tokens'; readonly answer: Exchanged };

/** A callback that found its flow. */
export interface Return {
  readonly flow: FlowRow;
  readonly callback: Callback;
}

/** A callback that is refused, with the page that says why. */
export interface RefusedReturn {
  /** Null when the callback found none. */
  readonly flow: FlowRow | null;
  readonly callback: Callback;
  readonly kept: KeptLanding;
}

/** A verified profile, and what its provider may do here. */
export interface Vouched {
  readonly profile: Profile;
  readonly rules: IdentityRules;
  /** The hash of the token of an invitation that the person came with; null without one. */
  readonly invitation: Uint8Array | null;
  /** Runs in the transaction of the sign-in; throwing rolls it back. */
  readonly onAdmit?: ((trx: WriteTransaction) => Promise<void>) | undefined;
}

export function answerOf(purpose: FlowPurpose): Ending {
  if (purpose.kind === 'link') return 'account';
  if (purpose.kind === 'test') return 'panel';
  return purpose.answer === 'json' ? 'json' : 'login';
}

/** Whether a flow only tests a sign-in, and must change nothing. */
export function isTest({ issuer }: Pick<FlowRow, 'issuer'>): boolean {
  return issuer.startsWith(testMark);
}

/** What a session remembers of the sign-in at the provider. */
export function providerSessionOf({ issuer, subject, sid }: Profile): ProviderSession {
  return { issuer, subject, sid };
}

/** The provider of a flow under the current settings; one to test need not be switched on. */
export type Connect = (isTest: boolean) => Promise<SignInProvider>;

/** Whether the flow began at this provider under the same settings. */
export function isOf(flow: FlowRow, { provider, issuer }: SignInProvider): boolean {
  const own = isTest(flow) ? testMark + issuer : issuer;
  return flow.provider === provider && sameIssuer(flow.issuer, own);
}

/** What a callback gives the provider to redeem. Throws AppError for a refusal. */
export function answerIn({ flow, callback }: Return, provider: SignInProvider): ProviderAnswer {
  return {
    code: codeOf(callback.parameters, provider),
    codeVerifier: flow.code_verifier,
    nonce: flow.nonce,
    redirectUri: flow.redirect_uri,
    iss: callback.parameters.iss ?? null,
    freshSince: flow.is_fresh === 1 ? flow.created_at : null,
  };
}

/** Apple names a person only in the form that the browser brings, and only at the first sign-in. */
export function withToldName(profile: Profile, flow: FlowRow): Profile {
  return { ...profile, name: profile.name ?? flow.told_name };
}

/** The authorization code; the provider's error text is never shown on a page. Throws AppError for a refusal. */
function codeOf(
  { code, error, error_description, iss }: CallbackParameters,
  { issuer, isOwnName = (name) => name === issuer }: SignInProvider,
): string {
  if (iss !== undefined && !isOwnName(iss)) throw new AppError('foreign_issuer');
  if (error !== undefined) throw callbackRefusal({ error, error_description });
  if (code === undefined || code === '') throw new AppError('provider_answer_invalid');
  return code;
}
