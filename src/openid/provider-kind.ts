import type { Metadata } from './metadata.ts';

/** The programs and services whose settings for groups are known here; `other` for any other. */
export const providerKinds = [
  'pocket_id',
  'authelia',
  'authentik',
  'keycloak',
  'entra',
  'zitadel',
  'kanidm',
  'google',
  'apple',
  'other',
] as const;

export type ProviderKind = (typeof providerKinds)[number];

type Addresses = Pick<Metadata, 'issuer' | 'authorizationEndpoint' | 'tokenEndpoint'>;

/** What the addresses of a program look like; the first that fits counts. */
const marks: readonly (readonly [ProviderKind, keyof Addresses, RegExp])[] = [
  ['apple', 'issuer', /^https:\/\/(?:appleid|account)\.apple\.com$/],
  ['google', 'issuer', /^https:\/\/accounts\.google\.com$/],
  ['entra', 'issuer', /^https:\/\/login\.microsoftonline\.(?:com|us)\//],
  ['entra', 'issuer', /^https:\/\/login\.partner\.microsoftonline\.cn\//],
  ['entra', 'issuer', /^https:\/\/(?:sts\.windows\.net|[^/]+\.ciamlogin\.com)\//],
  ['authentik', 'issuer', /\/application\/o\//],
  ['keycloak', 'issuer', /\/realms\/[^/]+\/?$/],
  // The issuer of a client: each has its own.
  ['kanidm', 'issuer', /\/oauth2\/openid\/[^/]+\/?$/],
  ['authelia', 'authorizationEndpoint', /\/api\/oidc\/authorization$/],
  ['pocket_id', 'tokenEndpoint', /\/api\/oidc\/token$/],
  ['zitadel', 'tokenEndpoint', /^https?:\/\/[^/]+\/oauth\/v2\/token$/],
];

/**
 * Which program a provider is, as its addresses show. Only advice depends on it, so that a wrong guess does no harm.
 */
export function providerKindOf(addresses: Addresses): ProviderKind {
  const found = marks.find(([, which, form]) => form.test(addresses[which]));
  return found?.[0] ?? 'other';
}
