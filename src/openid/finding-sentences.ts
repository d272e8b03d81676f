import { quote } from '../core/json.ts';
import type { FindingCode, FindingParams, FindingValues } from '../core/finding-codes.ts';

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
  browsers_cannot_open: ({ origin }) =>
    `Browsers are sent to ${origin}, a name that only the network of this server may know`,
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
  client_secret_expired: () => 'The client secret is a token that has expired',
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
  logout_to_register_without_session: ({ uris }) =>
    `To be registered there for back-channel logout: ${uris.join(' and ')}; the provider does not say that it names the session, so a sign-out there ends all sessions of the user here`,
  logout_unannounced: () =>
    'The provider announces no back-channel logout, so sessions here go on after a sign-out there',
  settings_from_environment: ({ options }) => `Set in the environment: ${options.join(', ')}`,
  settings_from_panel: ({ options }) => `Chosen in the panel: ${options.join(', ')}`,
  settings_default: ({ options }) => `At their default: ${options.join(', ')}`,
  claims_not_announced: ({ claims }) =>
    `The provider does not list any of these claims: ${claims.join(', ')}`,
  emails_never_verified: ({ provider }) =>
    `${provider} does not call addresses verified in a way that counts here, so they open no account that exists`,
  prompt_not_offered: ({ prompt, offered }) =>
    `OIDC_PROMPT is ${prompt}, and the provider offers ${offered}`,
  response_mode_needed: () =>
    'The provider sends browsers back with a form only, and OIDC_RESPONSE_MODE is query',
  response_mode_not_offered: ({ offered }) =>
    `OIDC_RESPONSE_MODE is form_post, and the provider offers ${offered}`,
  auto_redirect_idle: () =>
    'OIDC_AUTO_REDIRECT is true, but people can choose between several providers, so the sign-in page stays',
  sign_out_offered: ({ uris }) =>
    `The provider can sign people out; to be registered there for the way back: ${uris.join(' and ')}`,
  sign_out_not_offered: () =>
    'The provider has no end_session_endpoint, so people who sign out here stay signed in there',
  sign_out_return_refused: ({ uris }) =>
    `The provider does not accept this address for the way back from a sign-out: ${uris.join(' and ')}`,
  scopes_missing: ({ scopes }) =>
    `Providers send address and name for these scopes, which are not asked for: ${scopes.join(', ')}`,
  scopes_need_map: ({ scopes }) =>
    `Kanidm refuses everyone whose scope map lacks one of these scopes: ${scopes.join(', ')}`,
  scopes_unannounced: ({ scopes }) =>
    `The provider does not announce these scopes that are asked for: ${scopes.join(', ')}`,
  groups_announced: ({ claims }) => `The provider says that it can send ${claims.join(', ')}`,
  groups_unannounced: ({ claims }) =>
    `Whether the provider sends ${claims.join(', ')} shows only at a sign-in`,
  groups_never_sent: ({ provider }) => `${provider} sends no groups, but settings here need them`,
  start_accepted: ({ uris }) =>
    `The provider accepts the start of a sign-in with the redirect address ${uris.join(' and ')}`,
  start_redirect_refused: ({ uris }) =>
    `The provider does not accept this redirect address: ${uris.join(' and ')}`,
  start_refused: ({ reason }) => `The provider refuses the start of a sign-in: ${reason}`,
  apps_bridge: ({ uris }) =>
    `For apps at a provider that accepts https addresses only (APP_CALLBACK_SCHEMES): ${uris.join(' and ')}`,
  redirects_to_register: ({ uris }) => `To be registered there: ${uris.join(' and ')}`,
  redirects_to_local_app_url: ({ uris, origin }) =>
    `To be registered there: ${uris.join(' and ')}, but APP_URL is ${origin}, to which only a browser on this machine comes back`,
  redirects_over_http: ({ uris, provider }) =>
    `${provider} accepts https addresses only, and this is the redirect address: ${uris.join(' and ')}`,
  sign_in_failed: ({ reason }) => reason,
  account_not_created: () =>
    'OIDC_AUTO_CREATE is false, and no account here has this address or this identity',
  email_missing: ({ claims }) => `The provider sent no address in ${claims.join(', ')}`,
  email_not_verified: ({ claims }) =>
    `The address in ${claims.join(', ')} does not count as verified, so it opens no account that exists`,
  name_missing: ({ claims }) => `The provider sent no name in ${claims.join(', ')}`,
  groups_not_sent: ({ claims }) => `The provider sent no groups in ${claims.join(', ')}`,
  groups_left_out: ({ claims }) =>
    `The provider left the groups in ${claims.join(', ')} out, because the user is in too many`,
  userinfo_failed: ({ reason }) => `Userinfo could not be read: ${reason}`,
};
