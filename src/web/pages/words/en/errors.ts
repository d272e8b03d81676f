import type { refusalReasons } from '../../../../core/refusal-reasons.ts';
import type { TextOf } from '../catalogue.ts';
import type { FailureCode } from '../../client/failure.ts';

const generic = 'That did not work. Please try again.';
const onlyAdministrator =
  'This is the only active administrator. Make another user an administrator first.';
const methodOff = 'This sign-in method is switched off. Please use another one.';

/** What a failure means for the person at the page, and what to do. The server's own sentences are for callers of the API. */
export const errors = {
  'error.account_disabled': 'Your account is disabled.',
  'error.account_exists':
    'There is an account with this e-mail address already. Please sign in the way you did before, then link this provider in your account.',
  'error.account_pending': 'Your administrator has to approve your account.',
  'error.admin_by_group':
    'This person is an administrator through a group at your provider. Take them out of it there.',
  'error.admin_required': 'You are no longer an administrator.',
  'error.asymmetric_keys_required': generic,
  'error.authentication_required': 'You are signed out. Please sign in again.',
  'error.email_not_verified': 'Please confirm your e-mail address first. We have sent you a link.',
  'error.email_verified': 'This address is confirmed already.',
  'error.foreign_issuer': 'The answer came from another identity provider. Please sign in again.',
  'error.group_exists': 'There is a group of this name already.',
  'error.group_not_found': 'This group is gone. Another administrator may have deleted it.',
  'error.group_of_provider': 'This group comes from your provider, which names it.',
  'error.group_required':
    'Your account at the provider is not in a group that may sign in here. Please ask your administrator.',
  'error.identity_contested':
    'Two accounts at the identity provider claim your account here, so neither can sign in. Please tell your administrator.',
  'error.identity_not_linked': 'This provider is not linked to your account any more.',
  'error.identity_taken': 'This account at the provider is linked to another account here.',
  'error.image_invalid': 'This file is not an image that can be read.',
  'error.image_required': 'Please choose an image.',
  'error.image_too_large': 'The image must be at most 5 MB.',
  'error.insufficient_scope': 'This API token may not do that.',
  'error.internal_error': 'Something went wrong on the server. Please try again.',
  'error.invitation_for_other_address': 'This invitation is for another e-mail address.',
  'error.invitation_not_found': 'This invitation is gone already.',
  'error.invalid_credentials': 'The e-mail address or the password is wrong.',
  'error.invalid_link_ticket':
    'This took too long or was used already. Please sign in at your provider again.',
  'error.invalid_login_code':
    'This sign-in took too long or was used already. Please sign in again.',
  'error.invalid_logout_token': generic,
  'error.invalid_oidc_token': 'This sign-in has expired. Please sign in again.',
  'error.invalid_pending_ticket': 'Please sign in to see whether your account is approved.',
  'error.invalid_redirect': generic,
  'error.invalid_refresh_token': 'You are signed out. Please sign in again.',
  'error.invalid_state':
    'This sign-in took too long, or was begun in another browser. Please sign in again.',
  'error.invalid_token': 'You are signed out. Please sign in again.',
  'error.issuer_unused':
    'No account here has signed in at this issuer. Please check how it is written.',
  'error.keys_from_secret': 'This server signs with a secret, so it has no keys to change.',
  'error.last_admin_deleted': onlyAdministrator,
  'error.last_admin_demoted': onlyAdministrator,
  'error.last_admin_disabled': onlyAdministrator,
  'error.last_way_in': 'This is your only way to sign in. Set up another one before you remove it.',
  'error.link_request_not_found': 'This request has ended. Another administrator may have decided.',
  'error.link_request_outdated':
    'This request no longer holds, because something has changed since. Please sign in at the provider again.',
  'error.link_request_refused': 'This request was refused already.',
  'error.link_owner_required': 'Please sign in to the account of this link, or enter its password.',
  'error.link_invalid': 'This link is not valid any more. Please ask for a new one.',
  'error.local_auth_disabled':
    'Passwords are switched off on this server. Please sign in with the identity provider.',
  'error.mail_not_configured':
    'This server sends no mail. Please ask its administrator for a link.',
  'error.mail_required':
    'Accounts need a confirmed address here (REQUIRE_VERIFIED_EMAIL), so mail cannot be switched off.',
  'error.mail_settings_missing': 'Please set up the mail server and the sender first.',
  'error.malformed_json': generic,
  'error.malformed_request': generic,
  'error.method_not_allowed': generic,
  'error.no_local_password':
    'This account has no password here. Please change it at your identity provider.',
  'error.no_way_in':
    'This would leave no administrator a way to sign in. Link a provider to your own account, or keep passwords switched on, and then try again.',
  'error.not_found': 'This is no longer there.',
  'error.offline': 'The server cannot be reached. Please check your connection and try again.',
  'error.oidc_not_enabled': methodOff,
  'error.own_admin_status':
    'You cannot change your own administrator role. Another administrator can do it for you.',
  'error.own_link_request':
    'This is your own account. Please link the provider under “Account” instead.',
  'error.own_password_reset': 'Please change your own password in your account.',
  'error.password_change_required': 'Please choose a new password first.',
  'error.password_unchanged': 'The new password must differ from the current one.',
  'error.payload_too_large': 'This is too much to send at once.',
  'error.provider_already_linked':
    'Your account is linked to a different account at this provider. Please unlink that one first.',
  'error.provider_answer_invalid':
    'The identity provider sent an answer that cannot be trusted. Please sign in again.',
  'error.provider_disabled': methodOff,
  'error.provider_email_missing':
    'The identity provider did not share your e-mail address. Please let it share the address, or sign in another way.',
  'error.provider_misconfigured':
    'The identity provider and this server do not agree on their settings. Please tell your administrator.',
  'error.provider_move_not_found': 'There is no provider move to undo.',
  'error.provider_move_running':
    'A provider move is under way already. Undo it first, or wait until it ends.',
  'error.provider_not_configured': 'This sign-in method is not set up. Please use another one.',
  'error.provider_refused': 'The identity provider refused the sign-in. Please try again.',
  'error.provider_unavailable':
    'The identity provider cannot be reached right now. Please try again in a moment.',
  'error.rate_limited': ({ wait }: { wait: string }) =>
    `Too many attempts. Please try again in ${wait}.`,
  'error.reauthentication_required':
    'Nothing was changed, because you did not confirm that it is you.',
  'error.refresh_token_expired': 'Your session has ended. Please sign in again.',
  'error.registration_disabled': 'This server does not accept new accounts.',
  'error.server_busy': 'The server is busy right now. Please try again in a moment.',
  'error.session_not_found': 'This session has ended already.',
  'error.session_required': generic,
  'error.setting_locked': 'This setting comes from the environment and cannot be changed here.',
  'error.setup_token_required':
    'The setup token is missing or wrong. The person who started this server has set it as SETUP_TOKEN.',
  'error.sign_in_denied': 'You cancelled the sign-in, or the identity provider refused it.',
  'error.sign_up_closed': 'There is no account for you here yet.',
  'error.storage_unavailable':
    'The server cannot save anything right now. Please tell your administrator.',
  'error.token_name_taken':
    'You have an API token with this name already. Please choose another name.',
  'error.token_not_found': 'This API token is gone already.',
  'error.too_many_link_requests':
    'Too many requests are waiting already. Please talk to your administrator.',
  'error.too_many_tokens':
    'You have as many API tokens as you may have. Revoke one that you no longer need, and try again.',
  'error.too_many_invitations': 'There are too many open invitations. Please revoke one first.',
  'error.too_many_groups': 'There are too many groups. Please delete one first.',
  'error.unknown': generic,
  'error.unknown_audience': generic,
  'error.unknown_provider': methodOff,
  'error.unprovable_oidc_token': generic,
  'error.unsupported_image_type': 'Please choose a JPEG, PNG or WebP image.',
  'error.unsupported_media_type': generic,
  'error.user_exists': 'There is an account with this e-mail address already.',
  'error.user_not_found': 'This account is gone. Another administrator may have deleted it.',
  'error.user_not_pending': 'Another administrator has decided about this request already.',
  'error.validation_failed': 'Please check what you entered.',
  'error.wrong_current_password': 'The current password is wrong.',

  'reason.admin_by_group': ({ group, provider }: { group: string; provider: string }) =>
    `This person is an administrator through the group “${group}” at ${provider}.`,
  'reason.foreign_tenant': 'This Microsoft account cannot sign in here.',
  'reason.group_missing': ({ provider }: { provider: string }) =>
    `Your account at ${provider} is not in a group that may sign in here. Please ask your administrator.`,
  'reason.image_damaged': 'The image is damaged or incomplete.',
  'reason.image_too_many_pixels': ({ maxMegapixels }: { maxMegapixels: number }) =>
    `The image must have at most ${maxMegapixels} megapixels.`,
  'reason.image_too_many_scans': 'The image is stored in a way that takes too long to read.',
  'reason.locked_by_variable': ({ variable }: { variable: string }) =>
    `This is set in the environment by ${variable} and cannot be changed here.`,
  'reason.passwords_off':
    'This account has no password here, and signing in with a password is switched off.',
  'reason.provider_switched_off': ({ provider }: { provider: string }) =>
    `Sign-in with ${provider} is switched off. Please use another method.`,
  'reason.role_not_in_tokens': 'API tokens do not carry the administrator role that a group gives.',
  'reason.sign_in_at_provider':
    'This account has no password here. Please sign in with your provider again.',
  'reason.too_many_waiting':
    'Too many requests are waiting for approval at the moment. Please try again later.',

  'reason.waits_for_approval':
    'This address is registered and waits for approval. Please use the password that you chose then, or ask your administrator to approve the account.',
  'error.signIn': 'The sign-in did not work. Please try again.',
  'error.unreadable': 'The server could not be reached properly. Please try again in a moment.',
} as const satisfies ErrorTexts;

type ErrorTexts = Readonly<Record<`error.${FailureCode}`, unknown>> & {
  readonly [Reason in keyof typeof refusalReasons as `reason.${Reason}`]: TextOf<
    (typeof refusalReasons)[Reason]
  >;
} & Readonly<Record<`error.${string}`, unknown>>;
