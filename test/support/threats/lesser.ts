import type { Threat } from './threat.ts';

/** What would help in another attack, or make the server slow. */
export const lesser: Readonly<Record<string, Threat>> = {
  T39: {
    refusal: 'A sign-in does not reveal whether an account exists, neither in words nor in time.',
    shown: [
      ['api/login', 'get the same answer'],
      ['api/login', 'cost the same'],
      ['api/login', 'without telling that the account is'],
      ['http/rate-limits', 'so it cannot ask who has an account'],
    ],
  },
  T40: {
    refusal: 'What a provider or a link says of an error is never shown in its own words.',
    shown: [
      ['oidc/provider-says-no', '%s, and only the log shows it'],
      ['web/sign-in', 'an error is shown by its code in the page’s words'],
    ],
  },
  T41: {
    refusal: 'A provider’s own document is believed only from its own place, in time and in size.',
    shown: [
      ['openid/discovery', 'a discovery document is refused'],
      ['openid/discovery', 'refuses an issuer over plain http beyond loopback'],
      ['openid/address-rule', 'may not send requests into the private network'],
      ['io/outbound-limits', 'an answer without end stops at the limit'],
    ],
  },
  T42: {
    refusal: 'A provider that is down or slow delays no sign-in with a password.',
    shown: [
      ['oidc/outages', 'whatever fails, each user gets an answer within 11 seconds'],
      ['oidc/outages', 'signing in with a password waits for no provider'],
      ['openid/outages', 'stops asking after 5 failures in a row, for 10 seconds'],
    ],
  },
  T43: {
    refusal: 'Sign-ins that are begun and never ended fill neither memory nor disk.',
    shown: [
      ['oidc/flood', 'are the most it may have under way'],
      ['oidc/flood', 'the oldest of the fullest network make room'],
      ['oidc/flood', 'one network may begin sixty a minute'],
    ],
  },
  T44: {
    refusal: 'Only JSON objects of at most 100 KB and 32 levels are read where JSON belongs.',
    shown: [
      ['http/body-size', 'may be 100 KB, and not a byte more'],
      ['http/bodies', 'nested 33 levels deep is refused'],
      ['http/bodies', 'is refused when it is a form'],
      ['http/bodies', 'is refused when it is compressed by'],
    ],
  },
  T45: {
    refusal: 'What is not clearly one request is refused, and slow connections delay no others.',
    shown: [
      ['threats/raw-http', 'a request is refused and the connection ended when %s'],
      ['threats/raw-http', 'a request %s is never answered'],
      ['threats/slow-connections', 'five hundred connections that never finish'],
      ['fuzz/sockets', 'no bytes make the server fail, hang, or repeat them as headers'],
    ],
    open: 'that a connection which never finishes is closed after 12 to 16 seconds is measured by hand: a test would take as long',
  },
  T46: {
    refusal: 'Every answer tells the browser what it may do with it.',
    shown: [
      ['http/headers', 'is asked for in refusals too'],
      ['http/headers', 'over a socket the answer names neither the server nor its parts'],
      ['web/page-files', '%s runs nothing inline and contacts no other server'],
    ],
  },
  T47: {
    refusal: 'The documentation can be closed, runs nothing foreign, and shows no usable secret.',
    shown: [
      ['web/docs-files', 'with DOCS=off there is no %s'],
      ['web/docs-files', 'nothing inline runs, and nothing comes from elsewhere'],
      ['threats/disclosure', 'has no example that could be left in place as a secret'],
    ],
  },
  T48: {
    refusal: 'Text from outside is a value and never a part of a statement.',
    shown: [
      ['threats/sql-injection', 'opens and changes nothing: %s'],
      ['threats/sql-injection', 'no source puts a text into a statement'],
      ['admin/users-list', 'takes every sign literally'],
    ],
  },
  T49: {
    refusal: 'Every address that the server writes is made of APP_URL.',
    shown: [
      ['threats/host-names', 'is repeated by no address of the server'],
      ['oidc/initiate', 'leads back to APP_URL whatever %s says'],
    ],
  },
  T50: {
    refusal: 'A clock that jumps revives nothing and ends nothing in masses.',
    shown: [
      ['admin/housekeeping', 'a clock that is set forward ends no session'],
      ['admin/housekeeping', 'a clock that is set back keeps everything a little longer'],
      ['api/refresh-reuse', 'a clock that was set back changes nothing'],
      ['openid/outages', 'a clock set back does not keep it open'],
    ],
  },
  T51: {
    refusal: 'Only a code for one use travels in an address, and it leaves the address at once.',
    shown: [
      ['web/provider-sign-in', 'leaves no code behind'],
      ['web/sign-in', 'a code leaves the address bar at once'],
      ['account/api-token', 'in the query as'],
      ['api/refresh', 'in the query'],
    ],
  },
  T52: {
    refusal: 'Judging a text takes time in proportion to its length.',
    shown: [['threats/long-texts', '%s is judged in time, however long']],
  },
  T53: {
    refusal: 'No text from outside ends a line of an answer’s head.',
    shown: [
      ['threats/header-injection', 'stays inside: %j'],
      ['threats/header-injection', 'a request with a bare line end in %s is refused'],
    ],
  },
  T54: {
    refusal: 'Names and addresses are text on every page, and no cookie signs anybody in.',
    shown: [
      ['threats/hostile-names', 'a name that is markup is shown as it was typed'],
      ['threats/cookies', 'its tokens come in no cookie'],
    ],
  },
  T55: {
    refusal: 'A secret setting is never shown again, and one of the environment cannot be changed.',
    shown: [
      ['admin/provider-settings', 'keeps its secret to itself: answers, log, audit and files'],
      ['admin/provider-settings-locked', 'no request changes'],
      ['oidc/config', 'never the client secret'],
    ],
  },
  T56: {
    refusal: 'Registrations are few from one network, and few may wait at once.',
    shown: [
      ['http/rate-limits', 'may register ten times an hour'],
      ['admin/waiting', 'gets Retry-After while a thousand wait'],
      ['admin/users-list', 'pages follow each other, newest first'],
    ],
  },
  T57: {
    refusal: 'A generated password is long, shown once, and written nowhere.',
    shown: [
      ['admin/reset-password', 'generated passwords are unlike each other, long'],
      ['web/admin-users', 'gets one that is shown once and works'],
      ['features/canaries', 'unlooked for: something of every kind was given out'],
    ],
  },
  T58: {
    refusal: 'What is installed is pinned, checked by digest, new enough, and runs no script.',
    shown: [
      ['threats/supply-chain', 'is pinned to one version, and locked to it'],
      ['threats/supply-chain', 'no package may run a script while it is installed'],
      ['threats/supply-chain', 'the runtime is pinned'],
    ],
  },
  T59: {
    refusal: 'A stranger learns nothing of what the server is made of or where it lives.',
    shown: [
      ['threats/disclosure', 'with %s tells nothing of what the server is made of'],
      ['threats/disclosure', 'the version is shown only where apps ask for it'],
    ],
  },
  T60: {
    refusal: 'What the server writes is its owner’s alone, and a start says when more is open.',
    shown: [
      ['threats/file-modes', 'is for its owner alone, whatever the umask'],
      ['threats/file-modes', 'a start warns of a data directory'],
      ['features/images/storage', 'pictures and their directories are for the server alone'],
    ],
  },
  T61: {
    refusal: 'A secret is looked up by its hash, never compared letter by letter.',
    shown: [
      ['features/sign-in', 'refresh tokens are stored as their SHA-256 only'],
      ['account/api-token-life', 'an API token is its SHA-256 and an encrypted copy'],
      ['threats/at-rest', 'the %s cannot be found'],
    ],
  },
  T62: {
    refusal: 'Every cookie is hidden from scripts, of this site, small, and taken away after use.',
    shown: [
      [
        'threats/cookies',
        'every cookie is hidden, of this site, secure where it can be, and small',
      ],
      ['threats/cookies', 'a sign-in leaves no more than a mark of its code'],
      ['oidc/callback', 'stays ten seconds once it was used'],
    ],
  },
};
