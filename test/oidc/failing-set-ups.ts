// Set-ups of the OpenID provider that fail, with what the provider check says of each; the handbook has the same table.
import type { CureCode, FindingCode } from '../../src/core/finding-codes.ts';
import type { startProvider, TestProvider } from '../support/provider/provider.ts';
import type { Env } from '../support/test-app.ts';
import { failingAddresses, failingSettings, inside, proxied } from './failing-settings.ts';

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

/** In the order of the checks. */
export const failingSetUps: readonly FailingSetUp[] = [
  ...reachable,
  ...documents,
  ...clients,
  ...failingSettings,
  ...failingAddresses,
];
