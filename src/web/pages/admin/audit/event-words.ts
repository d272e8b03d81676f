import type { Choices } from '../parts/filters.tsx';
import { isProviderName, providerName } from '../../frame/providers.tsx';
import type { Entry } from './audit-log.ts';

/** Labels of the audit events, grouped by subject. */
export const eventGroups: readonly (readonly [label: string, events: Choices])[] = [
  [
    'Signing in',
    [
      ['session.started', 'Signed in'],
      ['session.failed', 'Sign-in failed'],
      ['session.pending', 'Waits for approval'],
      ['session.ended', 'Signed out'],
      ['session.others_ended', 'Signed out everywhere else'],
      ['session.reauthenticated', 'Confirmed who they are'],
      ['session.reauthentication_failed', 'Could not confirm who they are'],
      ['session.refresh_repeated', 'Refresh repeated from another network'],
      ['session.refresh_reused', 'Stolen session ended'],
      ['exchange_code.reused', 'Sign-in code used twice'],
    ],
  ],
  [
    'Accounts',
    [
      ['user.registered', 'Registered'],
      ['user.created', 'Account created'],
      ['user.updated', 'Account changed'],
      ['user.email_followed', 'Address changed at the provider'],
      ['user.approved', 'Approved'],
      ['user.rejected', 'Rejected'],
      ['user.deleted', 'Account deleted'],
      ['user.password_reset', 'Password reset by an administrator'],
      ['user.sessions_ended', 'Signed out by an administrator'],
      ['user.unlocked', 'Wrong passwords forgiven'],
      ['user.expired', 'Registration ended unapproved'],
    ],
  ],
  [
    'Own account',
    [
      ['password.changed', 'Password changed'],
      ['password.change_failed', 'Password change failed'],
      ['identity.linked', 'Provider linked'],
      ['identity.unlinked', 'Provider unlinked'],
      ['identity.link_failed', 'Provider not linked'],
      ['api_token.regenerated', 'API token created'],
      ['api_token.revoked', 'API token revoked'],
      ['profile.changed', 'Name changed'],
      ['profile.image_changed', 'Picture changed'],
      ['profile.image_removed', 'Picture removed'],
    ],
  ],
  [
    'Server',
    [
      ['setting.changed', 'Setting changed'],
      ['oidc.tested', 'OpenID provider tested'],
      ['users.exported', 'List of users exported'],
      ['audit.exported', 'Audit log exported'],
      ['signing_key.rotated', 'Signing key changed'],
      ['backup.made', 'Backup made'],
      ['backup.restored', 'Backup restored'],
      ['instance.moved', 'Server moved to this database'],
    ],
  ],
];

const words = new Map(eventGroups.flatMap(([, events]) => events));

/** The label of an event; an unknown event keeps its name. */
export function wordsFor(event: string): string {
  return words.get(event) ?? event;
}

const watched = new Set([
  'session.refresh_repeated',
  'session.refresh_reused',
  'exchange_code.reused',
  'user.created',
  'user.updated',
  'user.deleted',
  'user.password_reset',
  'user.sessions_ended',
  'user.unlocked',
  'password.changed',
  'identity.linked',
  'identity.unlinked',
  'api_token.regenerated',
  'setting.changed',
  'backup.restored',
  'instance.moved',
]);

/** Failures and changes of access or settings; successful sign-ins and sign-outs are not security events. */
export function isSecurityEvent({ event, outcome }: Entry): boolean {
  return outcome === 'failure' || watched.has(event);
}

type Detail = string | number | boolean;

/** The details of a log entry as text. */
export function detailsInWords(details: Entry['details']): readonly string[] {
  return Object.entries(details ?? {}).flatMap(([name, value]) => {
    if (name === 'value' && details?.['setting'] !== undefined) return [];
    const say = detailTexts[name];
    if (say !== undefined) return [say(value, details ?? {})].filter(Boolean);
    return [`${fieldNames[name] ?? name}: ${value === '' ? 'none' : value}`];
  });
}

const detailTexts: Readonly<
  Record<string, (value: Detail, all: Readonly<Record<string, Detail>>) => string>
> = {
  provider: (value) => `with ${nameOfProvider(value)}`,
  reason: (value) => reasons[String(value)] ?? String(value).replaceAll('_', ' '),
  fields: (value) => `changed: ${listOf(value)}`,
  isAdmin: (value) => (value === true ? 'administrator now' : 'no administrator any more'),
  status: (value) => `${value} now`,
  enabled: (value) => (value === true ? 'switched on' : 'switched off'),
  allowSignup: (value) => `sign-up ${value === true ? 'allowed' : 'closed'}`,
  autoLink: (value) => `linking by address ${value === true ? 'on' : 'off'}`,
  disableInternalAuth: (value) => `password sign-in ${value === true ? 'off' : 'on'}`,
  ok: (value) => (value === true ? 'nothing failed' : 'something failed'),
  formerEmail: (value) => `address before: ${value}`,
  from: (value) => `address before: ${value}`,
  to: (value) => `address at the provider: ${value}`,
  providerError: (value) => `the provider said: ${value}`,
  setting: (value, all) => settingInWords(String(value), all['value']),
  secured: (value) => (value === true ? 'what was there before was removed' : ''),
};

const reasons: Readonly<Record<string, string>> = {
  account_pending: 'the account waits for approval',
  account_disabled: 'the account is disabled',
  account_exists: 'the address belongs to an account that this sign-in may not be linked to',
  sign_up_closed: 'new accounts are not taken',
  registration_disabled: 'registration is closed',
  user_exists: 'another account has the address',
  invalid_credentials: 'wrong e-mail address or password',
  wrong_current_password: 'wrong current password',
  invalid_refresh_token: 'a refresh token was used twice',
  invalid_state: 'it took too long, or ended in another browser',
  sign_in_denied: 'cancelled or denied at the provider',
  provider_refused: 'the provider refused it',
  provider_unavailable: 'the provider could not be reached',
  provider_misconfigured: 'the settings here and at the provider do not agree',
  provider_answer_invalid: 'the provider’s answer could not be trusted',
  invalid_login_code: 'the sign-in ended in another browser than it was begun in',
  identity_taken: 'the identity belongs to another account',
};

function nameOfProvider(value: Detail): string {
  if (value === 'local') return 'a password';
  const name = String(value);
  return isProviderName(name) ? providerName(name, null) : name;
}

const fieldNames: Readonly<Record<string, string>> = {
  email: 'e-mail address',
  isAdmin: 'role',
  providerName: 'name',
  issuerUrl: 'issuer',
  clientId: 'client ID',
  clientSecret: 'client secret',
  tenantId: 'tenant',
  allowSignup: 'sign-up',
  autoLink: 'linking by address',
  disableInternalAuth: 'password sign-in',
  enabled: 'switched on or off',
};

function listOf(value: Detail): string {
  const names = String(value).split(/,\s*/);
  return names.map((name) => fieldNames[name] ?? name).join(', ');
}

const modes: Readonly<Record<string, string>> = {
  enabled: 'open',
  review: 'with approval',
  disabled: 'closed',
};

function settingInWords(setting: string, value: Detail | undefined): string {
  if (setting === 'registration.mode') return `registration is ${modes[String(value)] ?? value}`;
  if (setting === 'password.strict') {
    return `strict passwords ${value === true ? 'on' : 'off'}`;
  }
  return isProviderName(setting) ? providerName(setting, null) : setting;
}
