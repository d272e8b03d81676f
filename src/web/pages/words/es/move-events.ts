import type { FindingsCatalogue } from '../catalogue.ts';

/** What the audit log says about a provider move. */
export const moveEvents = {
  'cause.identity_contested': 'Dos identidades del proveedor reclaman la cuenta',

  'did.identityContested': ({ account }) =>
    `Dos identidades del proveedor reclaman ${account}: ninguna puede iniciar sesión hasta que decidas`,
  'did.identityReplaced': ({ account, provider }) =>
    `${account} se adoptó en ${provider} durante el cambio de proveedor`,
  'did.moveStarted': ({ actor }) => `${actor} inició un cambio de proveedor`,
  'did.moveUndone': ({ actor }) => `${actor} deshizo el cambio de proveedor`,
} satisfies Partial<FindingsCatalogue>;
