import type { AppError } from '../core/errors.ts';
import type { Calls } from './calls.ts';
import type { Claims } from './claims.ts';
import type { ClientAuth, ClientAuthMode } from './client-authentication.ts';
import type { Discovery } from './discovery.ts';
import { exactIssuer, type IdTokenRules } from './id-token.ts';
import type { Keys } from './keys.ts';
import type { Metadata } from './metadata.ts';

export interface OpenIdSettings {
  /** Compared to the character with what the provider says of itself. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  readonly clientAuth: ClientAuthMode;
  /** Plain http also beyond loopback. */
  readonly allowHttp: boolean;
  /** Further clients whose tokens apps may bring. */
  readonly mobileClientIds: readonly string[];
}

/** What stands: verified claims of one person. At least one of the two is there; `sub` is the same in both. */
export interface VerifiedAnswer {
  readonly issuer: string;
  readonly idToken: Claims | null;
  readonly userinfo: Claims | null;
  /** Why userinfo was done without, when it should have been asked; null when nothing was missed. */
  readonly userinfoProblem: AppError | null;
}

/** What every sign-in at one provider needs of it. */
export interface Connection {
  readonly settings: OpenIdSettings;
  readonly calls: Calls;
  readonly auth: ClientAuth;
  readonly keys: Keys;
  readonly discovery: Discovery;
  readonly now: () => number;
}

/** The rules for an ID token of this provider that is for one of `clientIds`. */
export function idTokenRules(
  { settings, keys, now, discovery }: Connection,
  metadata: Metadata,
  clientIds: readonly string[],
): IdTokenRules {
  const issuerProblem = exactIssuer(settings.issuer);
  const announced = metadata.idTokenAlgorithms;
  const announcedAnew = async () => (await discovery.renewed()).idTokenAlgorithms;
  return { keys, now, announced, announcedAnew, issuerProblem, clientIds };
}

/** Every client whose tokens an app may bring. */
export function acceptedClientIds({ clientId, mobileClientIds }: OpenIdSettings): string[] {
  return [...new Set([clientId, ...mobileClientIds])];
}
