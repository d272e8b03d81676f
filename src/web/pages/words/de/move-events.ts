import type { FindingsCatalogue } from '../catalogue.ts';

/** What the audit log says about a provider move. */
export const moveEvents = {
  'cause.identity_contested': 'Zwei Identitäten beim Anbieter beanspruchen das Konto',

  'did.identityContested': ({ account }) =>
    `Zwei Identitäten beim Anbieter beanspruchen ${account}: Beide können sich erst wieder anmelden, wenn du entschieden hast`,
  'did.identityReplaced': ({ account, provider }) =>
    `${account} wurde beim Anbieterwechsel zu ${provider} übernommen`,
  'did.moveStarted': ({ actor }) => `${actor} hat einen Anbieterwechsel begonnen`,
  'did.moveUndone': ({ actor }) => `${actor} hat den Anbieterwechsel rückgängig gemacht`,
} satisfies Partial<FindingsCatalogue>;
