import type { CureCode, FindingCode, findingCodes } from '../../../../core/finding-codes.ts';
import type { TextOf } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { moveEvents } from './move-events.ts';
import { options as optionTexts } from './options.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

const seconds = (count: number) => plural(count, { one: '# second', other: '# seconds' });

/**
 * What the test of a provider found, by the codes of the server, and what to do about it; what a test sign-in would
 * do; and the further settings of the provider. Loaded where one of them is shown.
 */
export const findings = {
  ...optionTexts,
  ...moveEvents,
  ...auditNotes,

  'finding.failed': 'Failed',
  'finding.ok': 'Good',
  'finding.skipped': 'Not checked',
  'finding.warning': 'Warning',

  'found.answers_https': 'The provider answers, and its certificate is trusted.',
  'found.answers_internally': ({ origin }) =>
    `The provider answers at ${origin} (OIDC_INTERNAL_URL), where this server asks it.`,
  'found.answers_on_this_machine':
    'The provider answers, over http that does not leave this machine.',
  'found.answers_plain_http':
    'The provider answers over plain http, which anyone on the network can read.',
  'found.algorithms_forgeable': ({ offered }) =>
    `ID tokens are signed with ${offered}, which anyone with the client secret could forge.`,
  'found.algorithms_unknown':
    'The provider does not list its signature algorithms. Its signatures are checked anyway.',
  'found.algorithms_usable': ({ algorithms }) => `ID tokens are signed with ${algorithms}.`,
  'found.apps_not_provable':
    'Access tokens of apps that are not signed cannot be proven to be meant for this server.',
  'found.apps_provable': 'Access tokens of apps can be checked with the provider.',
  'found.client_id_missing': 'The client ID is missing.',
  'found.client_known': ({ method }) =>
    `The provider knows this client and its secret (${method}).`,
  'found.client_known_public': 'The provider knows this client as a public client.',
  'found.client_method_unsupported': ({ reason }) =>
    `The provider offers no client authentication that this server knows: ${reason}`,
  'found.client_refused': ({ reason }) => `The provider refuses this client: ${reason}`,
  'found.client_secret_unreadable': 'The stored client secret cannot be decrypted.',
  'found.client_uncertain': ({ reason }) =>
    `The provider gave an unexpected answer about this client: ${reason}`,
  'found.clock_ahead': ({ seconds: count }) =>
    `The clock of the provider is ${seconds(count)} ahead of this server’s.`,
  'found.clock_behind': ({ seconds: count }) =>
    `The clock of the provider is ${seconds(count)} behind this server’s.`,
  'found.clock_unknown': 'The provider does not send its time.',
  'found.clocks_agree': 'The clocks of both machines agree.',
  'found.document_complete': 'The discovery document is complete.',
  'found.document_invalid': ({ reason }) => `The discovery document cannot be used: ${reason}`,
  'found.document_missing': ({ url, status }) =>
    `There is no discovery document at ${url} (HTTP ${status}).`,
  'found.groups_announced': ({ claims }: { claims: string }) =>
    `The provider says that it can send ${claims}.`,
  'found.groups_never_sent': 'Google sends no groups, but settings here need them.',
  'found.groups_unannounced': ({ claims }: { claims: string }) =>
    `Whether the provider sends ${claims} shows only at a sign-in.`,
  'found.host_address_refused': ({ host, system }) =>
    `${host} has an address that this server does not call.${system}`,
  'found.host_broke_off': ({ host, system }) =>
    `${host} ended the connection or gave an answer that is not valid HTTP.${system}`,
  'found.host_not_callable': ({ host, system }) =>
    `${host} is not an http or https address without user name and password.${system}`,
  'found.host_sent_too_much': ({ host, system }) =>
    `${host} answered with more than this server accepts.${system}`,
  'found.host_timed_out': ({ host, system }) => `${host} did not answer in time.${system}`,
  'found.host_tls_refused': ({ host, system }) =>
    `The certificate or the encryption of ${host} was refused.${system}`,
  'found.host_unreachable': ({ host, system }) => `${host} could not be reached.${system}`,
  'found.issuer_differs': ({ named, issuer }) =>
    `The provider calls itself ${named}, but the issuer entered here is ${issuer}.`,
  'found.issuer_equal': ({ issuer }) => `The issuer is exactly ${issuer}.`,
  'found.issuer_not_allowed': ({ issuer }) =>
    `The issuer ${issuer} uses plain http, which is allowed on this machine only.`,
  'found.issuer_not_named': ({ issuer }) =>
    `The provider does not name its issuer. The one entered here is ${issuer}.`,
  'found.issuer_slash_forgiven': ({ named, issuer }) =>
    `The provider calls itself ${named}, and the issuer entered here is ${issuer}. Only the slash at the end differs, so sign-in works with the provider’s spelling.`,
  'found.keys_found': ({ keys }) => `Signing keys: ${keys}.`,
  'found.keys_unavailable': ({ reason }) => `The signing keys cannot be read: ${reason}`,
  'found.keys_unusable': ({ keys }) => `The provider has no signing key that can be used: ${keys}.`,
  'found.logout_to_register': ({ uris }) =>
    `To be registered at the provider for back-channel logout: ${uris}.`,
  'found.name_found': ({ host, addresses, place }) => `${host} was found: ${addresses}.${place}`,
  'found.name_is_address': ({ host, place }) => `${host} is an IP address, not a name.${place}`,
  'found.name_not_found': ({ host }) => `The name ${host} was not found.`,
  'found.pkce_offered': 'PKCE with S256 is offered.',
  'found.pkce_unknown': 'The provider does not say whether it supports PKCE. S256 is sent anyway.',
  'found.pkce_without_s256': ({ offered }) =>
    `The provider offers PKCE as ${offered}, but S256 is needed.`,
  'found.redirects_to_local_app_url': ({ uris, origin }) =>
    `To be registered at the provider: ${uris}. But APP_URL is ${origin}, which only a browser on this machine can open.`,
  'found.options_chosen': ({ options }) => `Settings that are not at their default: ${options}.`,
  'found.claims_not_announced': ({ claims }) =>
    `The provider does not list any of these claims: ${claims}.`,
  'found.prompt_not_offered': ({ prompt, offered }) =>
    `The provider is to ask “${prompt}”, and it offers ${offered}.`,
  'found.sign_out_offered': ({ uris }) =>
    `The provider can sign people out. To be registered there for the way back: ${uris}.`,
  'found.sign_out_not_offered':
    'The provider cannot sign people out. People who sign out here stay signed in there.',
  'found.redirects_to_register': ({ uris }) => `To be registered at the provider: ${uris}.`,
  'found.scopes_unannounced': ({ scopes }: { scopes: string }) =>
    `The provider does not announce these scopes that are asked for: ${scopes}.`,
  'found.token_endpoint_unavailable': ({ reason }) =>
    `The token endpoint cannot be reached: ${reason}`,

  'place.private_network': 'It is in a private network.',
  'place.this_machine': 'It is this machine.',

  'cure.add_signing_key':
    'Give the provider an RSA key of at least 2048 bits, or an EC or Ed25519 key.',
  'cure.allow_s256': 'Allow S256 at the provider.',
  'cure.check_name':
    'Check the issuer for typing errors, and the name servers of the machine that runs this server.',
  'cure.check_protocol':
    'Does something else answer at this address, such as http where https is expected?',
  'cure.check_provider_runs': 'Is the provider running, and does a firewall block this server?',
  'cure.check_tls': 'Something answers without encryption. Should it be http, or another port?',
  'cure.choose_client_secret_basic': 'Choose client_secret_basic for this client at the provider.',
  'cure.choose_signing_key':
    'Choose a signing key (RS256 or ES256) for this client at the provider.',
  'cure.compare_client':
    'Compare the client ID, the client secret and the kind of client (confidential or public).',
  'cure.compare_client_and_method': ({ method, other }) =>
    `Compare the client ID, the client secret and the kind of client (confidential or public). Only ${method} was tried: if the client is registered for client_secret_${other}, set OIDC_CLIENT_AUTH=${other}.`,
  'cure.correct_provider':
    'Is this the issuer of an OpenID provider? If so, correct its settings there.',
  'cure.enter_client_id': 'Enter the client ID that the provider gave you.',
  'cure.enter_client_secret': 'Enter the client secret again.',
  'cure.reach_jwks_uri': 'This server must be able to reach the provider’s jwks_uri.',
  'cure.reach_token_endpoint': 'This server must be able to reach the provider’s token_endpoint.',
  'cure.renew_certificate': 'Renew the certificate, or set the clock of this machine.',
  'cure.compare_claims':
    'Compare the claims under “More settings” with those that the provider sends.',
  'cure.choose_offered_prompt': 'Choose under “More settings” what the provider offers.',
  'cure.set_logout_off':
    'Switch “Sign out at the provider too” off, or use a provider that can do it.',
  'cure.remove_scopes':
    'Correct the scopes in the settings, or allow them at the provider. Entra ID refuses a sign-in that asks for a scope it does not know.',
  'cure.send_groups_authelia':
    'In Authelia, give the client the scope “groups”. Apps must ask for it and send a code, because the claim is in userinfo only.',
  'cure.send_groups_authentik':
    'In Authentik, give the provider the scope mapping “profile”, whose claim “groups” has the names.',
  'cure.send_groups_entra':
    'In Entra ID, add a groups claim under Token configuration, which sends IDs. Or define app roles and set the claim to “roles”.',
  'cure.send_groups_keycloak':
    'In Keycloak, add the mapper “Group Membership” with the token claim name “groups” to the client. Or set the claim to “realm_access.roles” and switch “Add to ID token” on for the realm roles.',
  'cure.send_groups_other':
    'Set the claim with the groups, and the scopes that make the provider send it.',
  'cure.send_groups_pocket_id':
    'Pocket ID sends the claim “groups” for the scope “groups”. Apps must ask for that scope too.',
  'cure.send_groups_zitadel':
    'In Zitadel, switch “Assert Roles on Authentication” on for the project, and set the claim to “urn:zitadel:iam:org:project:roles”.',
  'cure.set_app_url':
    'Set APP_URL to the address that people open, such as https://auth.example.com.',
  'cure.set_both_clocks': 'Set both clocks by a time server (NTP).',
  'cure.set_named_issuer': ({ named }) => `Set the issuer to exactly ${named}.`,
  'cure.set_own_clock': 'Set the clock of this machine.',
  'cure.set_strict_audience_check':
    'OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send an ID token or a code instead.',
  'cure.trust_authority':
    'If the certificate is from your own authority, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  'cure.use_address_without_credentials': 'Leave out the user name and the password.',
  'cure.use_app_roles':
    'Define app roles in Entra ID and set the claim to “roles”, or let it send only the groups that are assigned to the application.',
  'cure.use_certificate_name':
    'The certificate is for another name. Enter that name, or get a certificate for this one.',
  'cure.use_discovery_issuer':
    'The issuer is the address whose /.well-known/openid-configuration opens.',
  'cure.use_https': 'Use https.',
  'cure.use_https_or_allow_http':
    'Use https. OIDC_ALLOW_HTTP=true allows http in a network that you trust.',
  'cure.use_provider_address': 'Enter the address of an OpenID provider.',
  'cure.use_provider_with_groups': 'Leave the settings for groups empty, or use another provider.',
  'cure.use_tenant_issuer':
    'This address is for every tenant of Microsoft. Use the provider Microsoft below, or the issuer of your own tenant, with its ID in place of “common”.',

  'tested.accountLinked': ({ email }: { email: string }) =>
    `The account ${email} would be linked and signed in.`,
  'tested.accountNew': ({ email }: { email: string }) =>
    `A new account would be created: ${email}.`,
  'tested.accountSignedIn': ({ email }: { email: string }) =>
    `The account ${email} would be signed in.`,
  'tested.accountTakenOver': ({ email }: { email: string }) =>
    `The account ${email} would be taken over by the provider move and signed in.`,
  'tested.added': 'Would join',
  'tested.again': 'The test was not finished. Please start it again.',
  'tested.claim': ({ path }: { path: string }) => `Claim ${path}`,
  'tested.claimFrom': ({ groups, source }: { groups: string; source: string }) =>
    `${groups} (${source})`,
  'tested.dropped': ({ names }: { names: string }) =>
    `Left out, because the names cannot be used or are too many: ${names}`,
  'tested.email': 'E-mail address',
  'tested.emailUnverified': ({ email }: { email: string }) => `${email} (not verified)`,
  'tested.emailVerified': ({ email }: { email: string }) => `${email} (verified)`,
  'tested.failed': ({ why }: { why: string }) =>
    `The provider gave no answer that can be used: ${why}`,
  'tested.fromIdToken': 'ID token',
  'tested.fromUserinfo': 'userinfo',
  'tested.idToken': 'What the ID token says',
  'tested.ignored': 'Groups not known here',
  'tested.missingAbsent': 'The provider sent no groups.',
  'tested.missingOverage': 'The provider left the groups out, because the person is in too many.',
  'tested.name': 'Name',
  'tested.none': 'None',
  'tested.notSent': 'Not sent',
  'tested.nothingWritten': 'Nothing was saved, and no one was signed in.',
  'tested.refused': 'The sign-in would be refused.',
  'tested.removed': 'Would leave',
  'tested.role': 'Administrator',
  'tested.roleGained': ({ group }: { group: string }) => `Yes, through the group “${group}”`,
  'tested.roleLost': 'No longer',
  'tested.roleWithheld': 'Kept without such a group: there is no other administrator',
  'tested.secured':
    'Its password and its sessions would be removed, because its address was never verified.',
  'tested.title': 'What a sign-in would do',
  'tested.userinfo': 'What userinfo says',
  'tested.userinfoFailed': ({ why }: { why: string }) => `Userinfo could not be read: ${why}`,
  'tested.waits': 'It would then wait for approval.',
} as const satisfies FindingTexts;

type CureText<Code extends CureCode> = Code extends keyof CureValues
  ? (values: CureValues[Code]) => string
  : string;

interface CureValues {
  readonly set_named_issuer: { readonly named: string };
  /** `other` is the method that was not tried. */
  readonly compare_client_and_method: { readonly method: string; readonly other: string };
}

type FindingTexts = {
  readonly [Code in FindingCode as `found.${Code}`]: TextOf<(typeof findingCodes)[Code]>;
} & { readonly [Code in CureCode as `cure.${Code}`]: CureText<Code> } & Readonly<
    Record<`place.${'private_network' | 'this_machine'}`, string>
  > &
  Readonly<Record<`finding.${'failed' | 'ok' | 'skipped' | 'warning'}`, string>> &
  Readonly<Record<`tested.${string}`, unknown>> &
  typeof optionTexts &
  typeof moveEvents &
  typeof auditNotes;
