import type { Threat } from './threat.ts';

/** On links with which people create their own account. */
export const invitations: Readonly<Record<string, Threat>> = {
  T83: {
    refusal:
      'An invitation gives what its maker may give, as often as it says, to the person that it is for.',
    shown: [
      ['api/invitation-races', 'of 50 who use the last place of an invitation at once'],
      ['api/invitation-races', 'while the password is being hashed, an invitation that'],
      ['postgres/invitations', 'of 50 who use the last place of an invitation at two servers'],
      ['api/invited', 'makes no account, and all hear the same'],
      ['api/invited', 'an invitation for another address shows it only in part'],
      ['api/invited-again', 'an account that is there keeps its password'],
      ['api/invited-again', 'is not approved against a decision'],
      ['api/invited', 'the first account is the administrator, and needs the setup token'],
      ['oidc/invited', 'signs in as usual and uses nothing up'],
      ['oidc/invited', 'outside the groups that may sign in, whatever the invitation says'],
      ['admin/invitation-limits', 'does not invite %s'],
      ['admin/invitation-limits', 'the last place goes to one of several that are made at once'],
      ['threats/invitations', 'is in no log, no audit entry, no table'],
      ['threats/invitations', 'opens nothing else: it is no session'],
      ['backup/invitations', 'does not come back with it'],
    ],
  },
};
