import type { Threat } from './threat.ts';

/** What is in no list of attacks on servers like this one: against requests to link a sign-in, and temporary passwords. */
export const further: Readonly<Record<string, Threat>> = {
  X1: {
    refusal: 'A ticket of a refused sign-in works once, for minutes, and only for who got it.',
    shown: [
      ['identity/link-tickets', 'of a browser works in no other browser and in no program'],
      ['identity/link-tickets', 'does not work with the cookie of another sign-in'],
      ['identity/link-tickets', 'which no browser can use'],
      ['identity/link-tickets', 'works for ten minutes'],
      ['identity/link-confirmation-races', 'a ticket confirms once'],
      ['web/link-requests', 'the page of a ticket that another browser got links nothing'],
    ],
  },
  X2: {
    refusal: 'A request for a link tells nothing of the account, and does not fill the list.',
    shown: [
      ['identity/link-requests', 'is disabled or has no password gets the same answers'],
      ['identity/link-requests', 'a thousand questions of one identity are one request'],
      ['identity/link-requests', 'no more than a hundred requests wait'],
      ['admin/link-request-races', 'the hundredth place is given once'],
    ],
  },
  X3: {
    refusal:
      'A sign-in is linked only by the account’s password or by another recent administrator.',
    shown: [
      ['identity/link-confirmation', 'counts together with those at the sign-in page'],
      ['identity/link-confirmation', 'another browser with the ticket learns nothing'],
      ['admin/link-requests-refused', 'to an administrator for their own account'],
      ['admin/link-requests-refused', 'without a recent sign-in'],
      ['admin/link-requests-refused', 'to an API token, whatever it may do'],
      ['admin/link-requests', 'proves no address'],
    ],
  },
  X4: {
    refusal: 'A temporary password opens nothing until its person has chosen another one.',
    shown: [
      ['surface-password-change', 'gets 403 from %s, whatever they send'],
      ['account/restricted-sessions', 'makes no credential that would outlast it'],
      ['account/restricted-sessions', 'is refused before its body is read'],
      ['account/restricted-sessions', 'for another audience, which other programs refuse'],
      ['account/restricted-sessions', 'opens no more with a token for the common audience'],
      ['account/restricted-sessions', 'has the older API answer in its own form'],
      ['account/temporary-passwords', 'who must choose a new password administers nothing'],
      ['account/temporary-passwords', 'with %s changes nothing'],
      ['account/temporary-passwords', 'twice at once succeeds once, and leaves one password'],
      ['account/temporary-passwords', 'that races with a reset leaves the temporary password'],
      ['identity/link-confirmation', 'a temporary password links nothing'],
      ['links/verification', 'with a session of its owner that began with a temporary password'],
      ['account/temporary-passwords', 'has API tokens that wait until the new password is chosen'],
    ],
  },
};
