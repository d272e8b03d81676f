import type { Threat } from './threat.ts';

/** What would hand over accounts, or the whole server. */
export const critical: Readonly<Record<string, Threat>> = {
  T01: {
    refusal: 'An address that the provider has not verified gives access to no account.',
    shown: [
      ['oauth/arrivals', 'an address that is not proved does not open the account that has it'],
      ['oauth/arrivals', 'a word that says so does not prove an address'],
      ['oauth/microsoft-tenants', 'with the tenant set to'],
      ['oidc/mobile', 'no account is linked to an ID token with an unverified address'],
      ['oidc/profile-claims', 'is never verified, so it opens no account that exists'],
      ['oidc/attacks-with-settings', 'an address that is not verified opens no account'],
    ],
  },
  T02: {
    refusal:
      'A user who registered the address of another in advance loses all access to that account.',
    shown: [
      ['identity/arrival', 'loses password, sessions, API token and other identities'],
      ['identity/arrival', 'a sign-in with the old password that is under way does not survive'],
      ['identity/arrival', 'a login code of another identity is revoked with it'],
      ['oidc/attacks-with-settings', 'a user who registered the address of another in advance'],
    ],
  },
  T03: {
    refusal: 'The same subject at another issuer or provider is another user.',
    shown: [
      ['identity/decision', 'the same subject at another issuer is another user'],
      ['identity/decision', 'the same subject at another provider is another user'],
      ['identity/decision', 'subjects differ by case'],
      ['openid/sign-in', 'with a sub of 256 characters'],
      ['oidc/settings-changed', 'the same subject at another issuer is another user'],
      ['oidc/attacks-with-settings', 'the same subject at another issuer is another user'],
    ],
  },
  T04: {
    refusal: 'A provider’s token that was made for another app signs no user in.',
    shown: [
      ['oidc/mobile', '%s of another app'],
      ['oidc/mobile', 'an opaque access token that introspection says is another app’s'],
      ['openid/access-tokens', 'about another person than userinfo is refused'],
      ['oidc/attacks-with-settings', 'a token for another app signs no user in'],
    ],
  },
  T05: {
    refusal: 'An ID token that is forged, foreign, old or malformed signs no user in.',
    shown: [
      ['openid/sign-in', 'signed by the key its own header brings'],
      ['openid/sign-in', 'signed with our client secret'],
      ['openid/sign-in', 'for several others'],
      ['openid/sign-in', 'with another nonce'],
      ['oidc/forged-answers', 'no user is signed in by an ID token with'],
      ['openid/keys', 'is fetched again for unknown keys at most once in 5 seconds'],
      ['oidc/attacks-with-settings', 'an ID token with %s signs no user in'],
    ],
  },
  T06: {
    refusal: 'Exactly one person becomes the first administrator, and never a later stranger.',
    shown: [
      ['api/register-races', 'exactly one becomes administrator'],
      ['api/register', 'the next registration after a deleted administrator does not become one'],
      ['api/register', 'becomes an active administrator when'],
      ['api/setup-token', 'is refused when the token is'],
      ['oauth/arrivals', 'is refused while a setup token is asked for'],
    ],
  },
  T07: {
    refusal:
      'A weak, known, lost or damaged secret stops the start and is never replaced by itself.',
    shown: [
      ['config/secrets', 'a wrong secret is refused without repeating any part'],
      ['start', 'all wrong settings are reported together, one line each'],
      ['start-damage', 'an emptied secret'],
      ['start-damage', 'a lost secret'],
      ['features/restart', 'everybody stays signed in over a restart'],
      ['api/access-token', 'of the previous secret is accepted; new ones are signed with the new'],
    ],
  },
  T08: {
    refusal: 'Only an access token of this server’s own making, with every claim, is believed.',
    shown: [
      ['api/access-token', 'a bearer is refused'],
      ['api/access-token', 'is signed with HMAC-SHA-256 over the bytes of the secret text'],
      ['core/tokens', 'is another for another purpose or secret'],
    ],
  },
  T09: {
    refusal: 'A picture’s address never leads to a file or into the private network.',
    shown: [
      ['io/remote-pictures', 'a picture anywhere else'],
      ['io/outbound', 'the addresses behind a name'],
      ['io/outbound', 'a name is resolved once, so that what was checked is what is called'],
      ['io/remote-pictures-answers', 'away from a trusted origin leaves the trust behind'],
      ['oidc/pictures', 'a user is signed in, without a picture, when it is'],
    ],
  },
  T10: {
    refusal: 'Unknown fields never reach the database.',
    shown: [
      ['http/bodies', 'unknown fields are ignored on every route that reads a body'],
      ['account/profile', 'changes neither rights nor address nor id'],
      ['api/login', 'ignores further fields'],
    ],
  },
  T11: {
    refusal: 'A session never has two live refresh tokens, and a stolen one ends it.',
    shown: [
      [
        'api/refresh-reuse',
        'by fifty requests at once it has one successor and leaves one live row',
      ],
      ['api/refresh-reuse', 'shown after its successor was itself rotated'],
      ['api/refresh-reuse', '$name ends its session and no other'],
      ['features/races', '%s are worth nothing after it'],
    ],
  },
  T12: {
    refusal: 'The files of the database hold nothing that opens anything.',
    shown: [
      ['features/canaries', 'in what is stored, running or stopped'],
      ['threats/at-rest', 'the %s cannot be found'],
      ['features/sign-in', 'refresh tokens are stored as their SHA-256 only'],
      ['account/api-token-life', "one that was moved to another person's row is not shown"],
      ['features/runtime-settings', 'that was moved to another setting is an error there'],
    ],
  },
  T13: {
    refusal: 'What is switched off is refused by the server, not only hidden by a page.',
    shown: [
      ['api/local-auth-off', 'refuses passwords'],
      ['oidc/settings-changed', 'when OIDC is switched off before the code is traded'],
      ['oidc/settings-changed', 'when OIDC is switched off before an app trades its token'],
      ['oauth/callbacks', 'a provider that was switched off meanwhile signs no user in'],
      ['oidc/mobile-requests', '403 at each try when registration is reviewed'],
    ],
  },
};
