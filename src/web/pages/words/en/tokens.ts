import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

type Name = { name: string };
type On = { date: string };

/** API tokens, on the account page and in the panel; loaded when they are shown. */
export const tokens = {
  'apiToken.appsGuide': ({ link }: { link: Mark }) =>
    `How an app uses accounts of this server: ${link('Use it from your app')}.`,
  'apiToken.create': 'Create token without a name',
  'apiToken.keep': 'Keep it secret, like a password. Try it in a terminal:',
  'apiToken.label': 'API token',
  'apiToken.none': 'You have none.',
  'apiToken.reference': ({ link }: { link: Mark }) => `All requests: ${link('API reference')}.`,
  'apiToken.replace': 'Replace',
  'apiToken.replaced': 'Your new API token is ready. The old one no longer works.',
  'apiToken.replaceText':
    'You get a new one. Every script that uses the old one stops working at once.',
  'apiToken.replaceTitle': 'Replace your API token?',
  'apiToken.revoke': 'Revoke',
  'apiToken.revoked': 'Your API token is revoked.',
  'apiToken.revokeText': 'Every script that uses it stops working at once.',
  'apiToken.revokeTitle': 'Revoke your API token?',
  'apiToken.show': 'Show',

  'scope.adminRead': 'Read the administration',
  'scope.adminReadHint': 'Users, settings and the audit log, but change nothing.',
  'scope.adminUsers': 'Manage users',
  'scope.adminUsersHint':
    'Create, invite, approve, disable and sign out users, but no administrators. Includes reading.',
  'scope.me': 'Read the account',
  'scope.meHint': 'Name, e-mail address and role.',
  'scope.profile': 'Change the profile',
  'scope.profileHint': 'Name, language and picture.',

  'tokens.afterDays': ({ days, date }: { days: number; date: string }) =>
    plural(days, { one: `After # day, on ${date}`, other: `After # days, on ${date}` }),
  'tokens.allRevoked': ({ name }: Name) => `All API tokens of ${name} are revoked.`,
  'tokens.command': 'Command',
  'tokens.copied': 'I have copied it',
  'tokens.create': 'Create',
  'tokens.created': ({ time }: { time: string }) => `Created ${time}`,
  'tokens.edit': 'Edit',
  'tokens.editLabel': ({ name }: Name) => `Edit ${name}`,
  'tokens.editTitle': ({ name }: Name) => `Edit ${name}`,
  'tokens.expired': 'Expired',
  'tokens.expiredOn': ({ date }: On) => `Expired on ${date}`,
  'tokens.expiresOn': ({ date }: On) => `Expires on ${date}`,
  'tokens.expiry': 'Expires',
  'tokens.lasting': 'Does not expire',
  'tokens.lastUsed': ({ time, place }: { time: string; place: string }) =>
    `Last used ${time}, ${place}`,
  'tokens.legacyText':
    'It reads your own account, does not expire, and can be shown again. A token with a name is safer.',
  'tokens.legacyTitle': 'API token without a name',
  'tokens.made': ({ name }: Name) => `API token ${name} is ready`,
  'tokens.name': 'Name',
  'tokens.nameHint': 'What you will use it for, so that you recognize it later.',
  'tokens.nameMissing': 'Please give it a name.',
  'tokens.never': 'Never',
  'tokens.new': 'New API token',
  'tokens.none': 'You have no API tokens with a name yet.',
  'tokens.noneOf': 'This user has no API tokens.',
  'tokens.once': 'Copy the token now. It is not shown again.',
  'tokens.opensNothing': 'No access',
  'tokens.revoke': 'Revoke',
  'tokens.revokeAll': 'Revoke all',
  'tokens.revokeAllText': 'Every script that uses one of them stops working at once.',
  'tokens.revokeAllTitle': ({ name }: Name) => `Revoke all API tokens of ${name}?`,
  'tokens.revoked': ({ name }: Name) => `${name} is revoked.`,
  'tokens.revokeLabel': ({ name }: Name) => `Revoke ${name}`,
  'tokens.revokeText': 'Every script that uses it stops working at once.',
  'tokens.revokeTitle': ({ name }: Name) => `Revoke ${name}?`,
  'tokens.saved': ({ name }: Name) => `API token ${name} is saved.`,
  'tokens.scopes': 'What it may do',
  'tokens.scopesMissing': 'Please choose what the token may do.',
  'tokens.staysUntil': ({ date }: On) => `As before, on ${date}`,
  'tokens.try': 'Try it in a terminal:',
  'tokens.unused': 'Never used',
} as const;
