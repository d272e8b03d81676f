import type { Mark } from '../catalogue.ts';

/** The pages for people who are not signed in. */
export const signIn = {
  'signIn.closed': 'No account yet?',
  'signIn.confirmed': 'Thank you, you are confirmed. You can go on with what you began.',
  'signIn.continueWith': ({ provider }: { provider: string }) => `Continue with ${provider}`,
  'signIn.create': ({ link }: { link: Mark }) => `New here? ${link('Create an account')}`,
  'signIn.createReview': ({ link }: { link: Mark }) =>
    `New here? ${link('Create an account')}. Your administrator approves it before you can use it.`,
  'signIn.divider': 'or with your e-mail',
  'signIn.endedElsewhere': 'You were signed out on another device.',
  'signIn.first': 'The first person to sign in becomes the administrator of this server.',
  'signIn.forgotten': 'Forgot your password?',
  'signIn.goingThere': ({ provider }: { provider: string }) => `Going to ${provider}`,
  'signIn.otherPerson':
    'You signed in at the provider with the account of another person, so nothing is confirmed. You are still signed in as before, and nothing was changed.',
  'signIn.passwordRemoved':
    'An account with your e-mail address existed already, but the address had never been verified. The account is yours now: its password, sessions and API token were removed, so that the person who created it cannot sign in.',
  'signIn.providersAt': ({ host }: { host: string }) =>
    `These buttons open ${host} first. Please choose your provider there again.`,
  'signIn.signedIn': 'You are signed in',
  'signIn.signingIn': 'Signing you in',
  'signIn.stayHere': 'Stay on this page',
  'signIn.stillSignedIn': 'You are still signed in',

  'confirmFirst.later':
    'No mail after a few minutes? Look into your spam folder, or sign in again for a new link.',
  'confirmFirst.text': ({ email }: { email: string }) =>
    `We have sent a link to ${email}. Open it to confirm the address, then you can sign in.`,
  'confirmFirst.title': 'Confirm your e-mail address',
  'forgot.back': ({ link }: { link: Mark }) => link('Back to the sign-in page'),
  'forgot.later': 'No mail after a few minutes? Look into your spam folder.',
  'forgot.lead':
    'Enter your e-mail address. We send you a link with which you choose a new password.',
  'forgot.noMail': 'This server sends no mail.',
  'forgot.sent': ({ email }: { email: string }) =>
    `If there is an account with the address ${email}, a message with a link is on its way. The link works for one hour.`,
  'forgot.sentTitle': 'Look into your mailbox',
  'forgot.submit': 'Send the link',
  'forgot.title': 'Forgot your password?',

  'register.byProvider':
    'Accounts on this server come from an identity provider. Please sign in with it.',
  'register.first': 'Create the administrator account',
  'register.firstLead': 'This server is new. The first account is its administrator.',
  'register.missingSetupToken': 'Please enter the setup token.',
  'register.review': 'Your administrator approves new accounts before they can be used.',
  'register.setupToken': 'Setup token',
  'register.setupTokenHint': 'The person who started this server has set it as SETUP_TOKEN.',
  'register.signIn': ({ link }: { link: Mark }) => `Already have an account? ${link('Sign in')}`,
  'register.taken': ({ link }: { link: Mark }) => `Is it yours? ${link('Sign in instead')}`,

  'choose.missingTemporary': 'Please enter the temporary password.',
  'choose.submit': 'Save and continue',
  'choose.temporary': 'Temporary password',
  'choose.text': 'Your password is temporary. Please choose one that only you know.',
  'choose.title': 'Choose a new password',

  'pending.approved': 'Your account is approved',
  'pending.approvedText': 'You can sign in now.',
  'pending.expired': 'Your account may still wait',
  'pending.expiredText':
    'This page has stopped checking. Please sign in to see whether your account is approved.',
  'pending.gone': 'Your account was not approved',
  'pending.goneText':
    'Your request for an account has ended: it was not approved, or it was not answered in time.',
  'pending.otherAccount': 'Use another account',
  'pending.text':
    'Your account still waits: your administrator has to approve it. This page checks by itself and tells you.',
  'pending.textLater': 'You may also close it, come back later and sign in.',
  'pending.title': 'Waiting for approval',
  'pending.toSignIn': 'Back to the sign-in page',

  'link.ask': 'Ask your administrator',
  'link.askedText': ({ date }: { date: string }) =>
    `Your administrator decides whether this account at the provider is yours. Come back later and sign in there as usual. The request ends on ${date}.`,
  'link.askedTitle': 'Your request was sent',
  'link.askText':
    'Your administrator sees who asks and decides. After that you sign in at the provider as usual.',
  'link.divider': 'or',
  'link.password': 'Confirm with your password',
  'link.passwordText': 'Your account at the provider then opens this account, too.',
  'link.refusedText':
    'Your administrator has refused this request. If that was a mistake, please talk to them.',
  'link.refusedTitle': 'Your request was not granted',
  'link.submit': 'Link and sign in',
  'link.text':
    'There is an account with your address already, but your provider is not linked to it yet. If it is yours, link it now.',
  'link.title': 'Is this your account?',
} as const;
