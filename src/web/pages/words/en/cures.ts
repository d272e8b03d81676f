import type { CureCode } from '../../../../core/finding-codes.ts';

/** What to do about what a test of the provider found. */
export const cures = {
  'cure.add_client_id':
    'Compare the client ID (OIDC_CLIENT_ID) with the client at the provider. Apps with a client of their own there need OIDC_MOBILE_CLIENT_IDS.',
  'cure.add_scopes': 'Add them to the scopes under “More settings” (OIDC_SCOPES).',
  'cure.add_signing_key':
    'Give the provider an RSA key of at least 2048 bits, or an EC or Ed25519 key.',
  'cure.allow_s256': 'Allow S256 at the provider.',
  'cure.assign_person':
    'The person cancelled, or may not use this client: assign the person or a group to it at the provider.',
  'cure.check_internal_name':
    'Check OIDC_INTERNAL_URL for typing errors, and the name servers of the machine that runs this server.',
  'cure.check_internal_url':
    'Is the provider running at OIDC_INTERNAL_URL, and does a firewall block this server?',
  'cure.check_name':
    'Check the issuer for typing errors, and the name servers of the machine that runs this server. A provider whose name only browsers find needs OIDC_INTERNAL_URL, the address at which this server reaches it.',
  'cure.check_protocol':
    'Does something else answer at this address, such as http where https is expected?',
  'cure.check_provider_runs':
    'Is the provider running, and does a firewall block this server? If browsers reach it and this server does not, set OIDC_INTERNAL_URL to the address at which this server reaches it.',
  'cure.check_tls': 'Something answers without encryption. Should it be http, or another port?',
  'cure.choose_client_secret_basic': 'Choose client_secret_basic for this client at the provider.',
  'cure.choose_offered_prompt':
    'Choose under “More settings” (OIDC_PROMPT) what the provider offers.',
  'cure.choose_signing_key':
    'Choose a signing key (RS256 or ES256) for this client at the provider.',
  'cure.compare_claims':
    'Compare the claims under “More settings” (OIDC_EMAIL_CLAIM, OIDC_NAME_CLAIM) with those that the provider sends.',
  'cure.compare_client':
    'Compare the client ID, the client secret and the kind of client (confidential or public).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Compare the client ID, the client secret and the kind of client (confidential or public). Only ${method} was tried: if the client is registered for client_secret_${other}, set OIDC_CLIENT_AUTH=${other}.`,
  'cure.compare_token_issuer':
    'The token must name the issuer that is set up (OIDC_ISSUER_URL): compare both, and correct the public address in the settings of the provider.',
  'cure.correct_provider':
    'Is this the issuer of an OpenID provider? If so, correct its settings there.',
  'cure.create_account_first': 'Create the account first, or set OIDC_AUTO_CREATE=true.',
  'cure.enter_client_id': 'Enter the client ID that the provider gave you.',
  'cure.enter_client_secret': 'Enter the client secret again.',
  'cure.enter_final_address':
    'The address leads on to another one. Open it in a browser, and enter the issuer (OIDC_ISSUER_URL) as it is there, with https and without or with www.',
  'cure.forward_scheme':
    'The provider believes that it is reached over plain http, because its proxy does not say otherwise: let the proxy send X-Forwarded-Proto, and let the provider trust it (KC_PROXY_HEADERS=xforwarded at Keycloak).',
  'cure.let_server_through':
    'Something in front of the provider refuses this server: let it through there, or set OIDC_INTERNAL_URL to the address of the provider behind it.',
  'cure.reach_jwks_uri': 'This server must be able to reach the provider’s jwks_uri.',
  'cure.reach_token_endpoint': 'This server must be able to reach the provider’s token_endpoint.',
  'cure.register_redirect':
    'Register exactly this address at the provider, or correct APP_URL, from which it is made.',
  'cure.register_sign_out_return':
    'Register exactly this address at the provider as a post-logout redirect address, or switch “Sign out at the provider too” (OIDC_LOGOUT) off.',
  'cure.remove_scopes':
    'Correct the scopes under “More settings” (OIDC_SCOPES), or allow them at the provider. Entra ID refuses a sign-in that asks for a scope it does not know.',
  'cure.renew_certificate': 'Renew the certificate, or set the clock of this machine.',
  'cure.renew_client_secret':
    'Make a new client secret, as every six months at Apple, and enter it (OIDC_CLIENT_SECRET).',
  'cure.send_email':
    'Enter an address for the person at the provider, and let it send the address: the scope “email” must be asked for (OIDC_SCOPES).',
  'cure.send_groups_authelia':
    'In Authelia, give the client the scope “groups”. Apps must ask for it and send a code, because the claim is in userinfo only.',
  'cure.send_groups_authentik':
    'In Authentik, give the provider the scope mapping “profile”, whose claim “groups” has the names.',
  'cure.send_groups_entra':
    'In Entra ID, add a groups claim under Token configuration, which sends IDs. Or define app roles and set the claim to “roles”.',
  'cure.send_groups_kanidm':
    'In Kanidm, put the scope “groups” into the scope map of the client. The claim has names like admins@idm.example.com. For short ones use the scope “groups_name”, and ask for it with OIDC_SCOPES.',
  'cure.send_groups_keycloak':
    'In Keycloak, add the mapper “Group Membership” with the token claim name “groups” to the client. Or set the claim to “realm_access.roles” and switch “Add to ID token” on for the realm roles.',
  'cure.send_groups_other':
    'Set the claim with the groups (OIDC_GROUPS_CLAIM), and the scopes that make the provider send it (OIDC_SCOPES).',
  'cure.send_groups_pocket_id':
    'Pocket ID sends the claim “groups” for the scope “groups”. Apps must ask for that scope too.',
  'cure.send_groups_zitadel':
    'In Zitadel, switch “Assert Roles on Authentication” on for the project, and set the claim to “urn:zitadel:iam:org:project:roles”.',
  'cure.send_session':
    'Let the provider send the session (sid), where it can: then only the sessions of that sign-in end.',
  'cure.set_app_url':
    'Set APP_URL to the address that people open, such as https://auth.example.com.',
  'cure.set_auto_redirect_off':
    'Switch “Go to the provider at once” (OIDC_AUTO_REDIRECT) off, or the other providers.',
  'cure.set_both_clocks': 'Set both clocks by a time server (NTP).',
  'cure.set_email_claim':
    'Set “Claims with the e-mail address” (OIDC_EMAIL_CLAIM) to the claim that has the address, such as upn or preferred_username at Entra ID.',
  'cure.set_https_app_url':
    'Set APP_URL to an https address, and put a proxy with a certificate in front of this server.',
  'cure.set_logout_off':
    'Switch “Sign out at the provider too” (OIDC_LOGOUT) off, or use a provider that can do it.',
  'cure.set_name_claim':
    'Set “Claims with the name” (OIDC_NAME_CLAIM) to the claim that has the name, and the scopes (OIDC_SCOPES) so that it is sent, usually “profile”.',
  'cure.set_named_issuer': ({ named }) => `Set the issuer to exactly ${named}.`,
  'cure.set_own_clock': 'Set the clock of this machine.',
  'cure.set_public_issuer':
    'Set the issuer (OIDC_ISSUER_URL) to the address at which browsers open the provider, and OIDC_INTERNAL_URL to the one at which this server reaches it.',
  'cure.set_response_mode_form_post': 'Set OIDC_RESPONSE_MODE=form_post.',
  'cure.set_response_mode_query': 'Set OIDC_RESPONSE_MODE=query.',
  'cure.set_session_ttl':
    '“Sessions end after” under “More settings” (OIDC_SESSION_TTL) ends the sessions here after a time of your choice.',
  'cure.set_strict_audience_check':
    'OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send an ID token or a code instead.',
  'cure.set_trust_email':
    'If the provider lets no one enter an address of another person, set OIDC_TRUST_EMAIL=true.',
  'cure.show_signing_key':
    'The provider must show the key it signs with at its jwks_uri. Does another server answer there, or a copy with other keys?',
  'cure.switch_encryption_off': 'Switch encryption off for this client at the provider.',
  'cure.trust_authority':
    'If the certificate is from your own authority, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  'cure.update_scope_map':
    'Put them all into the scope map of a group that everyone who signs in is in: kanidm system oauth2 update-scope-map. OIDC_SCOPES asks for fewer.',
  'cure.use_address_without_credentials': 'Leave out the user name and the password.',
  'cure.use_app_roles':
    'Define app roles in Entra ID and set the claim to “roles”, or let it send only the groups that are assigned to the application.',
  'cure.use_certificate_name':
    'The certificate is for another name. Enter that name, or get a certificate for this one.',
  'cure.use_discovery_issuer':
    'The issuer (OIDC_ISSUER_URL) is the address whose /.well-known/openid-configuration opens, with its path, such as /realms/NAME at Keycloak or /application/o/SLUG/ at Authentik.',
  'cure.use_https': 'Use https.',
  'cure.use_https_or_allow_http':
    'Use https. OIDC_ALLOW_HTTP=true allows http in a network that you trust.',
  'cure.use_provider_address': 'Enter the address of an OpenID provider.',
  'cure.use_provider_with_groups': 'Leave the settings for groups empty, or use another provider.',
  'cure.use_tenant_issuer':
    'This address is for every tenant of Microsoft. Use the provider Microsoft below, or the issuer of your own tenant, with its ID in place of “common”.',
  'cure.verify_email_there':
    'Let the person confirm the address at the provider. OIDC_TRUST_EMAIL does not count against a provider that calls it unverified, nor for another claim than “email” (OIDC_EMAIL_CLAIM).',
} as const satisfies CureTexts;

type CureText<Code extends CureCode> = Code extends keyof CureValues
  ? (values: CureValues[Code]) => string
  : string;

interface CureValues {
  readonly set_named_issuer: { readonly named: string };
  /** `other` is the method that was not tried. */
  readonly compare_client_and_method: { readonly method: string; readonly other: string };
}

type CureTexts = { readonly [Code in CureCode as `cure.${Code}`]: CureText<Code> };
