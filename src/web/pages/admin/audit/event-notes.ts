import type { PlainKey } from '../../words/catalogue.ts';
import { language, t, textOf } from '../../words/words.ts';
import { isOption, optionWords } from '../providers/option-words.ts';
import type { Entry } from './audit-log.ts';

type Details = NonNullable<Entry['details']>;

/** What the log says beside the sentence: why the event failed, and what has another value now. */
export function notesOf({ event, details }: Entry): readonly string[] {
  if (details === null) return [];
  return [
    ...(event === 'invitation.refused' ? [] : reasonOf(details)),
    ...invitationOf(event, details),
    ...missingGroupsOf(details),
    ...linkOf(details),
    ...cureOf(details),
    ...changesOf(event, details),
    ...testOf(event, details),
    ...tokenOf(event, details),
    ...messageOf(event, details),
    ...withToken(details),
  ];
}

/** How an account at a provider was linked that may not be linked by its address alone. */
function linkOf({ address, addressVerified, byPassword, replaced, linking }: Details) {
  const email = String(address);
  const told = addressVerified === true ? 'note.link.told' : 'note.link.toldUnverified';
  return [
    ...(address === undefined ? [] : [t(told, { email })]),
    ...(byPassword === true ? [t('note.link.byPassword')] : []),
    ...(linking === undefined ? [] : [t('note.link.confirming')]),
    ...(replaced === true ? [t('note.link.replaced')] : []),
  ];
}

/** What an API token is, opens, and until when. */
function tokenOf(event: string, details: Details): readonly string[] {
  if (!event.startsWith('api_token.')) return [];
  const { prefix, scopes, formerName, expiresInDays: days } = details;
  const isMade = event === 'api_token.created';
  return [
    ...(prefix === undefined ? [] : [`${prefix}…`]),
    ...(scopes === undefined ? [] : [String(scopes)]),
    ...(formerName === undefined ? [] : [t('note.nameBefore', { name: String(formerName) })]),
    ...(typeof days === 'number' ? [t('note.expiresAfter', { days })] : []),
    ...(isMade && days === undefined ? [t('note.expiresNever')] : []),
  ];
}

/** Why an invitation was refused, or that it is one for administrators. */
function invitationOf(event: string, { why, isAdmin }: Details): readonly string[] {
  if (event === 'invitation.refused') return [textOf(`cause.invitation.${why}`) ?? String(why)];
  return event.startsWith('invitation.') && isAdmin === true ? [t('users.administrator')] : [];
}

/** Which message was not sent, and what the server said about it in English. */
function messageOf(event: string, { kind, error }: Details): readonly string[] {
  if (event !== 'message.dropped' && event !== 'webhook.stopped') return [];
  return [kind, error].flatMap((text) => (text === undefined ? [] : [String(text)]));
}

/** With which API token it was done. */
function withToken({ tokenName, tokenPrefix }: Details): readonly string[] {
  if (tokenName === undefined) return [];
  return [t('note.withToken', { name: String(tokenName), prefix: String(tokenPrefix) })];
}

/** How the groups were missing from what the provider sent. */
function missingGroupsOf({ groups, claims }: Details): readonly string[] {
  const text = missingGroups[String(groups)];
  return text === undefined ? [] : [t(text, { claims: String(claims) })];
}

const missingGroups: Readonly<
  Record<string, 'note.groupsAbsent' | 'note.groupsEmpty' | 'note.groupsOverage'>
> = {
  absent: 'note.groupsAbsent',
  empty: 'note.groupsEmpty',
  overage: 'note.groupsOverage',
};

/** What the operator can do about a refusal of the provider. */
function cureOf({ cure }: Details): readonly string[] {
  const text = cure === undefined ? null : textOf(`cure.${cure}`);
  return text === undefined || text === null ? [] : [text];
}

function reasonOf({ reason, providerError, secured }: Details): readonly string[] {
  const why =
    reason === undefined
      ? []
      : [textOf(`cause.${reason}`) ?? t('cause.other', { code: String(reason) })];
  const said =
    providerError === undefined ? [] : [t('cause.provider_said', { error: String(providerError) })];
  return [...why, ...said, ...(secured === true ? [t('note.secured')] : [])];
}

function testOf(event: string, { ok, issuer, host }: Details): readonly string[] {
  if (event === 'mail.tested') {
    return [String(host), t(ok === true ? 'note.mailTaken' : 'note.mailNotTaken')];
  }
  if (event !== 'oidc.tested') return [];
  const result = t(ok === true ? 'note.testPassed' : 'note.testFailed');
  return issuer === undefined || issuer === '' ? [result] : [String(issuer), result];
}

function changesOf(event: string, details: Details): readonly string[] {
  if (event === 'user.email_followed') {
    const { from, to } = details;
    return [t('change.email', { from: String(from), to: String(to) })];
  }
  if (event === 'user.groups_changed') return groupsOf(details);
  const fields = String(details['fields'] ?? '').split(/,\s*/);
  const isTold = event === 'user.updated' && ['isAdmin', 'status'].includes(fields.join());
  return isTold ? [] : fields.flatMap((field) => changeOf(field, details));
}

function groupsOf({ added, removed, isAdmin, group }: Details): readonly string[] {
  return [
    ...(added === undefined ? [] : [t('note.groupsAdded', { groups: String(added) })]),
    ...(removed === undefined ? [] : [t('note.groupsRemoved', { groups: String(removed) })]),
    ...(isAdmin === true ? [t('change.promotedBy', { group: String(group) })] : []),
    ...(isAdmin === false ? [t('change.demoted')] : []),
  ];
}

/** Fields that are on or off: the text for either. */
const flags: Readonly<Record<string, readonly [on: PlainKey, off: PlainKey]>> = {
  allowSignup: ['change.signupOn', 'change.signupOff'],
  autoLink: ['change.autoLinkOn', 'change.autoLinkOff'],
  disableInternalAuth: ['change.passwordsOff', 'change.passwordsOn'],
  enabled: ['change.providerOn', 'change.providerOff'],
  isAdmin: ['change.promoted', 'change.demoted'],
};

const statuses: Readonly<Record<string, PlainKey>> = {
  active: 'change.enabled',
  disabled: 'change.disabled',
  pending: 'change.waits',
};

function changeOf(name: string, details: Details): readonly string[] {
  const value = details[name];
  const flag = flags[name];
  if (flag !== undefined) return [t(value === true ? flag[0] : flag[1])];
  if (name === 'status') return textsOf(statuses[String(value)]);
  if (value === undefined) return unnamedChangeOf(name, details);
  if (name === 'language') return [languageChange(String(value))];
  const field = textOf(`changed.${name}`) ?? textOf(`option.${name}`);
  if (field === undefined) return [];
  if (isOption(name)) return [t('change.value', { field, value: optionWords(name, value) })];
  const isRemoved = value === '';
  return [
    isRemoved ? t('change.removed', { field }) : t('change.value', { field, value: String(value) }),
  ];
}

function languageChange(code: string): string {
  if (code === '') return t('change.languageOfBrowser');
  const value = new Intl.DisplayNames(language(), { type: 'language' }).of(code) ?? code;
  return t('change.value', { field: t('changed.language'), value });
}

/** A change whose new value the log does not hold. */
function unnamedChangeOf(name: string, { formerEmail }: Details): readonly string[] {
  if (name === 'name') return [t('change.name')];
  if (name === 'clientSecret') return [t('change.secret')];
  if (name === 'password') return [t('change.mailPassword')];
  const isEmail = name === 'email' && formerEmail !== undefined;
  return isEmail ? [t('change.formerEmail', { email: String(formerEmail) })] : [];
}

function textsOf(key: PlainKey | undefined): readonly string[] {
  return key === undefined ? [] : [t(key)];
}
