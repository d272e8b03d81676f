import type { Threat } from './threat.ts';

/** T78 to T81: on what apps and their developers use. */
export const apps: Readonly<Record<string, Threat>> = {
  T78: {
    refusal: 'Only a token that a key of this server signed opens anything, while that key counts.',
    shown: [
      ['threats/signing-keys', 'a token is refused'],
      ['threats/stolen-keys', 'cannot use the next key before its time'],
      ['threats/stolen-keys', 'gets no further at the next request when the key was revoked'],
      ['threats/stolen-keys', 'the private part of a key is in no answer'],
      ['api/es256-checks', 'a token with the signature of another one is checked each time'],
    ],
  },
  T79: {
    refusal: 'An API token does what its scopes say, as long as its owner may do it.',
    shown: [
      ['threats/api-tokens', 'are not widened by a change that sends'],
      ['threats/api-tokens', 'is not done with a token that is'],
      ['threats/api-tokens', 'is the same whether it never was, expired, or lost its owner'],
      ['threats/api-tokens', 'is asked of the database by the whole token only'],
    ],
  },
  T80: {
    refusal: 'Groups count to the letter, from a verified source, and end with the next sign-in.',
    shown: [
      ['oidc/group-sources', 'groups in a userinfo about another user do not count'],
      ['oidc/groups', 'a name that differs in case'],
      ['oidc/groups', 'a name that would be two where names are joined by commas'],
      ['oidc/group-admins', 'of two last administrators who leave the group at once, one keeps'],
      ['admin/groups', 'but not to a reserved name'],
      ['admin/memberships', 'ten thousand groups are more than a request may hold'],
    ],
  },
  T81: {
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
