import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

/** The list of users, and the page of one of them. */
export const users = {
  'users.administrator': 'Administrator',
  'users.emailTaken': 'Another account has this e-mail address already.',
  'users.name': 'Name',
  'users.never': 'Never',
  'users.joined': 'Joined',
  'users.lastSignIn': 'Last sign-in',
  'users.methods': 'Sign-in methods',
  'users.new': 'New user',
  'users.noMethods': 'None',
  'users.none': 'No users match',
  'users.search': 'Search by name or e-mail',
  'users.showAll': 'Show all users',
  'users.status': 'Status',
  'users.total': ({ count }: { count: number }) =>
    plural(count, { one: '# user', other: '# users' }),
  'users.you': 'You',

  'users.status.active': 'Active',
  'users.status.disabled': 'Disabled',
  'users.status.pending': 'Waiting',

  'users.filter.anyGroup': 'All groups',
  'users.filter.anyMethod': 'All methods',
  'users.filter.anyRole': 'All roles',
  'users.filter.anyStatus': 'All statuses',
  'users.filter.group': 'Group',
  'users.filter.role': 'Role',
  'users.role.admin': 'Administrators',
  'users.role.user': 'Users without a role',

  'users.sort.createdAt': 'Joined: oldest first',
  'users.sort.-createdAt': 'Joined: newest first',
  'users.sort.email': 'E-mail: A to Z',
  'users.sort.-email': 'E-mail: Z to A',
  'users.sort.lastLoginAt': 'Last sign-in: longest ago first',
  'users.sort.-lastLoginAt': 'Last sign-in: latest first',
  'users.sort.name': 'Name: A to Z',
  'users.sort.-name': 'Name: Z to A',

  'users.select': ({ name }: { name: string }) => `Select ${name}`,
  'users.selectAll': 'Select all users on this page',
  'users.selected': ({ count }: { count: number }) =>
    plural(count, { one: '# selected', other: '# selected' }),
  'users.selection': 'Selected users',
  'users.clearSelection': 'Clear selection',

  'users.act.approve': 'Approve',
  'users.act.delete': 'Delete',
  'users.act.disable': 'Disable',
  'users.act.enable': 'Enable',
  'users.done.approve': ({ count }: { count: number }) =>
    plural(count, { one: '# user was approved.', other: '# users were approved.' }),
  'users.done.delete': ({ count }: { count: number }) =>
    plural(count, { one: '# user was deleted.', other: '# users were deleted.' }),
  'users.done.disable': ({ count }: { count: number }) =>
    plural(count, { one: '# user was disabled.', other: '# users were disabled.' }),
  'users.done.enable': ({ count }: { count: number }) =>
    plural(count, { one: '# user was enabled.', other: '# users were enabled.' }),
  'users.refused': ({ count }: { count: number }) =>
    plural(count, { one: '# user was not changed:', other: '# users were not changed:' }),
  'users.refusedOne': ({ name, reason }: { name: string; reason: string }) => `${name}: ${reason}`,
  'users.refused.own': 'This is your own account. Another administrator can change it.',
  'users.refused.notWaiting': 'This account is not waiting for approval.',

  'users.deleteMany.text': 'Deletes these accounts and everything in them. This cannot be undone.',
  'users.deleteMany.title': ({ count }: { count: number }) =>
    plural(count, { one: 'Delete # user?', other: 'Delete # users?' }),
  'users.disableMany.text':
    'Their sessions and API tokens end at once. They cannot sign in until you enable them again.',
  'users.disableMany.title': ({ count }: { count: number }) =>
    plural(count, { one: 'Disable # user?', other: 'Disable # users?' }),

  'resetLink.code': ({ name }: { name: string }) =>
    `A code to scan that holds the link for ${name}`,
  'resetLink.label': 'Link',
  'resetLink.make': 'Make a link',
  'resetLink.once': ({ name }: { name: string }) =>
    `Copy the link now: it is not shown again. Give it to ${name} in a safe way, or let them scan the code.`,
  'resetLink.send': 'Also send it by mail',
  'resetLink.sendText': ({ email }: { email: string }) => `To ${email}`,
  'resetLink.sent': ({ email }: { email: string }) => `The link is on its way to ${email}.`,
  'resetLink.until': ({ time }: { time: string }) => `It works once, until ${time}.`,
  'resetLink.way': 'With a link',
  'resetLink.wayText': ({ name }: { name: string }) =>
    `${name} opens the link and chooses the password. Nothing changes before that; then all sessions and API tokens of this account end.`,

  'create.administratorHint': 'Can do everything that you can do here.',
  'create.done': ({ name }: { name: string }) => `${name} can sign in now.`,
  'create.mustChange': 'Must choose a new password at the first sign-in',
  'create.mustChangeHint': 'Until then the account gives access to nothing else.',
  'create.passwordHint': 'Leave this empty to generate a password, which is shown to you once.',
  'create.submit': 'Create user',
  'create.title': 'New user',

  'user.account': 'User',
  'user.back': 'Back to the list of users',
  'user.joined': ({ time }: { time: string }) => `Joined ${time}`,
  'user.signedIn': ({ time }: { time: string }) => `Last sign-in ${time}`,
  'user.neverSignedIn': 'Never signed in',
  'user.gone': 'This account does not exist',
  'user.goneText': 'It may have been deleted.',
  'user.approved': ({ name }: { name: string }) => `${name} can sign in now.`,

  'user.details': 'Details',
  'user.detailsText': 'The name, the address and the role of this account.',
  'user.missingEmail': 'Please enter an e-mail address.',
  'user.missingName': 'Please enter a name.',
  'user.ownRole': 'You cannot remove your own administrator role. Another administrator can.',
  'user.roleByGroup': ({
    group,
    provider,
    time,
  }: {
    group: string;
    provider: string;
    time: string;
  }) =>
    `Administrator through the group “${group}” at ${provider}, until ${time}. A sign-in there renews it.`,
  'user.saved': 'The changes are saved.',

  'user.methods': 'Sign-in methods',
  'user.methodsText': 'How this person signs in.',
  'user.methodAddress': ({ email }: { email: string }) => `As ${email}`,
  'user.methodLastUsed': ({ time }: { time: string }) => `Last used ${time}`,
  'user.methodOff': 'Switched off',
  'user.temporary': 'Temporary',
  'user.temporaryText': 'The next sign-in asks for a new password.',
  'user.noMethods': 'This person has no way to sign in. Reset the password to set one.',
  'user.blocked': ({ time }: { time: string }) =>
    `After too many wrong passwords, passwords from unknown networks are refused until ${time}. A reset ends this at once.`,
  'user.failed': ({ count }: { count: number }) =>
    plural(count, {
      one: '# failed sign-in in the last 24 hours',
      other: '# failed sign-ins in the last 24 hours',
    }),
  'user.waitsUntil': ({ time }: { time: string }) =>
    `This request ends on ${time} if it is not approved.`,
  'user.ownAccount': ({ link }: { link: Mark }) =>
    `This is your own account. You manage your password and your sessions in ${link('your account')}.`,

  'user.reset': 'Reset password',
  'user.reset.disconnect': 'Also unlink all providers',
  'user.reset.disconnectText': ({ email }: { email: string }) =>
    `The next person who signs in through a provider that has verified ${email} gets this account.`,
  'user.reset.done': ({ name }: { name: string }) => `New password for ${name}`,
  'user.reset.how': 'Choose how',
  'user.reset.mustChange': 'Must choose a new password at the next sign-in',
  'user.reset.text':
    'A new password is generated and shown to you once. All sessions and the API token of this account end.',
  'user.reset.title': ({ name }: { name: string }) => `Reset the password of ${name}?`,
  'user.reset.way': 'With a password that you hand over',
  'user.once.text': ({ name }: { name: string }) =>
    `Copy the password now: it is not shown again. Give it to ${name} in a safe way, and ask them to change it after the first sign-in.`,
  'user.once.temporary': ({ name }: { name: string }) =>
    `Copy the password now: it is not shown again. Give it to ${name} in a safe way. The next sign-in asks for a new one.`,
  'user.once.done': 'Done',

  'user.sessions': 'Sessions',
  'user.sessionsText': 'The browsers and apps in which this person is signed in.',
  'user.sessions.end': 'End all sessions',
  'user.sessions.ended': ({ name }: { name: string }) => `${name} is signed out everywhere.`,
  'user.sessions.endText': 'Every session of this account ends at once, in browsers and apps.',
  'user.sessions.endTitle': ({ name }: { name: string }) => `Sign ${name} out everywhere?`,
  'user.sessions.lastUsed': ({ time, place }: { time: string; place: string }) =>
    `Last used ${time}, ${place}`,
  'user.sessions.none': 'Not signed in anywhere.',
  'user.tokens': 'API tokens',
  'user.tokensText': 'With these, scripts of this person use the server in their name.',

  'user.activity': 'Activity',
  'user.activityText': ({ link }: { link: Mark }) =>
    `The latest events of this account. All of them are in the ${link('audit log')}.`,

  'user.danger': 'Danger zone',
  'user.dangerText': 'These actions take away access or data.',
  'user.delete': 'Delete account',
  'user.delete.done': ({ name }: { name: string }) => `${name}'s account was deleted.`,
  'user.delete.row': 'This cannot be undone.',
  'user.delete.text': ({ name }: { name: string }) =>
    `Deletes ${name}'s account and everything in it. This cannot be undone.`,
  'user.delete.title': ({ name }: { name: string }) => `Delete ${name}'s account?`,
  'user.disable': 'Disable account',
  'user.disable.done': ({ name }: { name: string }) => `${name}'s account is disabled.`,
  'user.disable.row': 'Ends all sessions and refuses new sign-ins until you enable it again.',
  'user.disable.text':
    'All sessions and the API token of this account end at once. Signing in is refused until you enable the account again.',
  'user.disable.title': ({ name }: { name: string }) => `Disable ${name}'s account?`,
  'user.enable': 'Enable account',
  'user.enable.done': ({ name }: { name: string }) => `${name}'s account is enabled.`,
  'user.enable.row': 'This account is disabled: signing in is refused.',
} as const;
