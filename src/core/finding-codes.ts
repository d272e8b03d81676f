/** The checks of the provider test, in order. */
export const findingChecks = [
  'dns',
  'connection',
  'clock',
  'discovery',
  'issuer',
  'browsers',
  'pkce',
  'algorithms',
  'keys',
  'client',
  'apps',
  'logout',
  'options',
  'profile',
  'prompt',
  'response',
  'automatic',
  'sign_out',
  'scopes',
  'groups',
  'start',
  'bridge',
  'redirect',
  // Of a test sign-in alone.
  'sign_in',
  'userinfo',
] as const;

export type FindingCheck = (typeof findingChecks)[number];

/** What the test of a provider can find, by a stable name, with the names of the `params` in its sentence. */
export const findingCodes = {
  name_found: ['host', 'addresses', 'place'],
  name_is_address: ['host', 'place'],
  name_not_found: ['host'],
  issuer_not_allowed: ['issuer'],
  answers_https: [],
  answers_internally: ['origin'],
  answers_on_this_machine: [],
  answers_plain_http: [],
  host_not_callable: ['host', 'system'],
  host_address_refused: ['host', 'system'],
  host_unreachable: ['host', 'system'],
  host_tls_refused: ['host', 'system'],
  host_timed_out: ['host', 'system'],
  host_sent_too_much: ['host', 'system'],
  host_broke_off: ['host', 'system'],
  clock_unknown: [],
  clocks_agree: [],
  clock_ahead: ['seconds'],
  clock_behind: ['seconds'],
  document_missing: ['url', 'status', 'contentType'],
  document_complete: [],
  document_invalid: ['reason'],
  issuer_equal: ['issuer'],
  issuer_differs: ['named', 'issuer'],
  issuer_slash_forgiven: ['named', 'issuer'],
  issuer_not_named: ['issuer'],
  browsers_cannot_open: ['origin'],
  pkce_offered: [],
  pkce_unknown: [],
  pkce_without_s256: ['offered'],
  algorithms_usable: ['algorithms'],
  algorithms_unknown: [],
  algorithms_forgeable: ['offered'],
  keys_found: ['keys'],
  keys_unusable: ['keys'],
  keys_unavailable: ['reason'],
  client_id_missing: [],
  client_secret_unreadable: [],
  client_secret_expired: [],
  client_method_unsupported: ['reason'],
  client_known: ['method', 'earlier'],
  client_known_public: [],
  client_refused: ['reason', 'method'],
  client_uncertain: ['reason'],
  token_endpoint_unavailable: ['reason'],
  apps_provable: [],
  apps_not_provable: [],
  logout_to_register: ['uris'],
  logout_to_register_without_session: ['uris'],
  logout_unannounced: [],
  settings_from_environment: ['options'],
  settings_from_panel: ['options'],
  settings_default: ['options'],
  claims_not_announced: ['claims'],
  emails_never_verified: ['provider'],
  prompt_not_offered: ['prompt', 'offered'],
  response_mode_needed: [],
  response_mode_not_offered: ['offered'],
  auto_redirect_idle: [],
  sign_out_offered: ['uris'],
  sign_out_not_offered: [],
  sign_out_return_refused: ['uris'],
  scopes_missing: ['scopes'],
  scopes_need_map: ['scopes'],
  scopes_unannounced: ['scopes'],
  groups_announced: ['claims'],
  groups_unannounced: ['claims'],
  groups_never_sent: ['provider'],
  start_accepted: ['uris'],
  start_redirect_refused: ['uris'],
  start_refused: ['reason'],
  apps_bridge: ['uris'],
  redirects_to_register: ['uris'],
  redirects_to_local_app_url: ['uris', 'origin'],
  redirects_over_http: ['uris', 'provider'],
  sign_in_failed: ['reason'],
  account_not_created: [],
  email_missing: ['claims'],
  email_not_verified: ['claims'],
  name_missing: ['claims'],
  groups_not_sent: ['claims'],
  groups_left_out: ['claims'],
  userinfo_failed: ['reason'],
} as const satisfies Record<string, readonly (keyof FindingValues)[]>;

/** The values of the `params`, by their names. */
export interface FindingValues {
  readonly host: string;
  /** At most four; none when the system does not tell. */
  readonly addresses: readonly string[];
  readonly place: 'public' | 'private_network' | 'this_machine';
  /** The issuer that is set up. */
  readonly issuer: string;
  /** The issuer that the provider names, in quotation marks. */
  readonly named: string;
  /** The system's code for a failure, such as ECONNREFUSED; empty when there is none. */
  readonly system: string;
  readonly seconds: number;
  readonly url: string;
  /** Of an HTTP answer. */
  readonly status: number;
  readonly contentType: string;
  /** The failure in detail, in English, with words of the provider. */
  readonly reason: string;
  /** What the provider offers, as JSON. */
  readonly offered: string;
  readonly algorithms: readonly string[];
  /** The keys of the provider, in technical words. */
  readonly keys: string;
  /** A client authentication method; empty when several were tried, or none. */
  readonly method: string;
  /** The methods that were refused before, in English; empty when there were none. */
  readonly earlier: string;
  /** Settings as variables with their values. */
  readonly options: readonly string[];
  readonly prompt: string;
  readonly scopes: readonly string[];
  /** The paths of claims. */
  readonly claims: readonly string[];
  readonly uris: readonly string[];
  readonly origin: string;
  /** A provider by its own name, such as Apple. */
  readonly provider: string;
}

export type FindingCode = keyof typeof findingCodes;

/** Whether a text is a code of the list. */
export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(findingCodes, text);
}

/** The `params` of a code: all of its own, and no others. */
export type FindingParams<Code extends FindingCode> = Readonly<
  Pick<FindingValues, (typeof findingCodes)[Code][number]>
>;

/** What to do about a finding; a sentence for it takes its words from the `params` of the finding. */
export const cureCodes = [
  'check_name',
  'check_internal_name',
  'use_https_or_allow_http',
  'use_https',
  'trust_authority',
  'check_provider_runs',
  'check_internal_url',
  'use_provider_address',
  'check_protocol',
  'use_address_without_credentials',
  'renew_certificate',
  'set_own_clock',
  'use_certificate_name',
  'check_tls',
  'set_both_clocks',
  'use_discovery_issuer',
  'enter_final_address',
  'let_server_through',
  'forward_scheme',
  'set_public_issuer',
  'correct_provider',
  'set_named_issuer',
  'use_tenant_issuer',
  'allow_s256',
  'choose_signing_key',
  'add_signing_key',
  'reach_jwks_uri',
  'enter_client_id',
  'enter_client_secret',
  'renew_client_secret',
  'choose_client_secret_basic',
  'reach_token_endpoint',
  'compare_client',
  'compare_client_and_method',
  'set_strict_audience_check',
  'send_session',
  'set_session_ttl',
  'compare_claims',
  'set_trust_email',
  'choose_offered_prompt',
  'set_response_mode_form_post',
  'set_response_mode_query',
  'set_auto_redirect_off',
  'set_logout_off',
  'register_sign_out_return',
  'remove_scopes',
  'add_scopes',
  'update_scope_map',
  'send_groups_pocket_id',
  'send_groups_authelia',
  'send_groups_authentik',
  'send_groups_keycloak',
  'send_groups_entra',
  'send_groups_zitadel',
  'send_groups_kanidm',
  'send_groups_other',
  'use_provider_with_groups',
  'use_app_roles',
  'set_app_url',
  'set_https_app_url',
  'register_redirect',
  'assign_person',
  'create_account_first',
  'set_email_claim',
  'send_email',
  'verify_email_there',
  'set_name_claim',
  'compare_token_issuer',
  'add_client_id',
  'show_signing_key',
  'switch_encryption_off',
] as const;

export type CureCode = (typeof cureCodes)[number];
