import { invited } from './invited.ts';

/** The page of a one-time link; loaded when one is opened. */
export const links = {
  ...invited,
  'link.again': 'Please open the link again',
  'link.againText':
    'For your safety the address of this page does not keep the link. Open it once more from the message or the code that you were given.',
  'link.change': 'Confirm your new e-mail address',
  'link.changeDone': 'Your new e-mail address is confirmed.',
  'link.changeLead': ({ email }: { email: string }) => `The new address is ${email}`,
  'link.changeSubmit': 'Use this address',
  'link.dead': 'This link no longer works',
  'link.deadText':
    'It may have expired, it may have been used already, or a newer link has taken its place.',
  'link.newPassword': 'New password',
  'link.opening': 'Opening the link',
  'link.ownerProvider':
    'You sign in without a password? Sign in to your account in this browser first, then open the link once more.',
  'link.ownerText': 'So that only you can use the link.',
  'link.reset': 'Choose a new password',
  'link.resetDone': ({ email }: { email: string }) =>
    `The new password for ${email} is saved. You can sign in with it now.`,
  'link.resetEnds': 'All devices are then signed out, and API tokens stop working.',
  'link.resetLead': ({ email }: { email: string }) => `For the account ${email}`,
  'link.resetSubmit': 'Save the new password',
  'link.toSignIn': 'Go to the sign-in page',
  'link.until': ({ time }: { time: string }) => `This link works once, until ${time}.`,
  'link.verify': 'Confirm your e-mail address',
  'link.verifyDone': 'Your e-mail address is confirmed.',
  'link.verifySubmit': 'Confirm the address',
} as const;
