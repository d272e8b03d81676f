import type { Threat } from './threat.ts';

/** Attacks that the product fell to when it was tried, before each was refused. */
export const tried: Readonly<Record<string, Threat>> = {
  T63: {
    refusal: 'A second subject of one issuer never gets an account by its address.',
    shown: [
      ['identity/recycled-address', 'is refused while the first holder still has it'],
      ['identity/recycled-address', 'makes an account of its own once the first holder'],
      ['identity/recycled-address', 'does not lead into the account of an administrator'],
      ['oauth/unlinked', 'a subject that was unlinked by hand is not linked by its address'],
      [
        'oidc/attacks-with-settings',
        'a second subject of one issuer never gets an account by its address',
      ],
    ],
  },
  T64: {
    refusal: 'A stolen access token becomes no permanent way in: what would asks for the password.',
    shown: [
      ['account/recent-sign-in', 'a sign-in of more than ten minutes ago is not enough for'],
      ['account/recent-sign-in', '$name, until the password is shown'],
    ],
  },
  T65: {
    refusal: 'An old refresh token follows no session: only its own network may repeat it.',
    shown: [
      ['api/refresh-networks', 'a refresh token that was just rotated, shown again from'],
      ['api/refresh-networks', 'a known network is written down once for each rotation'],
      ['api/sessions', 'the list does not show when another party has refreshed'],
    ],
  },
  T66: {
    refusal: 'Strangers who guess lock an owner out of no network used before.',
    shown: [
      ['http/known-networks', 'the owner signs in from a network of before'],
      ['http/known-networks', 'is what a reset of the password leaves behind'],
      [
        'postgres/shared-failures',
        'let the owner in from a known network after a hundred failures',
      ],
      ['account/current-password-limits', 'block no signed-in user from changing'],
    ],
  },
  T67: {
    refusal: 'Hashing is given out in turns, so that one site cannot use it up.',
    shown: [
      ['http/hashing-turns', 'a hundred and fifty /64 of one /48 do not keep another network'],
      ['io/password-places', 'pushes out the newest of the fullest network'],
    ],
  },
  T68: {
    refusal: 'Reading changes nothing: limits, addresses and revocation stay as they were.',
    shown: [['threats/reading-changes-nothing', 'every GET leaves the server as it was']],
  },
  T69: {
    refusal: 'Limits and bearers are judged before a body is read, and bodies in one walk.',
    shown: [
      ['http/before-body', 'a body of 200 KB with a bad bearer'],
      ['http/before-body', 'a body of 200 KB over the limit'],
      ['http/slow-bodies', 'are refused once they hold too much together'],
    ],
  },
  T70: {
    refusal: 'Registrations that wait end, and one network has a share of the places.',
    shown: [
      ['admin/waiting', 'a hundred come from one network'],
      ['admin/waiting', 'waits for 14 days'],
      ['admin/waiting', 'decides about each'],
    ],
  },
  T71: {
    refusal: 'A callback acts for the browser that began, and gives it one answer.',
    shown: [
      ['oidc/repeated-callback', 'a request without the cookie of the browser that began'],
      ['oidc/repeated-callback', 'a browser that fetches ahead with'],
      ['oidc/repeated-callback', 'gets the same answer for ten requests at once'],
      [
        'oidc/attacks-with-settings',
        'a browser that fetches ahead neither begins nor ends a sign-in',
      ],
    ],
  },
  T72: {
    refusal: 'An ID token of an app counts once, is young, and has its nonce shown.',
    shown: [
      ['oidc/id-token-once', 'signs in once, also after a restart'],
      ['oidc/id-token-once', 'that carries a nonce needs it shown'],
      ['oidc/id-token-once', 'seconds old is answered with'],
      ['oidc/attacks-with-settings', 'an ID token of an app counts once, with its nonce'],
      ['oidc/sign-out', 'an ID token that is kept signs in no app'],
    ],
  },
  T73: {
    refusal: 'Login codes and links under way end with the sessions of their person.',
    shown: [['features/ends-under-way', 'what a person had begun is over after']],
  },
  T74: {
    refusal: 'Invented keys push no counted failure out of the limiter.',
    shown: [
      ['io/rate-limits', 'is not pushed out by 100,000'],
      ['io/rate-limits', 'is shared by all new keys when there is no room left'],
    ],
  },
  T75: {
    refusal: 'A backup with anything else in it than the program makes is refused at once.',
    shown: [
      ['backup/hostile-backups', 'a restore refuses'],
      ['db/foreign-parts', 'a database is refused'],
    ],
  },
  T76: {
    refusal: 'No spelling of a guarded path passes a proxy that is set up as documented.',
    shown: [
      ['threats/proxy-paths', 'the server itself takes no other spelling'],
      ['threats/proxy-paths', 'no spelling of a guarded path reaches it'],
    ],
  },
  T77: {
    refusal: 'X-Forwarded-For is read with ports, and what is no address shares one limit.',
    shown: [
      ['http/shared-limits', 'clients that the proxy names by what is no address'],
      ['http/shared-limits', 'an invalid address is logged once'],
    ],
  },
};
