import type { Threat } from './threat.ts';

/** Against the requests to link a sign-in that the address alone may not link. */
export const requests: Readonly<Record<string, Threat>> = {
  L1: {
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
  L2: {
    refusal: 'A request for a link tells nothing of the account, and does not fill the list.',
    shown: [
      ['identity/link-requests', 'is disabled or has no password gets the same answers'],
      ['identity/link-requests', 'a thousand questions of one identity are one request'],
      ['identity/link-requests', 'no more than a hundred requests wait'],
      ['admin/link-request-races', 'the hundredth place is given once'],
    ],
  },
  L3: {
    refusal:
      'A sign-in is linked only by the account’s password or by another recent administrator.',
    shown: [
      ['identity/link-confirmation', 'counts together with those at the sign-in page'],
      ['identity/link-confirmation', 'another browser with the ticket learns nothing'],
      ['admin/link-requests-refused', 'to an administrator for their own account'],
      ['admin/link-requests-refused', 'without a recent sign-in'],
      ['admin/link-requests-refused', 'to an API token, whatever it may do'],
      ['admin/link-requests-refused', 'when another account has the address by now'],
      ['admin/link-requests', 'proves no address'],
    ],
  },
};
