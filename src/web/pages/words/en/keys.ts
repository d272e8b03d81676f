/** The keys that sign access tokens, in the panel. */
export const keys = {
  'keys.acceptedUntil': ({ until }: { until: string }) =>
    `Signs no more. Its tokens are accepted until ${until}.`,
  'keys.address': 'Address of the public keys',
  'keys.change': 'Change keys',
  'keys.changeText': ({ variable }: { variable: string }) =>
    `Keys change by themselves, as often as ${variable} says. Change them here when you do not want to wait.`,
  'keys.created': ({ alg, at }: { alg: string; at: string }) => `${alg}, created ${at}`,
  'keys.elsewhereEffect':
    'Apps that verify tokens themselves accept the old ones for up to five minutes more, until they read the list of keys again.',
  'keys.handbook': 'Signing keys in the handbook',
  'keys.heading': 'Signing keys',
  'keys.intro':
    'They sign access tokens. Apps verify tokens with the public half of a key, so they need no secret.',
  'keys.mayBeUnknown': 'Apps that keep the list of keys may refuse its tokens for a few minutes.',
  'keys.refreshEffect': 'No one is signed out: pages and apps fetch new tokens by themselves.',
  'keys.revoke': 'Rotate and revoke',
  'keys.revokeEffect':
    'Another key signs from now on, all others are deleted, and every access token from before is refused within five seconds.',
  'keys.revoked': 'Another key signs now. All access tokens from before are refused.',
  'keys.revokeName': 'Revoke all access tokens',
  'keys.revokeText': 'For a key that others may know.',
  'keys.revokeTitle': 'Revoke all access tokens?',
  'keys.rotate': 'Rotate',
  'keys.rotated': 'Another key signs now.',
  'keys.rotateEffect': 'Another key signs from now on: the next one in the list, or a new one.',
  'keys.rotateName': 'Use the next key now',
  'keys.rotateText': 'Access tokens from before stay valid until they expire.',
  'keys.rotateTitle': 'Rotate the signing key?',
  'keys.secret': 'This server signs with a secret (HS256)',
  'keys.secretCure': ({ setting }: { setting: string }) =>
    `To sign with keys, first let those apps accept both, then set ${setting} in the environment and restart. Access tokens from before are refused once; no one is signed out.`,
  'keys.secretText':
    'That is why there are no keys here. An app that verifies tokens has to know the secret, and could make tokens for anyone with it.',
  'keys.signsFrom': ({ from }: { from: string }) => `Signs from ${from}. It is published already.`,
  'keys.signsSince': ({ from }: { from: string }) => `Signs since ${from}.`,
  'keys.state.next': 'Next',
  'keys.state.retired': 'Retired',
  'keys.state.signing': 'Signing',
  'keys.stayEffect':
    'No one is signed out, and access tokens from before stay valid until they expire.',
  'keys.title': 'Keys',
  'keys.twiceEffect':
    'If someone may have the database and secret.key, revoke twice and replace secret.key as well.',
  'keys.unknownEffect':
    'No next key has been published for ten minutes yet, so apps that verify tokens themselves may refuse new ones for up to five minutes.',
} as const;
