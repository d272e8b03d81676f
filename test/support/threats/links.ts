import type { Threat } from './threat.ts';

/** On links that open an account without its password. */
export const links: Readonly<Record<string, Threat>> = {
  T82: {
    refusal: 'A one-time link works once, for one thing, and only while nothing has ended it.',
    shown: [
      ['links/races', 'of 50 uses at once one gets the account'],
      ['links/races', 'of several new passwords at once one is set'],
      ['postgres/links', 'of 50 uses at two servers one gets the account'],
      ['links/reset-password', 'that %s sets no password'],
      ['links/reset-password', 'of another kind sets no password, and stays'],
      ['links/reset-password', 'whose account %s while the new password is hashed sets none'],
      ['links/reset-password', 'starts no session, and ends all that was open'],
      ['links/mailed-reset', 'removes what a person who registered the address in advance'],
      ['links/inspect', 'of each kind ends with the address that it was made for'],
      ['links/inspect', 'are refused after 20 in a minute, on both paths'],
      ['admin/reset-link', 'a newer link takes the place of the one before'],
      ['admin/reset-link', 'is APP_URL, whatever the request says'],
      ['threats/links', 'uses nothing up with %s %s'],
      ['threats/links', 'whether a link expired, was used or never was is not told'],
      ['threats/links', 'a link hands out no credential'],
      ['features/canaries', 'in the log, at its most talkative'],
      ['web/link-page', 'tell no other site where a link came from'],
    ],
  },
};
