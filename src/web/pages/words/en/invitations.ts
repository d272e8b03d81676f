import { pluralsOf } from '../plural.ts';

const plural = pluralsOf('en');

type Names<Name extends string> = Readonly<Record<Name, string>>;
type By = Names<'actor' | 'account'>;
type Account = Names<'account'>;
type Actor = Names<'actor'>;

/** Invitations in the panel. */
export const invitations = {
  'invitations.afterDays': ({ days, date }: { days: number; date: string }) =>
    plural(days, { one: `${date} (after # day)`, other: `${date} (after # days)` }),
  'invitations.anyone': 'Anyone who has the link',
  'invitations.by': ({ person }: { person: string }) => `by ${person}`,
  'invitations.byCommand': 'from the command line',
  'invitations.code': 'The link as a QR code',
  'invitations.create': 'Create invitation',
  'invitations.days': 'Works until',
  'invitations.done': 'I have handed it out',
  'invitations.email': 'E-mail address (optional)',
  'invitations.emailHint':
    'Then only this address can use the link, and it is mailed there if this server sends mail.',
  'invitations.groups': ({ groups }: { groups: string }) => `Groups: ${groups}`,
  'invitations.link': 'The link of the invitation',
  'invitations.made': 'The invitation is ready',
  'invitations.mailed': 'Sent by mail',
  'invitations.maxUses': 'For how many people',
  'invitations.name': 'Name (optional)',
  'invitations.nameHint': 'The form proposes it; the person can change it.',
  'invitations.new': 'New invitation',
  'invitations.none': 'No invitations yet',
  'invitations.noneText':
    'Make a link, and hand it out or let the server mail it. It also works while sign-up is closed.',
  'invitations.noMaker': 'The person who made it is no longer an administrator.',
  'invitations.onItsWay': ({ email }: { email: string }) =>
    `The link is on its way to ${email}. You can also hand it out yourself; it is shown only now.`,
  'invitations.once': 'Copy the link or let the person scan the code. It is shown only now.',
  'invitations.people': ({ count }: { count: number }) =>
    plural(count, { one: '# person', other: '# people' }),
  'invitations.revoke': 'Revoke',
  'invitations.revokeOne': ({ whom }: { whom: string }) => `Revoke the invitation for ${whom}`,
  'invitations.revokeText': 'Its link stops working at once. Accounts that it has made stay.',
  'invitations.revokeTitle': 'Revoke this invitation?',
  'invitations.revoked': 'The invitation was revoked.',
  'invitations.state.expired': 'Expired',
  'invitations.state.maker_lost_role': 'Stopped',
  'invitations.state.used_up': 'Used up',
  'invitations.text': 'Links with which people create their own account, without an approval.',
  'invitations.until': ({ time }: { time: string }) => `until ${time}`,
  'invitations.uses': ({ uses, max }: { uses: string; max: number }) =>
    plural(max, { one: `used ${uses} of # time`, other: `used ${uses} of # times` }),

  'cause.invitation.expired': 'It had expired',
  'cause.invitation.maker_lost_role': 'The person who made it is no longer an administrator',
  'cause.invitation.other_address': 'It is for another e-mail address',
  'cause.invitation.used_up': 'It was used up',
  'cause.invitation_for_other_address': 'The invitation is for another e-mail address',
  'cause.link_invalid': 'The link was not valid any more',

  'did.invited': ({ actor, account }: By) => `${actor} invited ${account}`,
  'did.invitationCame': ({ account }: Account) => `${account} came with an invitation`,
  'did.invitationCameBy': ({ account, inviter }: Names<'account' | 'inviter'>) =>
    `${account} came with an invitation by ${inviter}`,
  'did.invitationMade': ({ actor }: Actor) => `${actor} made an invitation`,
  'did.invitationRefused': 'An invitation was refused',
  'did.invitationRefusedFor': ({ account }: Account) => `${account} could not use an invitation`,
  'did.invitationRevoked': ({ actor }: Actor) => `${actor} revoked an invitation`,
  'did.invitationRevokedFor': ({ actor, account }: By) =>
    `${actor} revoked the invitation for ${account}`,
} as const;
