/** What the audit log says about a provider move. */
export const moveEvents = {
  'cause.identity_contested': 'Two identities at the provider claim the account',

  'did.identityContested': ({ account }: { account: string }) =>
    `Two identities at the provider claim ${account}: neither can sign in until you decide`,
  'did.identityReplaced': ({ account, provider }: { account: string; provider: string }) =>
    `${account} was taken over at ${provider} by the provider move`,
  'did.moveStarted': ({ actor }: { actor: string }) => `${actor} started a provider move`,
  'did.moveUndone': ({ actor }: { actor: string }) => `${actor} undid the provider move`,
} as const;
