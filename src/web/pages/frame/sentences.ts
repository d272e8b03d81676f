import type { Failure, FailureCode } from '../client/failure.ts';

// Sentences for users: the server's messages address callers of the API, these say what to do.
const sentences: Partial<Record<FailureCode, string>> = {
  invalid_credentials: 'The e-mail address or the password is wrong.',
  account_pending:
    'An administrator still has to approve your account. Please come back a little later.',
  account_disabled: 'Your account is switched off. Please ask an administrator.',
  registration_disabled:
    'This server does not take new accounts. Please ask an administrator to make one for you.',
  local_auth_disabled:
    'Passwords are switched off on this server. Please sign in with the identity provider.',
  user_exists: 'There is an account with this e-mail address already. Please sign in instead.',
  setup_token_required:
    'The setup token is missing or wrong. The person who started this server has set it as SETUP_TOKEN.',
  invalid_login_code: 'This sign-in took too long or was used already. Please sign in again.',
  invalid_state:
    'This sign-in took too long, or was begun in another browser. Please sign in again.',
  sign_in_denied: 'You cancelled the sign-in, or the identity provider said no.',
  provider_refused: 'The identity provider refused the sign-in. Please try again.',
  provider_email_missing:
    'The identity provider did not share your e-mail address. Please let it share the address, or sign in another way.',
  provider_unavailable:
    'The identity provider cannot be reached right now. Please try again in a moment.',
  provider_misconfigured:
    'The identity provider and this server do not agree on their settings. Please tell an administrator.',
  provider_answer_invalid:
    'The identity provider sent an answer that cannot be trusted. Please sign in again.',
  provider_disabled: 'This way to sign in is switched off. Please use another one.',
  provider_not_configured: 'This way to sign in is not set up. Please use another one.',
  oidc_not_enabled: 'This way to sign in is switched off. Please use another one.',
  sign_up_closed: 'There is no account for you here yet. Please ask an administrator to make one.',
  account_exists:
    'There is an account with this e-mail address already. Please sign in the way you did before, then link this provider in your account; or ask an administrator.',
  identity_taken: 'This identity belongs to another account here.',
  provider_already_linked:
    'Your account is linked to another identity of this provider. Please unlink it first.',
  last_way_in: 'This is your only way to sign in. Set up another one before you remove it.',
  own_admin_status:
    'You cannot change your own administrator role. Another administrator can do it for you.',
  last_admin_demoted:
    'This is the only active administrator. Make another user an administrator first.',
  last_admin_disabled:
    'This is the only active administrator. Make another user an administrator first.',
  last_admin_deleted:
    'This is the only active administrator. Make another user an administrator first.',
  user_not_found: 'This account is gone. Another administrator may have deleted it.',
  user_not_pending: 'Another administrator has decided about this person already.',
  no_way_in:
    'This would leave no administrator a way to sign in. Link a provider to your own account, or keep passwords switched on, and then try again.',
  reauthentication_required: 'Nothing was changed, because you did not confirm that it is you.',
  own_password_reset: 'Please change your own password in your account.',
  admin_required: 'You are not an administrator any more.',
  wrong_current_password: 'The current password is wrong.',
  password_unchanged: 'The new password must be another one than the current.',
  server_busy: 'The server has a lot to do right now. Please try again in a moment.',
  storage_unavailable: 'The server cannot save anything right now. Please tell an administrator.',
  internal_error: 'Something went wrong on the server. Please try again.',
};

const generic = 'That did not work. Please try again.';

/** The sentence to show for a failure. */
export function sentenceFor(failure: Failure): string {
  if (failure.code === 'rate_limited') {
    return `Too many attempts. Please try again in ${waitInWords(failure.retryAfterSeconds ?? 60)}.`;
  }
  return sentences[failure.code] ?? (failure.message === '' ? generic : failure.message);
}

/** The sentence for a code in the address; nothing else of the address is shown, because any site can link here. */
export function sentenceForCode(code: string | null): string {
  const known = Object.entries(sentences).find(([name]) => name === code);
  return known?.[1] ?? 'The sign-in did not work. Please try again.';
}

function waitInWords(seconds: number): string {
  if (seconds < 90) return plural(Math.max(1, Math.round(seconds)), 'second');
  return plural(Math.ceil(seconds / 60), 'minute');
}

/** "1 minute", "2 minutes". */
export function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
