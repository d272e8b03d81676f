// The tables of sign-ins at providers.
import type { Generated } from 'kysely';
import type { Id } from '../core/uuid.ts';
import type { Flag, Provider } from './schema.ts';

/** A sign-in under way at a provider: all that the callback needs. */
export interface SignInFlowTable {
  state_hash: Uint8Array;
  provider: Provider;
  issuer: string;
  /** Where the provider sends the browser back to; the token request must repeat the same address. */
  redirect_uri: string;
  kind: 'sign_in' | 'link';
  /** Whether the callback answers with a redirect or with JSON. */
  answer: 'redirect' | 'json';
  /** Hash of the cookie of the browser that began; null when a program asked for JSON. */
  browser_hash: Uint8Array | null;
  nonce: string;
  code_verifier: string;
  redirect: string | null;
  /** The user who links an identity; their session must still be active when the provider answers. */
  user_id: Id | null;
  session_id: Id | null;
  network: string | null;
  created_at: number;
  expires_at: number;
  /** Whether the user must re-authenticate at the provider even if signed in there. */
  is_fresh: Generated<Flag>;
  /** When a callback claimed this sign-in; only one callback can. */
  claimed_at: number | null;
  /** The answer of that callback, as JSON without its login code; null until it is known. */
  landing: string | null;
  /** The name that the provider posted beside the code, fit to show; null when it posted none. */
  told_name: string | null;
  /** Hash of the token of the invitation that the person came with; null without one. */
  invitation_hash: Uint8Array | null;
}

/** A logout token of a provider that was used already (OpenID Connect Back-Channel Logout 1.0 section 2.6). */
export interface UsedLogoutTokenTable {
  /** Hash of issuer and `jti`. */
  token_hash: Uint8Array;
  /** Hash of issuer and `sid`, for sign-ins that were under way when the provider ended that session. */
  sid_hash: Uint8Array | null;
  expires_at: number;
}

/** An ID token of a provider that an app has exchanged already. */
export interface UsedIdTokenTable {
  token_hash: Uint8Array;
  expires_at: number;
}

/** Login codes, from the callback that issues one to the page that exchanges it for tokens. */
export interface ExchangeCodeTable {
  code_hash: Uint8Array;
  user_id: Id;
  provider: Provider;
  redirect: string | null;
  /** What the page should tell the user. */
  notice: 'password_removed' | null;
  /** The session that the code gave; a second use of the code ends it. */
  session_id: Id | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  /** Kept for the session; see `sessions`. */
  provider_sign_out: Uint8Array | null;
  /** The issuer and subject with which the user signed in; null without a provider, and for rows from before. */
  provider_issuer: string | null;
  provider_subject: string | null;
  /** The provider's name of its own session (`sid`); null when it named none. */
  provider_sid: string | null;
}
