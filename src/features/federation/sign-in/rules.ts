import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sha256 } from '../../../core/tokens.ts';
import { callbackRefusal } from '../../../openid/callback-error.ts';
import type { Provider } from '../../../db/schema.ts';
import type { WriteTransaction } from '../../../db/writer.ts';
import type { Claims } from '../../../openid/claims.ts';
import type { Caller } from '../../sessions/service.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { Profile } from '../identities/rules.ts';
import type { IdentityRules } from '../arrival/rules.ts';
import type { KeptLanding, NewFlow } from '../flow-store/rules.ts';
import type { FlowRow } from '../flow-store/service.ts';
import type { CallbackParameters } from './schema.ts';

/** An identity provider, ready to be used for one sign-in. */
export interface SignInProvider {
  readonly provider: Provider;
  readonly issuer: string;
  readonly rules: IdentityRules;
  /** Whether an `iss` of an authorization response (RFC 9207) is its own; left out: it is `issuer`. */
  readonly isOwnName?: (iss: string) => boolean;
  /** Where the browser is sent. Throws AppError `provider_unavailable`, `provider_misconfigured`. */
  authorizationUrl(flow: FlowSecrets): Promise<URL>;
  /** Who comes back. Throws AppError `provider_*`, `foreign_issuer`. */
  redeem(answer: ProviderAnswer): Promise<Profile>;
}

interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  /** Whether the person has to sign in at the provider even if signed in there. */
  readonly isFresh: boolean;
}

interface ProviderAnswer {
  readonly code: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
  /** RFC 9207. */
  readonly iss: string | null;
  /** The person must have signed in at the provider since (milliseconds since 1970); null: at any time. */
  readonly freshSince: number | null;
}

/** Why somebody is sent to a provider, and how the callback is to answer. */
export type FlowPurpose =
  | { readonly kind: 'sign_in'; readonly answer: 'redirect'; readonly redirect: string | null }
  | { readonly kind: 'sign_in'; readonly answer: 'json' }
  | { readonly kind: 'link'; readonly caller: Caller };

/** A sign-in that has begun. */
export interface BegunFlow {
  readonly url: string;
  readonly state: string;
  /** What only the browser that began may bring back; null when a program asked for JSON. */
  readonly browserKey: string | null;
}

// The clocks of two servers differ a little.
const clockSkewMs = 60_000;

/**
 * Refuses an ID token that tells of a sign-in before the one that was asked for. A provider that does not say
 * when the person signed in cannot be held to it. Throws AppError `provider_answer_invalid`.
 */
export function requireFresh(claims: Claims | null, freshSince: number | null): void {
  const authTime = claims?.['auth_time'];
  if (freshSince === null || authTime === undefined) return;
  if (typeof authTime === 'number' && authTime * 1000 >= freshSince - clockSkewMs) return;
  const cause = new Error('the ID token tells of a sign-in before this one began (auth_time)');
  throw new AppError('provider_answer_invalid', { cause });
}

/** How a sign-in begins. */
export interface Beginning {
  readonly purpose: FlowPurpose;
  /** Where the provider sends the browser back to; named again at the end. */
  readonly redirectUri: string;
  readonly origin: ClientInfo;
  /** Whether the person has to sign in at the provider even if signed in there; left out: no. */
  readonly isFresh?: boolean;
}

/** What is kept of a sign-in that begins: of what must stay secret, the hash. */
export function newFlow(
  { provider, issuer }: SignInProvider,
  { purpose, redirectUri, origin, isFresh = false }: Beginning,
  secrets: Omit<FlowSecrets, 'isFresh'> & Pick<BegunFlow, 'browserKey'>,
): NewFlow {
  const { state, nonce, codeVerifier, browserKey } = secrets;
  return {
    state_hash: sha256(state),
    provider,
    issuer,
    redirect_uri: redirectUri,
    kind: purpose.kind,
    answer: answerOf(purpose) === 'json' ? 'json' : 'redirect',
    browser_hash: browserKey === null ? null : sha256(browserKey),
    nonce,
    code_verifier: codeVerifier,
    redirect: 'redirect' in purpose ? purpose.redirect : null,
    user_id: 'caller' in purpose ? purpose.caller.userId : null,
    session_id: 'caller' in purpose ? purpose.caller.sessionId : null,
    network: origin.area ?? origin.network,
    isShared: origin.area === null,
    is_fresh: isFresh ? 1 : 0,
  };
}

/** How it comes back. */
export interface Callback {
  /** Whose callback it is; null for a provider that does not exist. */
  readonly provider: Provider | null;
  readonly parameters: CallbackParameters;
  readonly redirectUri: string;
  /** What the browser brought of what it was given at the beginning. */
  readonly browserKey: string | null;
  /** Whether somebody without a flow of ours is a person with a browser. */
  readonly wantsPage: boolean;
  readonly origin: ClientInfo;
}

/** Where a sign-in ends: a page of ours, or tokens for the program that began it. */
export type Landing = PageLanding | { readonly kind: 'tokens'; readonly answer: Exchanged };

export interface PageLanding {
  readonly kind: 'page';
  readonly url: string;
  /** The login code in the address; null when there is none. */
  readonly code: string | null;
}

/** A callback that found its flow. */
export interface Return {
  readonly flow: FlowRow;
  readonly callback: Callback;
}

/** A person, and what their provider may do here. */
export interface Vouched {
  readonly profile: Profile;
  readonly rules: IdentityRules;
  /** Runs in the transaction that lets the person in; throwing undoes it. */
  readonly onAdmit?: ((trx: WriteTransaction) => Promise<void>) | undefined;
}

type Ending = 'login' | 'account' | 'json';

/** The first letter of a state says how its flow ends, for the time when the flow is gone. */
export const stateMarks = { login: 'b', account: 'l', json: 'j' } as const;

export function answerOf(purpose: FlowPurpose): Ending {
  if (purpose.kind === 'link') return 'account';
  return purpose.answer === 'json' ? 'json' : 'login';
}

/** How a callback ends, also when nothing is known of its flow. */
export function endingOf({
  parameters,
  wantsPage,
}: {
  readonly parameters: CallbackParameters;
  readonly wantsPage: boolean;
}): Ending {
  const mark = parameters.state?.[0];
  if (mark === stateMarks.json) return 'json';
  if (mark === stateMarks.account) return 'account';
  return mark === stateMarks.login || wantsPage ? 'login' : 'json';
}

/** The page that tells why a sign-in was refused; `redirect` is where to go on after another try. */
export function refusedLanding(
  refusal: AppError,
  ending: Ending,
  redirect: string | null,
): KeptLanding {
  const query = { error: refusal.message, error_code: refusal.code };
  return {
    path: ending === 'account' ? '/account' : '/login',
    query: { ...query, ...(redirect === null ? {} : { redirect }) },
    hasCode: false,
  };
}

export function pageOf(
  { path, query }: KeptLanding,
  code: string | null,
  appUrl: string,
): PageLanding {
  const url = new URL(path, appUrl);
  const all = { ...(code === null ? {} : { code }), ...query };
  url.search = new URLSearchParams(all).toString();
  return { kind: 'page', url: url.href, code };
}

/** What the provider sent; its own words never reach a page. Throws AppError for a refusal. */
export function codeOf(
  { code, error, error_description, iss }: CallbackParameters,
  { issuer, isOwnName = (name) => name === issuer }: SignInProvider,
): string {
  if (iss !== undefined && !isOwnName(iss)) throw new AppError('foreign_issuer');
  if (error !== undefined) throw callbackRefusal({ error, error_description });
  if (code === undefined || code === '') throw new AppError('provider_answer_invalid');
  return code;
}
