import { quote } from '../core/json.ts';
import { groupAdvice, overageAdvice } from './group-sentences.ts';
import type { CureCode, FindingCode, FindingParams, FindingValues } from '../core/finding-codes.ts';

type Sentences = { readonly [Code in FindingCode]: (params: FindingParams<Code>) => string };

const places: Readonly<Record<FindingValues['place'], string>> = {
  public: '',
  private_network: ' (a private network)',
  this_machine: ' (this machine)',
};

function inBrackets(system: string): string {
  return system && ` (${system})`;
}

/** What was found, in English, from the code and its params alone. */
export const findingSentences: Sentences = {
  name_found: ({ host, addresses, place }) =>
    `${host} is ${addresses.join(', ') || 'found'}${places[place]}`,
  name_is_address: ({ host, place }) => `${host} is an address, not a name${places[place]}`,
  name_not_found: ({ host }) => `The name ${host} was not found`,
  issuer_not_allowed: ({ issuer }) =>
    `The issuer ${quote(issuer)} is plain http, which is allowed on loopback only`,
  answers_https: () => 'The provider answers, and its certificate is trusted',
  answers_internally: ({ origin }) =>
    `The provider answers at ${origin} (OIDC_INTERNAL_URL), where this server asks it`,
  answers_on_this_machine: () => 'The provider answers; http does not leave this machine',
  answers_plain_http: () =>
    'The provider answers over plain http, which anyone on the network path can read',
  host_not_callable: ({ host, system }) =>
    `${host} is not an http or https address without credentials${inBrackets(system)}`,
  host_address_refused: ({ host, system }) =>
    `${host} has an address that may not be called${inBrackets(system)}`,
  host_unreachable: ({ host, system }) => `${host} could not be reached${inBrackets(system)}`,
  host_tls_refused: ({ host, system }) =>
    `${host} could not prove who it is: its certificate or its TLS was refused${inBrackets(system)}`,
  host_timed_out: ({ host, system }) => `${host} did not answer in time${inBrackets(system)}`,
  host_sent_too_much: ({ host, system }) =>
    `${host} answered with more than is accepted${inBrackets(system)}`,
  host_broke_off: ({ host, system }) =>
    `${host} gave an answer that is not valid HTTP, or broke it off${inBrackets(system)}`,
  clock_unknown: () => 'The provider does not send its time',
  clocks_agree: () => 'The clocks of both machines agree',
  clock_ahead: ({ seconds }) =>
    `The clock of the provider is ${seconds} seconds ahead of this machine’s`,
  clock_behind: ({ seconds }) =>
    `The clock of the provider is ${seconds} seconds behind this machine’s`,
  document_missing: ({ url, status, contentType }) =>
    `There is no discovery document at ${url}: HTTP ${status} and ${contentType}`,
  document_complete: () => 'The discovery document is complete',
  document_invalid: ({ reason }) => reason,
  issuer_equal: ({ issuer }) => `The issuer is exactly ${issuer}`,
  issuer_differs: ({ named, issuer }) =>
    `The provider calls itself ${named}, and ${quote(issuer)} is set up`,
  issuer_slash_forgiven: ({ named, issuer }) =>
    `The provider calls itself ${named}, which is used although ${quote(issuer)} is set up: they differ by the slash at the end`,
  issuer_not_named: ({ issuer }) =>
    `The provider does not name its issuer, and ${quote(issuer)} is set up`,
  pkce_offered: () => 'PKCE with S256 is offered',
  pkce_unknown: () => 'The provider does not say whether it knows PKCE; S256 is sent anyway',
  pkce_without_s256: ({ offered }) => `PKCE is offered as ${offered}, and S256 is needed`,
  algorithms_usable: ({ algorithms }) => `ID tokens are signed with ${algorithms.join(', ')}`,
  algorithms_unknown: () =>
    'The provider does not list its signature algorithms; its signatures are checked anyway',
  algorithms_forgeable: ({ offered }) =>
    `ID tokens are signed with ${offered}, which anyone with the client secret could forge`,
  keys_found: ({ keys }) => `Signing keys: ${keys}`,
  keys_unusable: ({ keys }) => `No usable signing key: ${keys}`,
  keys_unavailable: ({ reason }) => reason,
  client_id_missing: () => 'No client id is set up',
  client_secret_unreadable: () =>
    'The stored client secret cannot be decrypted with the key in DATA_DIR',
  client_method_unsupported: ({ reason }) => reason,
  client_known: ({ method, earlier }) =>
    `The provider knows this client with its secret by ${method}${inBrackets(earlier)}`,
  client_known_public: () => 'The provider knows this client as a public client',
  client_refused: ({ reason }) => reason,
  client_uncertain: ({ reason }) => reason,
  token_endpoint_unavailable: ({ reason }) => reason,
  apps_provable: () => 'Access tokens of apps can be proven by introspection',
  apps_not_provable: () =>
    'Opaque access tokens of apps cannot be proven to be meant for this server (signed ones can)',
  logout_to_register: ({ uris }) =>
    `To be registered there for back-channel logout: ${uris.join(' and ')}`,
  options_chosen: ({ options }) => `Settings that are not at their default: ${options.join(', ')}`,
  claims_not_announced: ({ claims }) =>
    `The provider does not list any of these claims: ${claims.join(', ')}`,
  prompt_not_offered: ({ prompt, offered }) =>
    `OIDC_PROMPT is ${prompt}, and the provider offers ${offered}`,
  sign_out_offered: ({ uris }) =>
    `The provider can sign people out; to be registered there for the way back: ${uris.join(' and ')}`,
  sign_out_not_offered: () =>
    'The provider has no end_session_endpoint, so people who sign out here stay signed in there',
  scopes_unannounced: ({ scopes }) =>
    `The provider does not announce these scopes that are asked for: ${scopes.join(', ')}`,
  groups_announced: ({ claims }) => `The provider says that it can send ${claims.join(', ')}`,
  groups_unannounced: ({ claims }) =>
    `Whether the provider sends ${claims.join(', ')} shows only at a sign-in`,
  groups_never_sent: () => 'Google sends no groups, but settings here need them',
  redirects_to_register: ({ uris }) => `To be registered there: ${uris.join(' and ')}`,
  redirects_to_local_app_url: ({ uris, origin }) =>
    `To be registered there: ${uris.join(' and ')}, but APP_URL is ${origin}, to which only a browser on this machine comes back`,
};

const compareClient =
  'Compare client id, client secret and kind of client (confidential or public).';

type Cures = Readonly<Record<CureCode, string | ((params: Partial<FindingValues>) => string)>>;

const cures: Cures = {
  check_name: 'Check the issuer for typing errors, and the name servers of this machine.',
  use_https_or_allow_http:
    'Use https. OIDC_ALLOW_HTTP=true allows http in a network that you trust.',
  use_https: 'Use https.',
  trust_authority:
    'For a certificate authority of your own, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  check_provider_runs: 'Is the provider running, and does a firewall block this server?',
  use_provider_address: 'The issuer must be the address of an OpenID provider.',
  check_protocol:
    'Does something else answer at this address, such as http where https is expected?',
  use_address_without_credentials: 'The issuer must be an address without user name and password.',
  renew_certificate: 'Renew the certificate, or set the clock of this machine.',
  set_own_clock: 'Set the clock of this machine.',
  use_certificate_name:
    'The certificate is for another name: write that one in the issuer, or get one for this name.',
  check_tls: 'Something answers without TLS: is http meant, or another port?',
  set_both_clocks: 'Set both clocks by a time server (NTP).',
  use_discovery_issuer: 'The issuer is the address whose /.well-known/openid-configuration opens.',
  correct_provider: 'Is this the issuer of an OpenID provider? If so, correct its settings there.',
  set_named_issuer: ({ named = '' }) => `Set the issuer to exactly ${named}.`,
  use_tenant_issuer:
    'This address is for every tenant of Microsoft. Use the provider Microsoft instead of OpenID Connect, or the issuer of your own tenant, with its id in place of common.',
  allow_s256: 'Allow S256 at the provider.',
  choose_signing_key: 'Choose a signing key (RS256 or ES256) for this client at the provider.',
  add_signing_key: 'Give the provider an RSA key of at least 2048 bits, or an EC or Ed25519 key.',
  reach_jwks_uri: 'This server must be able to reach jwks_uri.',
  enter_client_id: 'Enter the client id that the provider gave you.',
  enter_client_secret: 'Enter the client secret again.',
  choose_client_secret_basic: 'Choose client_secret_basic for this client at the provider.',
  reach_token_endpoint: 'This server must be able to reach token_endpoint.',
  compare_client: compareClient,
  compare_client_and_method: ({ method = '' }) => {
    const other = method === 'client_secret_basic' ? 'post' : 'basic';
    return `${compareClient} Only ${method} was tried: if the client is registered for client_secret_${other}, set OIDC_CLIENT_AUTH=${other}.`;
  },
  set_strict_audience_check:
    'OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send id_token or code instead.',
  compare_claims:
    'Compare OIDC_EMAIL_CLAIM and OIDC_NAME_CLAIM with the claims that the provider sends.',
  choose_offered_prompt: 'Choose an OIDC_PROMPT that the provider offers, or none.',
  set_logout_off: 'Set OIDC_LOGOUT to false, or use a provider that can sign people out.',
  remove_scopes:
    'Correct OIDC_SCOPES, or allow these scopes at the provider: Entra ID refuses a sign-in that asks for a scope it does not know.',
  send_groups_pocket_id: groupAdvice.pocket_id,
  send_groups_authelia: groupAdvice.authelia,
  send_groups_authentik: groupAdvice.authentik,
  send_groups_keycloak: groupAdvice.keycloak,
  send_groups_entra: groupAdvice.entra,
  send_groups_zitadel: groupAdvice.zitadel,
  send_groups_other: groupAdvice.other,
  use_provider_with_groups: 'Leave the settings for groups empty, or use another provider.',
  use_app_roles: overageAdvice,
  set_app_url: 'Set APP_URL to the address that people open, such as https://auth.example.com.',
};

/** What to do, in English; its words come from the params of the finding. */
export function cureSentence(code: CureCode, params: Partial<FindingValues>): string {
  const cure = cures[code];
  return typeof cure === 'string' ? cure : cure(params);
}
