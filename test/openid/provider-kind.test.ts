import { expect, test } from 'bun:test';
import { type ProviderKind, providerKindOf } from '../../src/openid/provider-kind.ts';

const rows: readonly (readonly [ProviderKind, string, string, string])[] = [
  ['pocket_id', 'https://id.example.com', '/authorize', '/api/oidc/token'],
  ['authelia', 'https://auth.example.com', '/api/oidc/authorization', '/api/oidc/token'],
  [
    'authentik',
    'https://authentik.example.com/application/o/anchor/',
    '/application/o/authorize/',
    '/application/o/token/',
  ],
  [
    'keycloak',
    'https://keycloak.example.com/realms/home',
    '/realms/home/protocol/openid-connect/auth',
    '/realms/home/protocol/openid-connect/token',
  ],
  [
    'entra',
    'https://login.microsoftonline.com/1b2c/v2.0',
    '/1b2c/oauth2/v2.0/authorize',
    '/1b2c/oauth2/v2.0/token',
  ],
  ['entra', 'https://sts.windows.net/1b2c/', '/1b2c/oauth2/authorize', '/1b2c/oauth2/token'],
  ['zitadel', 'https://home-x1.zitadel.cloud', '/oauth/v2/authorize', '/oauth/v2/token'],
  ['zitadel', 'https://zitadel.example.com', '/oauth/v2/authorize', '/oauth/v2/token'],
  ['kanidm', 'https://idm.example.com/oauth2/openid/anchor', '/ui/oauth2', '/oauth2/token'],
  ['other', 'https://idm.example.com/oauth2/openid/anchor/more', '/ui/oauth2', '/oauth2/token'],
  ['apple', 'https://appleid.apple.com', '/auth/authorize', '/auth/token'],
  ['apple', 'https://account.apple.com', '/auth/authorize', '/auth/token'],
  ['other', 'https://appleid.apple.com.example.com', '/auth/authorize', '/auth/token'],
  ['google', 'https://accounts.google.com', '/o/oauth2/v2/auth', '/token'],
  ['other', 'https://sso.example.com', '/authorize', '/token'],
  ['other', 'https://login.microsoftonline.com.example.com', '/authorize', '/token'],
  ['other', 'no address', '/authorize', '/token'],
];

test.each([...rows])('%s at %s', (kind, issuer, authorization, token) => {
  const origin = URL.parse(issuer)?.origin ?? 'https://sso.example.com';
  expect(
    providerKindOf({
      issuer,
      authorizationEndpoint: origin + authorization,
      tokenEndpoint: origin + token,
    }),
  ).toBe(kind);
});
