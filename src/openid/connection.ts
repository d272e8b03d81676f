import type { AppError } from '../core/errors.ts';
import type { Calls } from './calls.ts';
import type { Claims } from './claims.ts';
import type { ClientAuth, ClientAuthMode } from './client-authentication.ts';
import type { Discovery } from './discovery.ts';
import { exactIssuer, type IdTokenRules } from './id-token.ts';
import type { Keys } from './keys.ts';
import type { Metadata } from './metadata.ts';
import type { SignOut } from './sign-out.ts';
import type { ProfilePaths } from './profile-claims.ts';

/** OAuth 2.0 Multiple Response Types section 2.1, OAuth 2.0 Form Post Response Mode. */
export type ResponseMode = 'query' | 'form_post';

/** How a provider is configured at this server. */
export interface OpenIdSettings extends ProfilePaths {
  /** As configured; the issuer that the provider announces may differ by one slash at the end. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  readonly clientAuth: ClientAuthMode;
  /** Allows plain http on other hosts than loopback. */
  readonly allowHttp: boolean;
  /** The origin that this server calls in place of the issuer's; null: the issuer's own. */
  readonly internalUrl: string | null;
  /** How the provider sends the browser back; `query` is the default of the code flow and is not sent. */
  readonly responseMode: ResponseMode;
  /** Whether users choose an account there even if signed in; default: no. */
  readonly asksForAccount?: boolean;
  /** Where the provider sends a browser back to after a sign-out there; null or absent: none is wanted. */
  readonly signOutReturn?: string | null;
  /** Further clients whose tokens apps may present. */
  readonly mobileClientIds: readonly string[];
  /** The scopes that a sign-in in a browser asks for, in this order. */
  readonly scopes: readonly string[];
  /** Where the groups of a user are, by the paths of their claims; empty when a sign-in does not depend on groups. */
  readonly groupClaims: readonly string[];
}

/** The verified claims of one user. At least one of the two is present; `sub` is the same in both. */
export interface VerifiedAnswer {
  /** As the provider spells it. */
  readonly issuer: string;
  readonly idToken: Claims | null;
  readonly userinfo: Claims | null;
  /** Why the sign-in went on without userinfo although it was needed; null when it was not. */
  readonly userinfoProblem: AppError | null;
  /** What ends the session at the provider too; absent without `signOutReturn`, and where the provider cannot. */
  readonly signOut?: SignOut | null;
}

/** What every sign-in at one provider uses. */
export interface OpenIdConnection {
  readonly settings: OpenIdSettings;
  readonly calls: Calls;
  readonly auth: ClientAuth;
  readonly keys: Keys;
  readonly discovery: Discovery;
  readonly now: () => number;
}

/** The rules for ID tokens of this provider for one of `clientIds`. */
export function idTokenRules(
  { keys, now, discovery }: OpenIdConnection,
  metadata: Metadata,
  clientIds: readonly string[],
): IdTokenRules {
  const issuerProblem = exactIssuer(metadata.issuer);
  const announced = metadata.idTokenAlgorithms;
  const announcedAnew = async () => (await discovery.renewed()).idTokenAlgorithms;
  return { keys, now, announced, announcedAnew, issuerProblem, clientIds };
}

/** The rules for signed userinfo: providers announce the algorithms of ID tokens, but seldom those of userinfo. */
export function userinfoRules(
  connection: OpenIdConnection,
  metadata: Metadata,
  clientIds: readonly string[],
): IdTokenRules {
  return { ...idTokenRules(connection, metadata, clientIds), announced: null };
}

/** Every client whose tokens an app may present. */
export function acceptedClientIds({ clientId, mobileClientIds }: OpenIdSettings): string[] {
  return [...new Set([clientId, ...mobileClientIds])];
}
