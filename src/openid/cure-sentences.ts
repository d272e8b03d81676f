import type { CureCode, FindingValues } from '../core/finding-codes.ts';
import { groupAdvice, overageAdvice } from './group-sentences.ts';

const compareClient =
  'Compare client id, client secret and kind of client (confidential or public).';

type Cures = Readonly<Record<CureCode, string | ((params: Partial<FindingValues>) => string)>>;

const cures: Cures = {
  check_name:
    'Check the issuer for typing errors, and the name servers of this machine. A provider whose name only browsers find needs OIDC_INTERNAL_URL, the address at which this server reaches it.',
  check_internal_name:
    'Check OIDC_INTERNAL_URL for typing errors, and the name servers of this machine.',
  use_https_or_allow_http:
    'Use https. OIDC_ALLOW_HTTP=true allows http in a network that you trust.',
  use_https: 'Use https.',
  trust_authority:
    'For a certificate authority of your own, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  check_provider_runs:
    'Is the provider running, and does a firewall block this server? If browsers reach it and this server does not, set OIDC_INTERNAL_URL to the address at which this server reaches it.',
  check_internal_url:
    'Is the provider running at OIDC_INTERNAL_URL, and does a firewall block this server?',
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
  use_discovery_issuer:
    'The issuer (OIDC_ISSUER_URL) is the address whose /.well-known/openid-configuration opens, with its path, such as /realms/NAME at Keycloak or /application/o/SLUG/ at Authentik.',
  enter_final_address:
    'The address leads on to another one. Open it in a browser, and enter the issuer (OIDC_ISSUER_URL) as it is there, with https and without or with www.',
  let_server_through:
    'Something in front of the provider refuses this server: let it through there, or set OIDC_INTERNAL_URL to the address of the provider behind it.',
  forward_scheme:
    'The provider believes that it is reached over plain http, because its proxy does not say otherwise: let the proxy send X-Forwarded-Proto, and let the provider trust it (KC_PROXY_HEADERS=xforwarded at Keycloak).',
  set_public_issuer:
    'Set the issuer (OIDC_ISSUER_URL) to the address at which browsers open the provider, and OIDC_INTERNAL_URL to the one at which this server reaches it.',
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
  renew_client_secret:
    'Make a new client secret, as every six months at Apple, and set it (OIDC_CLIENT_SECRET).',
  choose_client_secret_basic: 'Choose client_secret_basic for this client at the provider.',
  reach_token_endpoint: 'This server must be able to reach token_endpoint.',
  compare_client: compareClient,
  compare_client_and_method: ({ method = '' }) => {
    const other = method === 'client_secret_basic' ? 'post' : 'basic';
    return `${compareClient} Only ${method} was tried: if the client is registered for client_secret_${other}, set OIDC_CLIENT_AUTH=${other}.`;
  },
  set_strict_audience_check:
    'OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send id_token or code instead.',
  send_session:
    'Let the provider send the session (sid), where it can: then only the sessions of that sign-in end.',
  set_session_ttl: 'OIDC_SESSION_TTL ends the sessions here after a time of your choice.',
  set_trust_email:
    'If the provider lets no one enter an address of another person, set OIDC_TRUST_EMAIL=true.',
  compare_claims:
    'Compare OIDC_EMAIL_CLAIM and OIDC_NAME_CLAIM with the claims that the provider sends.',
  choose_offered_prompt: 'Choose an OIDC_PROMPT that the provider offers, or none.',
  set_response_mode_form_post: 'Set OIDC_RESPONSE_MODE=form_post.',
  set_response_mode_query: 'Set OIDC_RESPONSE_MODE=query.',
  set_auto_redirect_off: 'Set OIDC_AUTO_REDIRECT to false, or switch the other providers off.',
  register_sign_out_return:
    'Register exactly this address at the provider as a post-logout redirect address, or set OIDC_LOGOUT to false.',
  set_logout_off: 'Set OIDC_LOGOUT to false, or use a provider that can sign people out.',
  remove_scopes:
    'Correct OIDC_SCOPES, or allow these scopes at the provider: Entra ID refuses a sign-in that asks for a scope it does not know.',
  add_scopes: 'Add them to OIDC_SCOPES.',
  update_scope_map:
    'Put them all into the scope map of a group that everyone who signs in is in: kanidm system oauth2 update-scope-map. OIDC_SCOPES asks for fewer.',
  send_groups_kanidm: groupAdvice.kanidm,
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
  set_https_app_url:
    'Set APP_URL to an https address, and put a proxy with a certificate in front of this server.',
  register_redirect:
    'Register exactly this address at the provider, or correct APP_URL, from which it is made.',
  assign_person:
    'The person cancelled, or may not use this client: assign the person or a group to it at the provider.',
  create_account_first: 'Create the account first, or set OIDC_AUTO_CREATE=true.',
  set_email_claim:
    'Set OIDC_EMAIL_CLAIM to the claim that has the address, such as upn or preferred_username at Entra ID.',
  send_email:
    'Enter an address for the person at the provider, and let it send the address: OIDC_SCOPES must ask for the scope email.',
  verify_email_there:
    'Let the person confirm the address at the provider. OIDC_TRUST_EMAIL does not count against a provider that calls it unverified, nor for another claim than email (OIDC_EMAIL_CLAIM).',
  set_name_claim:
    'Set OIDC_NAME_CLAIM to the claim that has the name, and OIDC_SCOPES so that it is sent (usually profile).',
  compare_token_issuer:
    'The token must name the issuer that is set up (OIDC_ISSUER_URL): compare both, and correct the public address in the settings of the provider.',
  add_client_id:
    'Compare OIDC_CLIENT_ID with the client at the provider. Apps with a client of their own there need OIDC_MOBILE_CLIENT_IDS.',
  show_signing_key:
    'The provider must show the key it signs with at its jwks_uri. Does another server answer there, or a copy with other keys?',
  switch_encryption_off: 'Switch encryption off for this client at the provider.',
};

/** What to do, in English; its words come from the params of the finding. */
export function cureSentence(code: CureCode, params: Partial<FindingValues>): string {
  const cure = cures[code];
  return typeof cure === 'string' ? cure : cure(params);
}
