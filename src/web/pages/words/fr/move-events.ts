import type { FindingsCatalogue } from '../catalogue.ts';

/** What the audit log says about a provider move. */
export const moveEvents = {
  'cause.identity_contested': 'Deux identités du fournisseur revendiquent le compte',

  'did.identityContested': ({ account }: { account: string }) =>
    `Deux identités du fournisseur revendiquent ${account} : aucune ne peut se connecter avant votre décision`,
  'did.identityReplaced': ({ account, provider }: { account: string; provider: string }) =>
    `${account} a été repris chez ${provider} lors du changement de fournisseur`,
  'did.moveStarted': ({ actor }: { actor: string }) =>
    `${actor} a commencé un changement de fournisseur`,
  'did.moveUndone': ({ actor }: { actor: string }) =>
    `${actor} a annulé le changement de fournisseur`,
} satisfies Partial<FindingsCatalogue>;
