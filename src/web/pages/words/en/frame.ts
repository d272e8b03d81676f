import type { Mark } from '../catalogue.ts';
import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

/** What all pages share: buttons, the top bar, dialogs and notices. */
export const frame = {
  'action.back': 'Go back',
  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.continue': 'Continue',
  'action.copied': 'Copied',
  'action.copy': 'Copy',
  'action.remove': 'Remove',
  'action.retry': 'Try again',
  'action.save': 'Save',
  'action.signOut': 'Sign out',

  'page.account': 'Your account',
  'page.admin': 'Administration',
  'page.link': 'Link',
  'page.login': 'Sign in',
  'page.register': 'Create account',
  'page.title': ({ page, brand }: { page: string; brand: string }) => `${page} · ${brand}`,

  'top.account': 'Account',
  'top.admin': 'Administration',
  'top.docs': 'API reference',
  'top.handbook': 'Handbook',
  'top.help': 'Help',
  'top.label': 'Main',
  'top.signedOut': 'You are signed out.',
  'top.skip': 'Skip to the content',
  'top.waitingCount': ({ count }: { count: number }) =>
    plural(count, { one: '# request to review', other: '# requests to review' }),

  'language.label': 'Language',

  'copy.done': ({ what }: { what: string }) => `${what}: copied`,
  'copy.label': ({ what }: { what: string }) => `Copy ${what}`,
  'copy.refused': 'Your browser does not let this page copy. Please select the text and copy it.',

  'load.loading': 'Loading',

  'broken.again': 'Show it again',
  'broken.text': 'This page ran into a problem. Nothing is lost.',
  'lost.text': 'This page could not be loaded. Please check your connection and try again.',

  'nowhere.text': 'There is nothing at this address. It may have moved, or it was mistyped.',
  'nowhere.title': 'Page not found',
  'nowhere.toAccount': 'Go to your account',

  'confirm.divider': 'or',
  'confirm.form': 'Confirm it is you',
  'confirm.signInAgain': 'Please sign out and sign in again, then try once more.',
  'confirm.text': 'You signed in a while ago, and this change needs a recent sign-in.',
  'confirm.title': 'Please confirm it is you',
  'confirm.with': ({ provider }: { provider: string }) => `Sign in again with ${provider}`,

  'unsaved.leave': 'Leave without saving',
  'unsaved.stay': 'Keep editing',
  'unsaved.text': 'Your changes on this page are not saved yet.',
  'unsaved.title': 'Leave this page?',

  'elsewhere.expired': 'Your session has expired. Sign in again to go on; what you typed is kept.',
  'elsewhere.restored': 'What you typed before is here again.',
  'elsewhere.text':
    'Your session has ended, for example because it was ended on another device. Sign in again to go on; what you typed is kept.',
  'elsewhere.title': 'You were signed out',
  'elsewhere.toSignIn': 'Go to the sign-in page',

  'support.ask': ({ contact }: { contact: string }) => `Please ask ${contact}.`,
  'support.askAdministrator': 'Please ask your administrator.',
  'support.write': ({ link }: { link: Mark }) => `Please ask ${link('your administrator')}.`,

  'provider.local': 'Password',
  'provider.oidc': 'OpenID Connect',
} as const;
