import type { FindingCode, findingCodes } from '../../../../core/finding-codes.ts';
import type { TextOf } from '../catalogue.ts';
import { auditNotes } from './audit-notes.ts';
import { cures } from './cures.ts';
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
  ...cures,

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
  'found.account_not_created':
    'OIDC_AUTO_CREATE is false, and no account here belongs to this person.',
  'found.apps_bridge': ({ uris }) =>
    `For apps at a provider that accepts https addresses only (APP_CALLBACK_SCHEMES): ${uris}.`,
  'found.auto_redirect_idle':
    'OIDC_AUTO_REDIRECT is on, but people can choose between several providers, so the sign-in page stays.',
  'found.browsers_cannot_open': ({ origin }) =>
    `Browsers are sent to ${origin}, a name that only the network of this server may know.`,
  'found.client_secret_expired': 'The client secret is a token that has expired.',
  'found.email_missing': ({ claims }) => `The provider sent no e-mail address in ${claims}.`,
  'found.email_not_verified': ({ claims }) =>
    `The address in ${claims} does not count as verified, so it opens no account that exists.`,
  'found.emails_never_verified': ({ provider }) =>
    `${provider} does not call addresses verified in a way that counts here, so they open no account that exists.`,
  'found.groups_left_out': ({ claims }) =>
    `The provider left the groups in ${claims} out, because the person is in too many.`,
  'found.groups_never_sent': ({ provider }) =>
    `${provider} sends no groups, but settings here need them.`,
  'found.groups_not_sent': ({ claims }) => `The provider sent no groups in ${claims}.`,
  'found.logout_to_register_without_session': ({ uris }) =>
    `To be registered at the provider for back-channel logout: ${uris}. The provider does not say that it names the session, so a sign-out there ends all sessions of the person here.`,
  'found.logout_unannounced':
    'The provider announces no back-channel logout, so sessions here go on after a sign-out there.',
  'found.name_missing': ({ claims }) => `The provider sent no name in ${claims}.`,
  'found.redirects_over_http': ({ uris, provider }) =>
    `${provider} accepts https addresses only, and this is the redirect address: ${uris}.`,
  'found.response_mode_needed':
    'The provider sends browsers back with a form only, and OIDC_RESPONSE_MODE is query.',
  'found.response_mode_not_offered': ({ offered }) =>
    `OIDC_RESPONSE_MODE is form_post, and the provider offers ${offered}.`,
  'found.scopes_missing': ({ scopes }) =>
    `Providers send address and name for these scopes, which are not asked for: ${scopes}.`,
  'found.scopes_need_map': ({ scopes }) =>
    `Kanidm refuses everyone whose scope map lacks one of these scopes: ${scopes}.`,
  'found.settings_default': ({ options }) => `At their default: ${options}.`,
  'found.settings_from_environment': ({ options }) => `Set in the environment: ${options}.`,
  'found.settings_from_panel': ({ options }) => `Chosen in the panel: ${options}.`,
  'found.sign_in_failed': ({ reason }) => `In detail: ${reason}`,
  'found.sign_out_return_refused': ({ uris }) =>
    `The provider does not accept this address for the way back from a sign-out: ${uris}.`,
  'found.start_accepted': ({ uris }) =>
    `The provider accepts the start of a sign-in with the redirect address ${uris}.`,
  'found.start_redirect_refused': ({ uris }) =>
    `The provider does not accept this redirect address: ${uris}.`,
  'found.start_refused': ({ reason }) => `The provider refuses the start of a sign-in: ${reason}`,
  'found.userinfo_failed': ({ reason }) => `Userinfo could not be read: ${reason}`,

  'place.private_network': 'It is in a private network.',
  'place.this_machine': 'It is this machine.',

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
  'tested.waits': 'It would then wait for approval.',
} as const satisfies FindingTexts;

type FindingTexts = {
  readonly [Code in FindingCode as `found.${Code}`]: TextOf<(typeof findingCodes)[Code]>;
} & Readonly<Record<`place.${'private_network' | 'this_machine'}`, string>> &
  Readonly<Record<`finding.${'failed' | 'ok' | 'skipped' | 'warning'}`, string>> &
  Readonly<Record<`tested.${string}`, unknown>> &
  typeof optionTexts &
  typeof moveEvents &
  typeof auditNotes &
  typeof cures;
