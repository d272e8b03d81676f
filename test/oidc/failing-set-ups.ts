// Set-ups of the OpenID provider that fail, with what the provider check says of each; the handbook has the same table.
import type { CureCode, FindingCode } from '../../src/core/finding-codes.ts';
import type { startProvider, TestProvider } from '../support/provider/provider.ts';
import type { Env } from '../support/test-app.ts';

export interface FailingSetUp {
  /** What is wrong, as the handbook says it. */
  readonly name: string;
  readonly code: FindingCode;
  readonly cure: CureCode | null;
  readonly provider?: Parameters<typeof startProvider>[0];
  readonly arrange?: (provider: TestProvider) => unknown;
  readonly env?: (provider: TestProvider) => Env;
  /** The issuer, where it is not the provider's own. */
  readonly issuer?: (provider: TestProvider) => string;
  /** Whether it has a certificate of its own authority. */
  readonly isSelfSigned?: true;
}

/** The provider under its public address, where only browsers find it. */
const inside = ({ origin }: TestProvider): Env => ({ OIDC_INTERNAL_URL: origin });

const apple = { publicOrigin: 'https://appleid.apple.com' };
const entra = { publicOrigin: 'https://login.microsoftonline.com', issuerPath: '/1b2c/v2.0' };
const kanidm = { issuerPath: '/oauth2/openid/anchor' };
const proxied = { publicOrigin: 'https://id.example.com' };

const sending = (status: number, headers = {}) => ({ discovery: { status, headers, text: '' } });

/** A client secret in the form of Apple's, which ended in 2001. */
const oldSecret = ['{"alg":"ES256"}', '{"exp":1000000000}', 'signature']
  .map((part) => Buffer.from(part).toBase64({ alphabet: 'base64url', omitPadding: true }))
  .join('.');

const reachable: readonly FailingSetUp[] = [
  {
    name: 'The issuer has a typing error in its host, or only browsers know the host',
    issuer: () => 'https://id.invalid',
    code: 'name_not_found',
    cure: 'check_name',
  },
  {
    name: 'The provider is down, or this server cannot reach its public address (hairpin)',
    issuer: () => 'http://127.0.0.1:9',
    code: 'host_unreachable',
    cure: 'check_provider_runs',
  },
  {
    name: 'Nothing answers at the internal address',
    provider: proxied,
    env: () => ({ OIDC_INTERNAL_URL: 'http://127.0.0.1:9' }),
    code: 'host_unreachable',
    cure: 'check_internal_url',
  },
  {
    name: 'The provider has a certificate of your own authority',
    isSelfSigned: true,
    code: 'host_tls_refused',
    cure: 'trust_authority',
  },
  {
    name: 'The provider speaks http, and the issuer says https',
    issuer: ({ issuer }) => issuer.replace('http:', 'https:'),
    code: 'host_tls_refused',
    cure: 'check_tls',
  },
  {
    name: 'The issuer is the name of a container, which browsers do not know',
    provider: { publicOrigin: 'http://pocket-id:1411' },
    env: (provider) => ({ ...inside(provider), OIDC_ALLOW_HTTP: 'true' }),
    code: 'browsers_cannot_open',
    cure: 'set_public_issuer',
  },
  {
    name: 'The clock of one machine is wrong',
    arrange: async (provider) => {
      const answer = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
      const date = new Date(Date.now() + 3_600_000).toUTCString();
      provider.script({ discovery: { json: await answer.json(), headers: { date } } });
    },
    code: 'clock_ahead',
    cure: 'set_both_clocks',
  },
];

const documents: readonly FailingSetUp[] = [
  {
    name: 'The issuer lacks its path, or has another one',
    issuer: ({ issuer }) => `${issuer}/realms/home`,
    code: 'document_missing',
    cure: 'use_discovery_issuer',
  },
  {
    name: 'The issuer is an address that redirects',
    arrange: (provider) => provider.script(sending(301, { location: '/' })),
    code: 'document_missing',
    cure: 'enter_final_address',
  },
  {
    name: 'A proxy in front of the provider asks every caller to sign in',
    arrange: (provider) => provider.script(sending(401)),
    code: 'document_missing',
    cure: 'let_server_through',
  },
  {
    name: 'The issuer is a website that is no provider',
    arrange: (provider) => provider.script({ discovery: 'html' }),
    code: 'document_missing',
    cure: 'use_discovery_issuer',
  },
  {
    name: 'The issuer has a slash at its end too many or too few',
    issuer: ({ issuer }) => `${issuer}/`,
    code: 'issuer_slash_forgiven',
    cure: 'set_named_issuer',
  },
  {
    name: 'The issuer is that of another realm or tenant than the provider names',
    arrange: (provider) => provider.announce({ issuer: `${provider.issuer}/realms/other` }),
    code: 'issuer_differs',
    cure: 'set_named_issuer',
  },
  {
    name: 'The issuer is for every tenant of Microsoft (`common`)',
    arrange: (provider) =>
      provider.announce({ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' }),
    code: 'issuer_differs',
    cure: 'use_tenant_issuer',
  },
  {
    name: 'The provider names itself with http, behind a proxy that has https',
    provider: proxied,
    arrange: (provider) => provider.announce({ issuer: 'http://id.example.com' }),
    env: inside,
    code: 'issuer_differs',
    cure: 'forward_scheme',
  },
  {
    name: 'The provider names endpoints with http, behind a proxy that has https',
    provider: proxied,
    arrange: (provider) => provider.announce({ token_endpoint: 'http://id.example.com/token' }),
    env: inside,
    code: 'document_invalid',
    cure: 'forward_scheme',
  },
  {
    name: 'The provider offers PKCE without S256',
    arrange: (provider) => provider.announce({ code_challenge_methods_supported: ['plain'] }),
    code: 'pkce_without_s256',
    cure: 'allow_s256',
  },
  {
    name: 'ID tokens are signed with the client secret',
    arrange: (provider) => provider.announce({ id_token_signing_alg_values_supported: ['HS256'] }),
    code: 'algorithms_forgeable',
    cure: 'choose_signing_key',
  },
  {
    name: 'The provider has no signing key',
    arrange: (provider) => provider.publish([]),
    code: 'keys_unusable',
    cure: 'add_signing_key',
  },
];

const clients: readonly FailingSetUp[] = [
  {
    name: 'The client secret is another one, or the client id is unknown',
    arrange: (provider) =>
      provider.announce({
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      }),
    env: () => ({ OIDC_CLIENT_SECRET: 'another' }),
    code: 'client_refused',
    cure: 'compare_client',
  },
  {
    name: 'The client may send its secret in the form only, which the provider does not announce',
    arrange: (provider) => provider.script({ clientMethod: 'post' }),
    code: 'client_refused',
    cure: 'compare_client_and_method',
  },
  {
    name: 'The provider takes signed assertions in place of a client secret',
    arrange: (provider) =>
      provider.announce({ token_endpoint_auth_methods_supported: ['private_key_jwt'] }),
    code: 'client_method_unsupported',
    cure: 'choose_client_secret_basic',
  },
  {
    name: 'The client secret of Apple is older than six months',
    env: () => ({ OIDC_CLIENT_SECRET: oldSecret }),
    code: 'client_secret_expired',
    cure: 'renew_client_secret',
  },
  {
    name: 'Apps show access tokens that do not say for whom they were made',
    code: 'apps_not_provable',
    cure: 'set_strict_audience_check',
  },
];

const settings: readonly FailingSetUp[] = [
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

const addresses: readonly FailingSetUp[] = [
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

/** In the order of the checks. */
export const failingSetUps: readonly FailingSetUp[] = [
  ...reachable,
  ...documents,
  ...clients,
  ...settings,
  ...addresses,
];
