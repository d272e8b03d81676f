import type { Metadata } from './metadata.ts';

/** The programs and services whose settings for groups are known here; `other` for any other. */
export const providerKinds = [
  'pocket_id',
  'authelia',
  'authentik',
  'keycloak',
  'entra',
  'zitadel',
  'google',
  'other',
] as const;

export type ProviderKind = (typeof providerKinds)[number];

type Addresses = Pick<Metadata, 'issuer' | 'authorizationEndpoint' | 'tokenEndpoint'>;

const entraHost = /^(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn)$/;

/**
 * Which program a provider is, as its addresses show. Only advice depends on it, so that a wrong guess does no harm.
 */
export function providerKindOf({
  issuer,
  authorizationEndpoint,
  tokenEndpoint,
}: Addresses): ProviderKind {
  const { hostname: host, pathname: path } = URL.parse(issuer) ?? { hostname: '', pathname: '' };
  const tokenPath = URL.parse(tokenEndpoint)?.pathname ?? '';
  const authorizationPath = URL.parse(authorizationEndpoint)?.pathname ?? '';
  if (host === 'accounts.google.com') return 'google';
  if (entraHost.test(host) || host === 'sts.windows.net' || host.endsWith('.ciamlogin.com')) {
    return 'entra';
  }
  if (path.includes('/application/o/')) return 'authentik';
  if (/\/realms\/[^/]+\/?$/.test(path)) return 'keycloak';
  if (tokenPath.endsWith('/api/oidc/token')) {
    return authorizationPath.endsWith('/api/oidc/authorization') ? 'authelia' : 'pocket_id';
  }
  const isZitadel = host.endsWith('.zitadel.cloud') || tokenPath === '/oauth/v2/token';
  return isZitadel ? 'zitadel' : 'other';
}
