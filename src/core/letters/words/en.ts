import type { LetterWords } from '../words.ts';

const ifNotYou =
  'If this was not you, change your password at once, sign out all other devices on the page of your account, and tell your administrator.';
const openAccount = 'Open your account';

export const en: LetterWords = {
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  colon: (label) => `${label}:`,
  orOpen: 'Or open this address in your browser:',
  worksUntil: ({ time }) => `The link works once, until ${time}.`,
  help: 'Help',
  labels: {
    when: 'When',
    device: 'Device',
    ip: 'IP address',
    name: 'Name',
    email: 'E-mail',
    token: 'API token',
    provider: 'Provider',
    administrator: 'Administrator',
    validUntil: 'Valid until',
  },
  browserOn: ({ browser, system }) => `${browser} on ${system}`,
  appOn: ({ system }) => `App on ${system}`,
  mobileApp: 'Mobile app',

  verifyEmail: ({ brand, email }) => ({
    subject: `Confirm your e-mail address for ${brand}`,
    title: 'Confirm your e-mail address',
    paragraphs: [
      `An account at ${brand} has the address ${email}. Please confirm that it is yours.`,
    ],
    button: 'Confirm address',
    surprise:
      'If you have no account there, you can ignore this message: the address stays unconfirmed.',
  }),
  resetPassword: ({ brand, email, by }) => ({
    subject: `Choose a new password for ${brand}`,
    title: 'Choose a new password',
    paragraphs: [
      by === null
        ? `A link for a new password was requested for your account ${email} at ${brand}.`
        : `${by} sends you this link, so that you can choose a new password for your account ${email} at ${brand}.`,
    ],
    button: 'Choose a new password',
    surprise:
      by === null
        ? 'If you did not ask for it, you can ignore this message: your password stays as it is.'
        : 'Your password stays as it is until you use the link.',
  }),
  resetAtProvider: ({ brand, email, providers }) => ({
    subject: `How to sign in to ${brand}`,
    title: 'Your account has no password here',
    paragraphs: [
      `A link for a new password was requested for your account ${email} at ${brand}.`,
      `You sign in with ${providers}, so your password is kept there and can only be changed there.`,
    ],
    button: 'Go to the sign-in page',
    surprise: 'If you did not ask for it, you can ignore this message: nothing has changed.',
  }),
  changeEmail: ({ brand, email }) => ({
    subject: `Confirm your new e-mail address for ${brand}`,
    title: 'Confirm your new e-mail address',
    paragraphs: [
      `An account at ${brand} is to get the address ${email}. Please confirm that it is yours.`,
    ],
    button: 'Confirm address',
    surprise: 'If you did not ask for it, you can ignore this message: nothing changes.',
  }),
  emailChanging: ({ brand, email, newEmail }) => ({
    subject: `A new e-mail address for your account at ${brand}`,
    title: 'A new e-mail address was requested',
    paragraphs: [
      `Your account at ${brand} is to get the address ${newEmail} instead of ${email}.`,
      'It changes as soon as the new address is confirmed. Until then everything stays as it is.',
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  emailChanged: ({ brand, email, newEmail }) => ({
    subject: `Your e-mail address at ${brand} was changed`,
    title: 'Your e-mail address was changed',
    paragraphs: [
      `Your account at ${brand} now has the address ${newEmail} instead of ${email}. This is the last message to the old address.`,
    ],
    surprise: 'If this was not you, tell your administrator at once.',
  }),
  invitation: ({ brand, email, by }) => ({
    subject: `Your invitation to ${brand}`,
    title: `You are invited to ${brand}`,
    paragraphs: [
      by === null
        ? `You are invited to create an account at ${brand} with the address ${email}.`
        : `${by} invites you to create an account at ${brand} with the address ${email}.`,
    ],
    button: 'Accept the invitation',
    surprise: 'If you did not expect it, you can ignore this message: no account is created.',
  }),
  waiting: ({ brand, count, name }) => ({
    subject:
      count === 1
        ? `${name} is waiting for approval at ${brand}`
        : `${count} people are waiting for approval at ${brand}`,
    title:
      count === 1 ? 'A person is waiting for approval' : `${count} people are waiting for approval`,
    paragraphs: [
      count === 1
        ? `A person has registered at ${brand}, and can sign in once an administrator approves the account.`
        : `They have registered at ${brand}, and can sign in once an administrator approves their accounts. The newest request:`,
    ],
    button: 'Review requests',
    surprise: null,
  }),
  approved: ({ brand, email }) => ({
    subject: `Your account at ${brand} is approved`,
    title: 'Your account is approved',
    paragraphs: [
      `An administrator has approved your account ${email} at ${brand}. You can sign in now.`,
    ],
    button: 'Sign in',
    surprise: 'If you did not ask for an account, please tell the administrator.',
  }),
  rejected: ({ brand, email }) => ({
    subject: `Your request for an account at ${brand}`,
    title: 'Your request was not approved',
    paragraphs: [
      `An account at ${brand} was requested with the address ${email}. An administrator did not approve it, and what was entered has been deleted.`,
    ],
    surprise: 'If you did not ask for an account, you can ignore this message.',
  }),
  security: {
    password_changed: ({ brand, account }) => ({
      subject: `Your password at ${brand} was changed`,
      title: 'Your password was changed',
      paragraphs: [
        `Your account ${account} at ${brand} has a new password. All other devices are signed out.`,
      ],
      button: openAccount,
      surprise:
        'If this was not you, tell your administrator at once: they can send you a link to choose another password.',
    }),
    password_reset: ({ brand, account }) => ({
      subject: `Your password at ${brand} was reset`,
      title: 'Your password was reset',
      paragraphs: [
        `The password of your account ${account} at ${brand} was reset. All devices are signed out.`,
      ],
      button: openAccount,
      surprise: 'If you did not expect this, tell your administrator at once.',
    }),
    api_token_created: ({ brand, account }) => ({
      subject: `A new API token for your account at ${brand}`,
      title: 'An API token was created',
      paragraphs: [
        `An API token was created for your account ${account} at ${brand}. Programs that have it act in your name.`,
      ],
      button: openAccount,
      surprise:
        'If this was not you, revoke the token on the page of your account, change your password at once, and tell your administrator.',
    }),
    provider_linked: ({ brand, account }) => ({
      subject: `A new sign-in method for your account at ${brand}`,
      title: 'A sign-in method was added',
      paragraphs: [
        `An account at another provider was linked to your account ${account} at ${brand}. It can be used to sign in from now on.`,
      ],
      button: openAccount,
      surprise:
        'If this was not you, unlink the provider on the page of your account, change your password at once, and tell your administrator.',
    }),
    provider_unlinked: ({ brand, account }) => ({
      subject: `A sign-in method of your account at ${brand} was removed`,
      title: 'A sign-in method was removed',
      paragraphs: [
        `A provider was unlinked from your account ${account} at ${brand}. It can no longer be used to sign in.`,
      ],
      button: openAccount,
      surprise: ifNotYou,
    }),
  },
  newDevice: ({ brand, account }) => ({
    subject: `New sign-in to your account at ${brand}`,
    title: 'New sign-in to your account',
    paragraphs: [
      `There was a sign-in to your account ${account} at ${brand}, with a device or from a network that is new for it.`,
    ],
    button: openAccount,
    surprise: ifNotYou,
  }),
  tokenExpires: ({ brand, account, token }) => ({
    subject: `Your API token “${token}” expires soon`,
    title: 'An API token expires soon',
    paragraphs: [
      `The API token “${token}” of your account ${account} at ${brand} stops working soon. Programs that use it will then be refused. Create a new token before that, or do nothing if you no longer need it.`,
    ],
    button: openAccount,
    surprise: null,
  }),
  test: ({ brand, email }) => ({
    subject: `Test message from ${brand}`,
    title: 'Mail works',
    paragraphs: [
      `${brand} can send mail to ${email}. An administrator has sent this message to test it.`,
    ],
    surprise: 'If you do not know this server, you can ignore this message.',
  }),
};
