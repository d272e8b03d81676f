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
};
