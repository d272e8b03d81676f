import type { Threat } from './threat.ts';

/** What would hand over one account, or bring the server down for good. */
export const high: Readonly<Record<string, Threat>> = {
  T14: {
    refusal: 'A callback works once, in the browser that began, at the provider it began with.',
    shown: [
      ['oauth/callbacks', 'the state of one provider is refused at the callback of another'],
      [
        'oauth/callbacks',
        'two callbacks of one browser that race on one state get the same answer',
      ],
      ['oidc/repeated-callback', '%s changes nothing, and the person gets in'],
      ['oidc/provider-says-no', 'ends the sign-in when it %s'],
      ['oidc/foreign-codes', 'a page %s gets nothing, and uses nothing up'],
      ['oidc/foreign-codes', 'ends its session when another browser shows it'],
      ['web/provider-sign-in', 'is not signed in with a code of another user'],
      ['oidc/attacks-with-settings', 'a callback works once, in the browser that began'],
    ],
  },
  T15: {
    refusal: 'A login code works once within a minute, and shown twice ends what it gave.',
    shown: [
      ['oidc/exchange', 'also ends the session that it gave'],
      ['oidc/exchange', 'a code a minute later'],
      ['oidc/exchange', 'one network may try sixty codes a minute'],
      ['oidc/exchange', '%s: no session begins'],
    ],
  },
  T16: {
    refusal: 'No user is sent to another site after signing in.',
    shown: [
      ['oidc/redirects', 'a place of another site, or one that could be read so, is refused:'],
      ['oidc/redirects', 'a place that turned bad in the database is not opened'],
      [
        'core/local-redirect',
        'what is accepted stays on this site, and is accepted again unchanged',
      ],
    ],
  },
  T17: {
    refusal: 'A token of a deleted, disabled or demoted user is refused at the next request.',
    shown: [
      ['api/access-token', 'a valid access token is refused at the next request'],
      ['admin/access-lost', 'every credential of a user who is'],
      ['account/api-token', 'while its owner is %s'],
      ['api/refresh', 'of a person who is'],
    ],
  },
  T18: {
    refusal: 'A new password ends what the old one gave, also what was under way.',
    shown: [
      ['account/password-change-effects', 'all other sessions are over'],
      ['account/password-change-effects', 'refreshes that race with a change leave one session'],
      ['account/password-change-effects', 'are ten in a quarter of an hour'],
      ['admin/reset-password', 'refreshes that race with a reset get no lasting tokens'],
    ],
  },
  T19: {
    refusal: 'A sign-out that could not be stored is no success, and a failing guard refuses.',
    shown: [
      ['threats/fail-closed', 'with %s is no success while the storage refuses'],
      ['threats/fail-closed', 'every guarded operation is refused, and changes nothing'],
      ['api/logout', 'fails when the storage refuses, instead of reporting success'],
    ],
  },
  T20: {
    refusal: 'There is always an active administrator, whatever requests race.',
    shown: [
      ['admin/last-admin', 'two administrators who remove each other at once leave one'],
      ['admin/last-admin', 'delete themselves'],
      ['fuzz/regressions', 'of two administrators who at once'],
    ],
  },
  T21: {
    refusal:
      'Every operation checks the caller before anything else, and answers only permitted callers.',
    shown: [
      ['surface-matrix', 'every guarded operation has a row, and every row an operation'],
      ['surface-matrix', 'asked by %s'],
      ['surface', 'without a good bearer %s answers 401'],
      ['api/sessions', 'is refused for a session of another user, which stays active'],
    ],
  },
  T22: {
    refusal:
      'Passwords can be guessed only slowly, from wherever and however the address is spelt.',
    shown: [
      ['http/rate-limits', 'block further sign-ins for the rest of 15 minutes'],
      ['http/rate-limits', 'leave the owner free to come from another network'],
      ['http/rate-limits', 'count while they are still being checked'],
      ['postgres/shared-failures', 'allow ten wrong passwords from one network, of fifty'],
      ['http/client-address', 'what the client wrote itself stands left of what the proxy added'],
      ['http/client-address', 'is limited all the same'],
    ],
  },
  T23: {
    refusal: 'A flood of sign-ins is refused before any hashing, and everything else goes on.',
    shown: [
      ['features/races', 'more sign-ins than the machine can check are refused at once'],
      ['http/hashing-turns', 'do not keep another network from signing in'],
      ['io/passwords', 'is refused before any work is done'],
    ],
  },
  T24: {
    refusal: 'Every byte of a password counts, and what cannot be one is refused before hashing.',
    shown: [
      ['api/register-passwords', 'every byte of a password counts'],
      ['io/passwords', 'does not open with a difference in $name'],
      ['io/passwords', 'is stored as bcrypt of cost 10'],
      ['api/register-passwords', 'a common password'],
    ],
  },
  T25: {
    refusal: 'One address is one account, however it is spelt and whatever requests race.',
    shown: [
      ['api/register-races', 'of several who register one address at once one wins'],
      ['core/email', 'one account per address'],
      ['api/register-words', 'is taken also'],
    ],
  },
  T26: {
    refusal: 'Only pictures that were decoded and made anew here are kept.',
    shown: [
      ['features/images/hostile-files', '$name is $outcome, and nothing is left behind'],
      ['features/images/files', 'is served as %s'],
    ],
  },
  T27: {
    refusal: 'A picture too big in bytes, pixels or number is refused before it costs much.',
    shown: [
      ['io/images', 'none fills the memory, however often they come'],
      ['features/images/forms', 'that never ends is read up to the limit and no further'],
      ['features/images/uploads', 'ten uploads an hour are all there is'],
      ['features/images/storage', 'leave one picture, and it is the one of the row'],
    ],
  },
  T28: {
    refusal: 'No name or link leads a picture’s reading or removal out of its directory.',
    shown: [
      ['io/image-store', 'a link is neither read nor removed nor followed'],
      ['io/image-store', 'finds nothing to read and nothing to remove'],
    ],
  },
  T29: {
    refusal: 'An uploaded picture is shown as a picture and run as nothing.',
    shown: [
      ['features/images/files', 'to be kept by caches, shown by any site and run by none'],
      ['features/images/files', 'is not found: %s'],
    ],
  },
  T30: {
    refusal:
      'No page of another origin reads an answer unless the operator listed it to the letter.',
    shown: [
      ['http/cors', 'may read nothing when no origin is allowed'],
      ['http/cors', 'may read nothing when it is not on the list:'],
      ['http/cors', 'may read answers when it is on the list, without cookies'],
    ],
  },
  T31: {
    refusal: 'A refusal says nothing of the inside, and repeats nothing secret.',
    shown: [
      ['http/failures', 'is answered with 500 and nothing about it'],
      ['features/canaries', 'in a refusal'],
      ['api/register-words', 'does not repeat the password it refuses'],
    ],
  },
  T32: {
    refusal: 'The log holds no secret and no line that a client wrote.',
    shown: [
      ['features/canaries', 'in the log, at its most talkative'],
      ['oidc/callback', 'nothing that a sign-in needs or gives is written to the log'],
      ['admin/audit', 'no user can write lines into the'],
      ['admin/audit-kinds', 'one entry and one log line tell of'],
    ],
  },
  T33: {
    refusal: 'What was answered is on disk, whole, whenever the server dies or the power goes.',
    shown: [
      ['proof/power', 'what was acknowledged stands on a disk with %s promises'],
      ['proof/crash', 'acknowledged changes survive three kills'],
      ['db/writer', 'is undone whole and leaves the others of its commit alone'],
      ['db/open', 'has %s = %s'],
    ],
  },
  T34: {
    refusal: 'A full disk refuses changes whole, keeps reading, and heals without a restart.',
    shown: [
      ['http/failures', 'a sign-in succeeds or is refused, never half, and space heals it'],
      ['features/images/storage', 'while the disk is full'],
    ],
  },
  T35: {
    refusal: 'A damaged, lost or read-only database is never replaced or written over.',
    shown: [
      ['start-damage', 'a database with a damaged page'],
      ['start-damage', 'a lost database'],
      ['start', 'a data directory on a file system that takes no files'],
      ['http/failures', 'changes are refused with 503 and nothing is half done'],
    ],
  },
  T36: {
    refusal:
      'One server owns a data directory, and a foreign lock on the database is waited for or reported.',
    shown: [
      ['start', 'a second server on the same directory does not start'],
      ['start', 'a server starts again after a kill'],
      ['http/failures', 'while the database %s'],
    ],
    open: 'a network file system: mounting one takes rights that a test machine does not give; scripts/proof/faults.ts does it',
  },
  T37: {
    refusal: 'A backup made while the server runs is whole, and revives nothing that was revoked.',
    shown: [
      ['backup/under-load', 'holds all that was acknowledged before it began'],
      ['backup/backup', 'accepts no earlier session, also when it is simply copied back'],
      ['backup/backup', 'keeps nothing of a session, not even in pages that are free'],
      ['backup/backup', 'is a data directory, for its owner alone'],
      ['backup/restore', 'accepts passwords and API tokens, and no session or code from before'],
      ['backup/restore', 'ends every session of a plain copy too'],
      ['backup/killed', 'a backup is there whole or not at all'],
      ['backup/killed', 'the instance that was there or the restored one, never a mixture'],
    ],
  },
  T38: {
    refusal: 'A change of the schema happens whole or not at all, and a newer one is left alone.',
    shown: [
      ['threats/killed-start', 'killed at any moment leaves the old schema or the new one'],
      ['db/migrations', 'a step that fails half-way leaves nothing of itself behind'],
      ['start-damage', 'a database of a newer version'],
    ],
  },
};
