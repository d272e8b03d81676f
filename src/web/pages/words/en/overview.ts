import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

/** The first page of the panel. */
export const overview = {
  'overview.active': 'Active',
  'overview.administrators': 'Administrators',
  'overview.allUsers': 'All users',
  'overview.attention': 'Notices',
  'overview.auditLog': 'Audit log',
  'overview.disabled': 'Disabled',
  'overview.joined': ({ time }: { time: string }) => `Signed up ${time}`,
  'overview.linkRequests': ({ count }: { count: number }) =>
    plural(count, {
      one: '# person wants a sign-in linked to an account',
      other: '# people want a sign-in linked to an account',
    }),
  'overview.linkRequestsText': 'Compare who asks with the account, and decide.',
  'overview.newest': 'Newest accounts',
  'overview.numbers': 'Numbers',
  'overview.ordinary': 'There are no requests to review and no warnings.',
  'overview.ordinaryTitle': 'Everything is in order',
  'overview.quiet': 'Nothing unusual lately',
  'overview.security': 'Security events',
  'overview.serverTimes': ({ started, seen }: { started: string; seen: string }) =>
    `Started ${started}, last seen ${seen}`,
  'overview.servers': 'Servers',
  'overview.serversLead': 'All servers that use this database.',
  'overview.sessions': 'Sessions',
  'overview.users': 'Users',
  'overview.version': ({ version }: { version: string }) => `Version ${version}`,
  'overview.waiting': ({ count }: { count: number }) =>
    plural(count, {
      one: '# person waits for approval',
      other: '# people wait for approval',
    }),
  'overview.waitingAct': 'Review requests',
  'overview.waitingText': 'They can sign in once you approve them.',

  'elsewhereAddress.line': 'The setting for this address',
  'elsewhereAddress.open': ({ address, link }: { address: string; link: Mark }) =>
    `Is ${address} right? Then ${link('open this page there')}.`,
  'elsewhereAddress.text': ({ address, here }: { address: string; here: string }) =>
    `You opened this page at ${here}, but the address of the server is set to ${address}. Sign-in with a provider works only at the address that is set. If people use ${here}, set this and restart the server:`,
  'elsewhereAddress.title': 'You opened the server at another address',

  'steps.all': 'All first steps are done.',
  'steps.dismiss': 'Hide this list',
  'steps.dismissText': 'No administrator will see this list again.',
  'steps.dismissTitle': 'Hide the first steps?',
  'steps.done': 'Done',
  'steps.invite': 'Invite people',
  'steps.open': 'To do',
  'steps.progress': ({ done, total }: { done: string; total: string }) => `${done} of ${total}`,
  'steps.progressLabel': 'Progress',
  'steps.title': 'First steps',
  'steps.undo': ({ step }: { step: string }) => `Mark “${step}” as not done`,
  'steps.undoShort': 'Undo',

  'step.address.act': 'Read how to set it',
  'step.address.text': ({ address }: { address: string }) =>
    `The address is ${address}. Other people cannot open it. Set APP_URL to the address that they will use, such as https://auth.example.com, and restart the server.`,
  'step.address.tick': 'This address is right',
  'step.address.title': 'Set the address that people use',
  'step.administrator.act': 'Add an administrator',
  'step.administrator.text':
    'If you cannot sign in any more, another administrator can help you. Without one, only the command line on the server can.',
  'step.administrator.tick': 'One is enough',
  'step.administrator.title': 'Add a second administrator',
  'step.app.act': 'Use it from your app',
  'step.app.text':
    'People sign in here, and your app learns who they are. The handbook has examples to copy.',
  'step.app.tick': 'My app is connected',
  'step.app.title': 'Connect an app',
  'step.backup.act': 'Read how to make one',
  'step.backup.text':
    'A backup holds the accounts, the settings and the key of the server. This step is done once the server has made one.',
  'step.backup.tick': 'I have my own backups',
  'step.backup.title': 'Make a backup',
  'step.provider.act': 'Set up a provider',
  'step.provider.text':
    'People can then sign in with an account that they have already, for example at Google or at your own identity provider.',
  'step.provider.tick': 'Use passwords only',
  'step.provider.title': 'Choose how people sign in',
  'step.registration.act': 'Change who can sign up',
  'step.registration.text': 'Right now, anyone who can open this server can create an account.',
  'step.registration.tick': 'Keep it open to anyone',
  'step.registration.title': 'Decide who can sign up',

  'warning.halfProvider': ({ provider }: { provider: string }) => `${provider} is only half set up`,
  'warning.halfProviderId': 'It cannot be used yet, because its client ID is missing.',
  'warning.halfProviderSecret': 'It cannot be used yet, because its client secret is missing.',
  'warning.oidcUnfinished': ({ provider }: { provider: string }) =>
    `${provider} is switched on, but not set up`,
  'warning.oidcUnfinishedId': 'It cannot be used yet, because the client ID is missing.',
  'warning.oidcUnfinishedIssuer': 'It cannot be used yet, because the issuer URL is missing.',
  'warning.onlyAdministrator': 'There is only one administrator',
  'warning.onlyAdministratorText':
    'If that account cannot sign in any more, only the command line on the server can help. Add a second administrator.',
  'warning.passwordsOn': 'Sign-in with a password still works',
  'warning.passwordsOnText':
    'It was switched off, but no provider is set up that could take its place.',
  'warning.secret': ({ provider }: { provider: string }) =>
    `The client secret of ${provider} cannot be read`,
  'warning.secretText':
    'It is stored, but can no longer be decrypted. No one can sign in there until you enter it again.',
  'warning.toAdministrators': 'Add an administrator',
  'warning.toProviders': 'Open the providers',
  'warning.unprovenTokens': 'Tokens of apps are accepted without proof',
  'warning.unprovenTokensText':
    'Your provider gives apps access tokens that do not name the app they were made for. Set OIDC_MOBILE_AUDIENCE_CHECK=strict to refuse them.',
  'warning.versions': 'The servers run different versions',
  'warning.versionsText': ({ versions }: { versions: string }) =>
    `They run ${versions}. Please give all of them the newest one.`,
} as const;
