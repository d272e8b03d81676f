/** The page of a person’s own account. */
export const account = {
  'account.linked': ({ provider }: { provider: string }) =>
    `You can sign in with ${provider} from now on.`,

  'apiToken.details': 'Show API tokens',
  'apiToken.text': 'API tokens let your own scripts use this server in your name.',
  'apiToken.title': 'For developers',

  'appearance.browserLanguage': 'Language of the browser',
  'appearance.languageSaved': 'Your language is saved.',
  'appearance.text': 'The language is kept with your account, the theme in this browser.',
  'appearance.title': 'Language and appearance',

  'changePassword.current': 'Current password',
  'changePassword.missingCurrent': 'Please enter your current password.',
  'changePassword.new': 'New password',
  'changePassword.none': ({ provider }: { provider: string }) =>
    `You have no password here. ${provider} manages it.`,
  'changePassword.noneUnknown': 'You have no password here. Your identity provider manages it.',
  'changePassword.saved': 'Your password is changed.',
  'changePassword.submit': 'Change password',
  'changePassword.text': 'A change signs you out on all other devices.',
  'changePassword.title': 'Password',

  'device.app': 'Mobile app',
  'device.appOn': ({ system }: { system: string }) => `App on ${system}`,
  'device.browserOn': ({ browser, system }: { browser: string; system: string }) =>
    `${browser} on ${system}`,
  'device.from': ({ ip }: { ip: string }) => `from ${ip}`,
  'device.fromLocal': ({ ip }: { ip: string }) => `on the local network (${ip})`,
  'device.fromServer': 'on the server itself',
  'device.fromUnknown': 'IP address unknown',
  'device.unknown': 'Unknown device',

  'email.byAdministrator': 'Your administrator can change it.',
  'email.change': 'Change address',
  'email.changeHint': 'We send a link to the new address. The old one stays until you open it.',
  'email.changeSent': ({ email }: { email: string }) =>
    `We have sent a link to ${email}. Open it to confirm the new address.`,
  'email.confirmed': 'Confirmed',
  'email.new': 'New e-mail address',
  'email.text': 'You sign in with this address.',
  'email.title': 'E-mail address',
  'email.unconfirmed': 'Not confirmed',
  'email.verificationSent': ({ email }: { email: string }) =>
    `We have sent a link to ${email}. Open it to confirm the address.`,
  'email.verify': 'Send a link to confirm it',

  'identity.link': 'Link',
  'identity.linkLabel': ({ provider }: { provider: string }) => `Link ${provider}`,
  'identity.notLinked': 'Not linked',
  'identity.off': 'Switched off on this server',
  'identity.only': 'Your only way to sign in',
  'identity.ready': 'Set up',
  'identity.text': 'You can sign in with any of these.',
  'identity.title': 'Sign-in methods',
  'identity.unlink': 'Unlink',
  'identity.unlinked': ({ provider }: { provider: string }) => `${provider} is unlinked.`,
  'identity.unlinkLabel': ({ provider }: { provider: string }) => `Unlink ${provider}`,
  'identity.unlinkText': ({ provider }: { provider: string }) =>
    `You will not be able to sign in with ${provider} until you link it again.`,
  'identity.unlinkTitle': ({ provider }: { provider: string }) => `Unlink ${provider}?`,

  'picture.add': 'Add a picture',
  'picture.change': 'Change picture',
  'picture.file': 'Picture file',
  'picture.move': 'Your picture. Move it with the arrow keys.',
  'picture.removed': 'Your picture is removed.',
  'picture.removeText': 'Your initials are shown instead.',
  'picture.removeTitle': 'Remove your picture?',
  'picture.save': 'Save picture',
  'picture.saved': 'Your picture is saved.',
  'picture.title': 'Choose the part to show',
  'picture.unreadable': 'Your browser cannot read this image.',
  'picture.zoom': 'Zoom',

  'profile.saved': 'Your name is saved.',
  'profile.text': 'Your name and picture, as other people see them.',
  'profile.title': 'Profile',

  'groups.ownText': 'Your administrator decides which groups you are in. Apps see them.',
  'groups.title': 'Groups',

  'sessions.end': 'Sign out',
  'sessions.ended': ({ device }: { device: string }) => `${device} is signed out.`,
  'sessions.endLabel': ({ device }: { device: string }) => `Sign out ${device}`,
  'sessions.endOthers': 'Sign out everywhere else',
  'sessions.endOthersText': 'All other browsers and apps are signed out at once.',
  'sessions.endOthersTitle': 'Sign out everywhere else?',
  'sessions.endText': ({ device, place }: { device: string; place: string }) =>
    `${device} (${place}) is signed out at once.`,
  'sessions.endTitle': 'Sign out this device?',
  'sessions.here': 'This device',
  'sessions.lastUsed': ({ time, place }: { time: string; place: string }) =>
    `Last used ${time}, ${place}`,
  'sessions.lastUsedWith': ({
    time,
    place,
    provider,
  }: {
    time: string;
    place: string;
    provider: string;
  }) => `Last used ${time}, ${place}, with ${provider}`,
  'sessions.othersEnded': 'You are signed out everywhere else.',
  'sessions.signedIn': ({ time, place }: { time: string; place: string }) =>
    `Signed in ${time}, ${place}`,
  'sessions.signedInWith': ({
    time,
    place,
    provider,
  }: {
    time: string;
    place: string;
    provider: string;
  }) => `Signed in ${time}, ${place}, with ${provider}`,
  'sessions.text': 'If you do not recognize a device, sign it out and change your password.',
  'sessions.title': 'Where you are signed in',

  'theme.dark': 'Dark',
  'theme.label': 'Theme',
  'theme.light': 'Light',
  'theme.system': 'Same as the device',
} as const;
