// Settings of the OpenID provider that fail, with what the provider check says of each.
import type { TestProvider } from '../support/provider/provider.ts';
import type { Env } from '../support/test-app.ts';
import type { FailingSetUp } from './failing-set-ups.ts';

/** The provider under its public address, where only browsers find it. */
export const inside = ({ origin }: TestProvider): Env => ({ OIDC_INTERNAL_URL: origin });

const apple = { publicOrigin: 'https://appleid.apple.com' };
const entra = { publicOrigin: 'https://login.microsoftonline.com', issuerPath: '/1b2c/v2.0' };
const kanidm = { issuerPath: '/oauth2/openid/anchor' };
export const proxied = { publicOrigin: 'https://id.example.com' };

/** Settings that do not fit the provider. */
export const failingSettings: readonly FailingSetUp[] = [
  {
    name: 'The provider has no back-channel logout, so sessions go on after a sign-out there',
    code: 'logout_unannounced',
    cure: 'set_session_ttl',
  },
  {
    name: 'Back-channel logout is on without the session',
    arrange: (provider) => provider.announce({ backchannel_logout_supported: true }),
    code: 'logout_to_register_without_session',
    cure: 'send_session',
  },
  {
    name: 'The claims with address or name are called otherwise there',
    arrange: (provider) => provider.announce({ claims_supported: ['sub', 'upn', 'name'] }),
    code: 'claims_not_announced',
    cure: 'compare_claims',
  },
  {
    name: 'Entra ID or Apple: addresses never count as verified',
    provider: entra,
    env: inside,
    code: 'emails_never_verified',
    cure: 'set_trust_email',
  },
  {
    name: 'The provider does not know this `OIDC_PROMPT`',
    arrange: (provider) => provider.announce({ prompt_values_supported: ['none', 'login'] }),
    env: () => ({ OIDC_PROMPT: 'select_account' }),
    code: 'prompt_not_offered',
    cure: 'choose_offered_prompt',
  },
  {
    name: 'Apple: the answer comes as a form',
    provider: apple,
    env: inside,
    code: 'response_mode_needed',
    cure: 'set_response_mode_form_post',
  },
  {
    name: 'The provider cannot answer with a form',
    arrange: (provider) => provider.announce({ response_modes_supported: ['query', 'fragment'] }),
    env: () => ({ OIDC_RESPONSE_MODE: 'form_post' }),
    code: 'response_mode_not_offered',
    cure: 'set_response_mode_query',
  },
  {
    name: '`OIDC_AUTO_REDIRECT` beside other providers',
    env: () => ({
      OIDC_AUTO_REDIRECT: 'true',
      GITHUB_CLIENT_ID: 'anchor',
      GITHUB_CLIENT_SECRET: 'secret',
    }),
    code: 'auto_redirect_idle',
    cure: 'set_auto_redirect_off',
  },
  {
    name: '`OIDC_LOGOUT` at a provider that cannot sign people out',
    env: () => ({ OIDC_LOGOUT: 'true' }),
    code: 'sign_out_not_offered',
    cure: 'set_logout_off',
  },
  {
    name: '`OIDC_LOGOUT`, and the address for the way back is not registered',
    arrange: (provider) => {
      provider.announce({ end_session_endpoint: `${provider.issuer}/logout` });
      provider.script({ registered: ['https://auth.example.com/api/auth/oidc/callback'] });
    },
    env: () => ({ OIDC_LOGOUT: 'true' }),
    code: 'sign_out_return_refused',
    cure: 'register_sign_out_return',
  },
  {
    name: '`OIDC_SCOPES` asks for a scope that the provider does not announce',
    arrange: (provider) => provider.announce({ scopes_supported: ['openid', 'email', 'profile'] }),
    env: () => ({ OIDC_SCOPES: 'email,profile,roles' }),
    code: 'scopes_unannounced',
    cure: 'remove_scopes',
  },
  {
    name: '`OIDC_SCOPES` asks neither for the address nor for the name',
    env: () => ({ OIDC_SCOPES: 'openid' }),
    code: 'scopes_missing',
    cure: 'add_scopes',
  },
  {
    name: 'Kanidm: a scope is not in the scope map of the person',
    provider: kanidm,
    code: 'scopes_need_map',
    cure: 'update_scope_map',
  },
  {
    name: 'Google or Apple: settings need groups',
    provider: apple,
    env: (provider) => ({ ...inside(provider), OIDC_ADMIN_GROUPS: 'admins' }),
    code: 'groups_never_sent',
    cure: 'use_provider_with_groups',
  },
  {
    name: 'Groups must be switched on at the provider, as at Kanidm',
    provider: kanidm,
    env: () => ({ OIDC_ADMIN_GROUPS: 'admins@idm.example.com' }),
    code: 'groups_unannounced',
    cure: 'send_groups_kanidm',
  },
];

/** Addresses that the provider does not accept. */
export const failingAddresses: readonly FailingSetUp[] = [
  {
    name: 'The redirect address is not registered, or `APP_URL` differs from it',
    arrange: (provider) => provider.script({ registered: ['https://auth.example.com/other'] }),
    code: 'start_redirect_refused',
    cure: 'register_redirect',
  },
  {
    name: 'The client may not ask for one of the scopes',
    arrange: (provider) => provider.script({ scopes: ['openid', 'email'] }),
    code: 'start_refused',
    cure: 'remove_scopes',
  },
  {
    name: 'Apple, Entra ID and Google: `APP_URL` is on plain http',
    provider: apple,
    env: (provider) => ({ ...inside(provider), APP_URL: 'http://auth.lan' }),
    code: 'redirects_over_http',
    cure: 'set_https_app_url',
  },
  {
    name: '`APP_URL` is still localhost',
    provider: proxied,
    env: (provider) => ({ ...inside(provider), APP_URL: 'http://localhost:3000' }),
    code: 'redirects_to_local_app_url',
    cure: 'set_app_url',
  },
  {
    name: 'The provider does not accept the scheme of an app (`anchor://`)',
    code: 'apps_bridge',
    cure: null,
  },
];
