import type { AuditEvent } from '../../../../features/audit/schema.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

type Names<Name extends string> = Readonly<Record<Name, string>>;
type By = Names<'actor' | 'account'>;
type At = Names<'account' | 'provider'>;
type Account = Names<'account'>;
type ByGroup = Names<'actor' | 'group'>;
type Actor = Names<'actor'>;
type ActorAtProvider = Names<'actor' | 'provider'>;

/** The audit log. */
export const audit = {
  'audit.account': 'Account',
  'audit.activityAll': 'Show all in the audit log',
  'audit.activityNone': 'No activity yet',
  'audit.allPeople': ({ person }: { person: string }) => `Show all accounts, not only ${person}`,
  'audit.anyEvent': 'All events',
  'audit.anyTime': 'Any time',
  'audit.browser': 'Browser',
  'audit.browserOn': ({ browser, system }: { browser: string; system: string }) =>
    `${browser} on ${system}`,
  'audit.by': 'By',
  'audit.byUnknown': 'Not signed in',
  'audit.clear': 'Show the whole log',
  'audit.commandLine': 'The command line',
  'audit.event': 'Event',
  'audit.failed': 'Failed',
  'audit.failuresOnly': 'Failures only',
  'audit.findPerson': 'Find a person',
  'audit.found': ({ count }: { count: number }) =>
    plural(count, { one: '# entry', other: '# entries' }),
  'audit.foundPeople': ({ count }: { count: number }) =>
    plural(count, { one: '# person found', other: '# people found' }),
  'audit.from': 'From',
  'audit.ip': 'IP address',
  'audit.none': 'No entries yet',
  'audit.noPerson': 'No user has this name or address.',
  'audit.noMatch': 'No entries match',
  'audit.onePerson': 'One person',
  'audit.onServer': 'On the server',
  'audit.period': 'Time',
  'audit.to': 'To',
  'audit.today': ({ date }: { date: string }) => `Today, ${date}`,
  'audit.unknown': 'Unknown',
  'audit.when': 'Time',
  'audit.yesterday': ({ date }: { date: string }) => `Yesterday, ${date}`,

  'period.dates': 'From … to …',
  'period.day': 'Last 24 hours',
  'period.hour': 'Last hour',
  'period.month': 'Last 30 days',
  'period.week': 'Last 7 days',

  'eventGroup.accounts': 'Accounts',
  'eventGroup.own': 'Own account',
  'eventGroup.server': 'Server',
  'eventGroup.signIn': 'Sign-in',

  'event.api_token.all_revoked': 'All API tokens revoked',
  'event.api_token.created': 'API token with a name created',
  'event.api_token.regenerated': 'API token created',
  'event.api_token.revoked': 'API token revoked',
  'event.api_token.updated': 'API token changed',
  'event.audit.exported': 'Audit log downloaded',
  'event.backup.made': 'Backup made',
  'event.backup.restored': 'Backup restored',
  'event.exchange_code.reused': 'Session ended: its sign-in code was used twice',
  'event.group.created': 'Group created',
  'event.group.deleted': 'Group deleted',
  'event.group.updated': 'Group changed',
  'event.identity.contested': 'Two identities claim one account',
  'event.identity.link_failed': 'Provider not linked',
  'event.identity.linked': 'Provider linked',
  'event.identity.replaced': 'Taken over by a provider move',
  'event.identity.unlinked': 'Provider unlinked',
  'event.instance.moved': 'Server moved to this database',
  'event.invitation.created': 'Invitation made',
  'event.invitation.refused': 'Invitation refused',
  'event.invitation.revoked': 'Invitation revoked',
  'event.invitation.used': 'Invitation used',
  'event.link_request.granted': 'Linking granted',
  'event.link_request.made': 'Linking requested',
  'event.link_request.refused': 'Linking refused',
  'event.mail.tested': 'Mail settings tested',
  'event.message.dropped': 'Message not sent',
  'event.message.retried': 'Waiting messages tried again',
  'event.oidc.tested': 'Provider tested',
  'event.password.change_failed': 'Password not changed',
  'event.password.changed': 'Password changed',
  'event.profile.changed': 'Profile changed',
  'event.profile.image_changed': 'Picture changed',
  'event.profile.image_removed': 'Picture removed',
  'event.session.ended': 'Signed out',
  'event.session.ended_by_provider': 'Session ended: signed out at the provider',
  'event.session.failed': 'Sign-in failed',
  'event.session.others_ended': 'Signed out on other devices',
  'event.session.pending': 'Sign-in while waiting for approval',
  'event.session.reauthenticated': 'Signed in again for a change',
  'event.session.reauthentication_failed': 'Sign-in for a change failed',
  'event.session.refresh_repeated': 'Session renewed from another network',
  'event.session.refresh_reused': 'Session ended: its token was used twice',
  'event.session.started': 'Signed in',
  'event.provider_move.started': 'Provider move started',
  'event.provider_move.undone': 'Provider move undone',
  'event.setting.changed': 'Setting changed',
  'event.signing_key.rotated': 'Signing key changed',
  'event.user.approved': 'Account approved',
  'event.user.created': 'Account created',
  'event.user.deleted': 'Account deleted',
  'event.user.demotion_withheld': 'Administrator role kept: no other administrator',
  'event.user.email_change_requested': 'Change of e-mail address requested',
  'event.user.email_changed': 'E-mail address changed',
  'event.user.email_followed': 'E-mail address changed at the provider',
  'event.user.email_verified': 'E-mail address confirmed',
  'event.user.expired': 'Request expired',
  'event.user.groups_changed': 'Groups changed',
  'event.user.password_reset': 'Password reset',
  'event.user.reset_requested': 'Password link requested',
  'event.user.registered': 'Signed up',
  'event.user.rejected': 'Request rejected',
  'event.user.reset_link_made': 'Link for a new password made',
  'event.user.sessions_ended': 'Signed out by an administrator',
  'event.user.unlocked': 'Account unlocked',
  'event.user.updated': 'Account changed',
  'event.users.exported': 'List of users downloaded',
  'event.webhook.stopped': 'Webhook stopped',

  'did.accountApproved': ({ actor, account }: By) => `${actor} approved ${account}`,
  'did.accountChanged': ({ actor, account }: By) => `${actor} changed the account ${account}`,
  'did.accountCreated': ({ actor, account }: By) => `${actor} created the account ${account}`,
  'did.accountDeleted': ({ actor, account }: By) => `${actor} deleted the account ${account}`,
  'did.accountDemoted': ({ actor, account }: By) =>
    `${actor} took the administrator role from ${account}`,
  'did.accountDisabled': ({ actor, account }: By) => `${actor} disabled ${account}`,
  'did.accountEnabled': ({ actor, account }: By) => `${actor} enabled ${account}`,
  'did.accountExpired': ({ account }: Account) =>
    `The request of ${account} expired without a decision`,
  'did.accountPromoted': ({ actor, account }: By) => `${actor} made ${account} an administrator`,
  'did.accountRejected': ({ actor, account }: By) => `${actor} rejected the request of ${account}`,
  'did.accountUnlocked': ({ actor, account }: By) =>
    `${actor} unlocked ${account} after wrong passwords`,
  'did.backupMade': ({ people }: { people: number }) =>
    plural(people, {
      one: 'A backup with # account was made',
      other: 'A backup with # accounts was made',
    }),
  'did.backupRestored': 'A backup was restored, and all users have to sign in again',
  'did.codeReused': ({ account }: Account) =>
    `A session of ${account} was ended: its sign-in code was used twice`,
  'did.confirmed': ({ account }: Account) => `${account} signed in again to make a change`,
  'did.demotionWithheld': ({ account, provider }: { account: string; provider: string }) =>
    `${account} is in no group for administrators at ${provider} any more, but keeps the role, because there is no other administrator`,
  'did.emailChanged': ({ account, former }: Names<'account' | 'former'>) =>
    `${account} changed the e-mail address, which was ${former}`,
  'did.emailChangeRequested': ({ account, email }: Names<'account' | 'email'>) =>
    `${account} asked for the address ${email}, which is not confirmed yet`,
  'did.emailFollowed': ({ account, provider }: At) =>
    `The e-mail address of ${account} changed at ${provider}`,
  'did.emailNotFollowed': ({ account, provider }: At) =>
    `The e-mail address of ${account} changed at ${provider}, but not here`,
  'did.emailVerified': ({ account }: Account) => `${account} confirmed the e-mail address`,
  'did.exportedAudit': ({ actor }: Actor) => `${actor} downloaded the audit log`,
  'did.exportedUsers': ({ actor }: Actor) => `${actor} downloaded the list of users`,
  'did.groupChanged': ({ actor, group }: ByGroup) => `${actor} changed the group ${group}`,
  'did.groupCreated': ({ actor, group }: ByGroup) => `${actor} created the group ${group}`,
  'did.groupDeleted': ({ actor, group }: ByGroup) => `${actor} deleted the group ${group}`,
  'did.groupRenamed': ({ actor, former, group }: Names<'actor' | 'former' | 'group'>) =>
    `${actor} renamed the group ${former} to ${group}`,
  'did.groupsChanged': ({ actor, account }: By) => `${actor} changed the groups of ${account}`,
  'did.groupsFollowed': ({ account, provider }: At) =>
    `The groups of ${account} changed at ${provider}`,
  'did.keyChanged': ({ actor }: Actor) => `${actor} let another key sign access tokens`,
  'did.keyScheduled': 'Another key signs access tokens, as planned',
  'did.keysRevoked': ({ actor }: Actor) => `${actor} revoked the keys that signed access tokens`,
  'did.languageChanged': ({ account }: Account) => `${account} changed the language`,
  'did.linked': ({ account, provider }: At) => `${account} linked ${provider}`,
  'did.linkFailed': ({ provider }: { provider: string }) => `Linking ${provider} failed`,
  'did.moved': 'The server moved to this database',
  'did.dropped.webhook': 'An event could not be delivered to the webhook, and is not tried again',
  'did.dropped.mail': 'A mail could not be delivered, and is not tried again',
  'did.dropped.task': 'A task of the server failed, and is not tried again',
  'did.messagesRetried': ({ actor }: Actor) => `${actor} had the waiting messages tried again`,
  'did.nameFollowed': ({ account, provider }: At) =>
    `The name of ${account} changed at ${provider}`,
  'did.notConfirmed': ({ account }: Account) =>
    `${account} could not sign in again to make a change`,
  'did.otherSessionsEnded': ({ account }: Account) => `${account} signed out on all other devices`,
  'did.passwordChanged': ({ account }: Account) => `${account} changed the password`,
  'did.passwordNotChanged': ({ account }: Account) => `${account} could not change the password`,
  'did.passwordReset': ({ actor, account }: By) => `${actor} reset the password of ${account}`,
  'did.resetRequested': ({ account }: Account) =>
    `A link to choose a new password was mailed to ${account}, on request`,
  'did.passwordResetByLink': ({ account }: Account) =>
    `${account} chose a new password with a link`,
  'did.pictureChanged': ({ account }: Account) => `${account} changed the picture`,
  'did.pictureRemoved': ({ account }: Account) => `${account} removed the picture`,
  'did.profileChanged': ({ account }: Account) => `${account} changed the profile`,
  'did.providerChanged': ({ actor, provider }: ActorAtProvider) =>
    `${actor} changed the settings of ${provider}`,
  'did.providerTested': ({ actor, provider }: ActorAtProvider) => `${actor} tested ${provider}`,
  'did.registrationClosed': ({ actor }: Actor) => `${actor} closed sign-up`,
  'did.registrationOpen': ({ actor }: Actor) => `${actor} let anyone sign up`,
  'did.registrationReview': ({ actor }: Actor) => `${actor} made sign-up need approval`,
  'did.resetLinkMade': ({ actor, account }: By) =>
    `${actor} made a link with which ${account} chooses a new password`,
  'did.sessionRepeated': ({ account }: Account) =>
    `A session of ${account} was renewed twice, once from another network that the account has used before`,
  'did.sessionReused': ({ account }: Account) =>
    `A session of ${account} was ended: its token was used twice`,
  'did.sessionsEnded': ({ actor, account }: By) => `${actor} signed ${account} out on all devices`,
  'did.settingChanged': ({ actor, setting }: Names<'actor' | 'setting'>) =>
    `${actor} changed the setting ${setting}`,
  'did.signedIn': ({ account }: Account) => `${account} signed in with a password`,
  'did.signedInAt': ({ account, provider }: At) => `${account} signed in with ${provider}`,
  'did.signedOut': ({ account }: Account) => `${account} signed out`,
  'did.signedOutThere': ({ account, provider }: At) =>
    `${account} was signed out, because they signed out at ${provider}`,
  'did.signedUp': ({ account }: Account) => `${account} signed up with a password`,
  'did.signedUpAt': ({ account, provider }: At) => `${account} signed up with ${provider}`,
  'did.signInFailed': ({ account }: Account) => `${account} could not sign in`,
  'did.signInFailedAt': ({ account, provider }: At) =>
    `${account} could not sign in with ${provider}`,
  'did.strictOff': ({ actor }: Actor) => `${actor} switched off the rules for strong passwords`,
  'did.strictOn': ({ actor }: Actor) => `${actor} switched on the rules for strong passwords`,
  'did.strangerFailed': 'A sign-in failed',
  'did.strangerFailedAt': ({ provider }: { provider: string }) =>
    `A sign-in with ${provider} failed`,
  'did.tokenChanged': ({ account, token }: Names<'account' | 'token'>) =>
    `${account} changed the API token ${token}`,
  'did.signInTested': ({ actor, provider }: { actor: string; provider: string }) =>
    `${actor} tested a sign-in with ${provider}`,
  'did.tokenCreated': ({ account }: Account) => `${account} created an API token`,
  'did.tokenMade': ({ account, token }: Names<'account' | 'token'>) =>
    `${account} created the API token ${token}`,
  'did.tokenRevoked': ({ account }: Account) => `${account} revoked the API token`,
  'did.tokenRevokedHere': ({ account, token }: Names<'account' | 'token'>) =>
    `${account} revoked the API token ${token}`,
  'did.tokenRevokedOf': ({ actor, account, token }: Names<'actor' | 'account' | 'token'>) =>
    `${actor} revoked the API token ${token} of ${account}`,
  'did.tokensRevoked': ({ actor, account }: By) => `${actor} revoked all API tokens of ${account}`,
  'did.unlinked': ({ account, provider }: At) => `${account} unlinked ${provider}`,
  'did.waits': ({ account }: Account) => `${account} tried to sign in, but waits for approval`,
  'did.webhookStopped': 'The receiver of the webhook wants no more events',
} as const satisfies Readonly<Record<`event.${AuditEvent}`, string>> &
  Readonly<Record<string, unknown>>;
