// Builds what links accounts at providers outside of a sign-in, on what services-federation.ts built.
import { LinkDecisions } from './features/admin/link-requests/service.ts';
import { ProviderMoveAdministration } from './features/admin/provider-move/service.ts';
import { LinkConfirmation } from './features/federation/link-confirmation/service.ts';
import { LinkRequests } from './features/federation/link-requests/service.ts';
import type { Built } from './services-accounts.ts';
import type { buildArrivals } from './services-federation.ts';

type Arrivals = ReturnType<typeof buildArrivals>;

/** Builds the provider move, and what people ask whose sign-in may not be linked by the address alone. */
export function buildLinkRequests(
  { ground, records, signedIn, accounts }: Built,
  { identity, linkTickets, movedIdentities }: Arrivals,
) {
  const { database } = ground;
  const { audit, connections, users } = records;
  const { sessions } = signedIn;
  const { local } = accounts;
  const providerMove = new ProviderMoveAdministration({
    database,
    audit,
    users,
    sessions,
    connections,
    movedIdentities,
  });
  const linkRequests = new LinkRequests({ database, audit, users, identity, linkTickets });
  const linkConfirmation = new LinkConfirmation({
    database,
    audit,
    users,
    local,
    sessions,
    linkTickets,
    linkRequests,
  });
  const linkDecisions = new LinkDecisions({
    database,
    audit,
    connections,
    users,
    sessions,
    linkRequests,
  });
  return { providerMove, linkRequests, linkConfirmation, linkDecisions };
}
