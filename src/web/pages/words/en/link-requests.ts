import type { Mark } from '../catalogue.ts';

/** What people ask whose sign-in at a provider is not linked to their account. */
export const linkRequests = {
  'did.linkAsked': ({ provider, account }: { provider: string; account: string }) =>
    `A person who signed in with ${provider} asked to be linked to ${account}`,
  'did.linkGranted': ({
    actor,
    provider,
    account,
  }: {
    actor: string;
    provider: string;
    account: string;
  }) => `${actor} linked a sign-in with ${provider} to ${account}`,
  'did.linkRefused': ({
    actor,
    provider,
    account,
  }: {
    actor: string;
    provider: string;
    account: string;
  }) => `${actor} refused to link a sign-in with ${provider} to ${account}`,

  'note.link.byPassword': 'Confirmed with the password',
  'note.link.confirming': 'While a link was confirmed with the password',
  'note.link.replaced': 'Replaced the account there that was linked before',
  'note.link.told': ({ email }: { email: string }) =>
    `Address at the provider: ${email}, verified there`,
  'note.link.toldUnverified': ({ email }: { email: string }) =>
    `Address at the provider: ${email}, not verified there`,

  'linking.account': 'Account here',
  'linking.ask': ({ provider }: { provider: string }) => `Signed in with ${provider}`,
  'linking.disabled': 'The account is disabled.',
  'linking.gone':
    'This request no longer holds: the account or its address has changed since, or the sign-in is linked by now.',
  'linking.lead':
    'These people signed in at a provider with the address of an account, but the address alone may not open it. Link them only if you know that both belong to the same person.',
  'linking.link': 'Link',
  'linking.linked': ({ name, provider }: { name: string; provider: string }) =>
    `${name} can sign in with ${provider} now.`,
  'linking.linkOne': ({ email, provider }: { email: string; provider: string }) =>
    `Link the sign-in of ${email} with ${provider}`,
  'linking.linkText': ({ provider, name }: { provider: string; name: string }) =>
    `From then on, this account at ${provider} opens the account of ${name}. The person signs in there as usual.`,
  'linking.linkTitle': ({ provider, name }: { provider: string; name: string }) =>
    `Link ${provider} to the account of ${name}?`,
  'linking.neverSignedIn': 'Never signed in',
  'linking.noWays': 'Has no way to sign in',
  'linking.notVerified': 'Not verified',
  'linking.own': ({ link }: { link: Mark }) =>
    `This is your own account. Another administrator can decide, or you link the provider in ${link('your account')}.`,
  'linking.pending': 'Approve the account first.',
  'linking.refuse': 'Refuse',
  'linking.refused': 'The request was refused.',
  'linking.refusedBadge': 'Refused',
  'linking.refuseOne': ({ email, provider }: { email: string; provider: string }) =>
    `Refuse to link the sign-in of ${email} with ${provider}`,
  'linking.refuseText': 'The person can ask again 14 days after this request.',
  'linking.refuseTitle': 'Refuse this request?',
  'linking.replaces': ({ time }: { time: string }) =>
    `The account is linked to another account at this provider, last used ${time}. Linking replaces it and signs the person out everywhere.`,
  'linking.subject': ({ subject }: { subject: string }) => `Subject: ${subject}`,
  'linking.title': 'Sign-ins to link',
  'linking.until': ({ date }: { date: string }) => `Ends on ${date}`,
  'linking.verified': 'Verified',
  'linking.ways': ({ methods }: { methods: string }) => `Signs in with ${methods}`,
} as const;
