// Builds the services for sign-in at identity providers; each function gets what the earlier ones built.
import type { Config } from './config/config.ts';
import { deriveKey } from './core/tokens.ts';
import { ProviderOptions } from './features/admin/provider-options/service.ts';
import { ProviderSettings } from './features/admin/providers/service.ts';
import { Identity } from './features/federation/arrival/service.ts';
import { ClaimedGroups } from './features/federation/claimed-groups/service.ts';
import { ProviderDetails } from './features/federation/details/service.ts';
import { SignInFlows } from './features/federation/flow-store/service.ts';
import { FormPosts } from './features/federation/form-post/service.ts';
import { Landings } from './features/federation/landing/service.ts';
import { LinkTickets, RefusalTickets } from './features/federation/link-tickets/service.ts';
import { Links } from './features/federation/linking/service.ts';
import { LoginCodes } from './features/federation/login-codes/service.ts';
import type { OidcOptions } from './features/federation/oidc/rules.ts';
import { MovedIdentities } from './features/federation/moved-identities/service.ts';
import { Newcomers } from './features/federation/newcomers/service.ts';
import { ProviderMoves } from './features/federation/provider-moves/service.ts';
import { Oidc } from './features/federation/oidc/service.ts';
import { ProviderPictures } from './features/federation/picture/service.ts';
import { ProviderLogout } from './features/federation/provider-logout/service.ts';
import { SignInRefusals } from './features/federation/refusals/service.ts';
import { SignInTests } from './features/federation/sign-in-test/service.ts';
import { Flows } from './features/federation/sign-in/service.ts';
import { UnprovenTokens } from './features/federation/unproven-tokens/service.ts';
import { OAuth } from './features/federation/social/service.ts';
import { createOutbound } from './io/outbound.ts';
import { createRemotePictures } from './io/remote-pictures.ts';
import { ProviderSignOuts } from './features/sessions/provider-sign-out/service.ts';
import type { Built, Ground } from './services-accounts.ts';
import type { buildLinks } from './services-links.ts';

type WithLinks = Built & { readonly links: ReturnType<typeof buildLinks> };

function buildPictures({ config, log }: Ground, { images }: Pick<Built['accounts'], 'images'>) {
  const outbound = createOutbound();
  const remotePictures = createRemotePictures({ outbound, ...config.avatars, log });
  return { outbound, pictures: new ProviderPictures({ images, remotePictures, log }) };
}

/** Builds the services that all providers share. */
export function buildArrivals({ ground, records, signedIn, accounts, links: own }: WithLinks) {
  const { config, log, database, secret } = ground;
  const { audit, settings, connections, users } = records;
  const { sessions, sessionStart } = signedIn;
  const { pendingTickets, invitations } = accounts;
  const { linkPolicy, setupToken } = config.policy;
  const { outbound, pictures } = buildPictures(ground, accounts);
  const claimedGroups = new ClaimedGroups({ audit, users, log });
  const { accountSecurity } = own;
  const movedIdentities = new MovedIdentities({ audit, accountSecurity });
  const linkTickets = new LinkTickets({ key: deriveKey(secret, 'link tickets') });
  const identity = new Identity({
    database,
    audit,
    settings,
    users,
    accountSecurity,
    providerDetails: new ProviderDetails({ audit, users }),
    claimedGroups,
    providerMoves: new ProviderMoves({ users }),
    movedIdentities,
    newcomers: new Newcomers({ audit, users, invitations }),
    refusalTickets: new RefusalTickets({ pendingTickets, linkTickets }),
    keepsUnproven: linkPolicy === 'keep',
    needsSetupToken: setupToken !== null,
  });
  const signOutKey = deriveKey(secret, 'provider sign-out at rest');
  const signOuts = new ProviderSignOuts({ database, connections, log, key: signOutKey });
  return {
    outbound,
    pictures,
    identity,
    claimedGroups,
    links: new Links({ audit, connections, users, sessions }),
    linkTickets,
    loginCodes: new LoginCodes({
      database,
      audit,
      connections,
      users,
      sessions,
      sessionStart,
      signOuts,
    }),
    movedIdentities,
    signOuts,
  };
}

type WithArrivals = Built & { readonly arrivals: ReturnType<typeof buildArrivals> };

/** Builds the flow of sign-ins at any provider, and the tests of them. */
function buildFlows({ ground, records, signedIn, arrivals }: WithArrivals) {
  const { config, log, database, limits, secret } = ground;
  const { audit, users } = records;
  const { sessions, sessionStart } = signedIn;
  const { pictures, identity, claimedGroups, links, linkTickets, loginCodes } = arrivals;
  const { appUrl } = config.server;
  const loginCodeKey = deriveKey(secret, 'login codes');
  const strayLimit = limits.strayCallback;
  const signInRefusals = new SignInRefusals({ database, audit, strayLimit });
  const signInFlows = new SignInFlows({ database });
  const landings = new Landings({ appUrl, loginCodeKey, linkTickets });
  const formPosts = new FormPosts({ signInFlows, appUrl });
  const signInTests = new SignInTests({
    database,
    audit,
    users,
    sessions,
    identity,
    claimedGroups,
    signInFlows,
  });
  const flows = new Flows({
    signInFlows,
    signInRefusals,
    identity,
    links,
    loginCodes,
    pictures,
    sessionStart,
    signInTests,
    landings,
    log,
    appUrl,
  });
  return { signInRefusals, signInTests, formPosts, flows };
}

/** Builds the providers. */
export function buildProviders(built: WithArrivals) {
  const { config, log, database } = built.ground;
  const { connections } = built.records;
  const { outbound, links } = built.arrivals;
  const { appUrl } = config.server;
  const { signInRefusals, signInTests, formPosts, flows } = buildFlows(built);
  const options = oidcOptions(config.oidc);
  const oidc = new Oidc({
    connections,
    flows,
    signInRefusals,
    outbound,
    options,
    appUrl,
    log,
  });
  const unprovenTokens = new UnprovenTokens({ connections, oidc, options });
  const addresses = config.providers;
  const oauth = new OAuth({
    connections,
    database,
    flows,
    links,
    oidc,
    outbound,
    addresses,
    appUrl,
  });
  const providerLogout = logoutOf(built, oidc);
  return { oidc, unprovenTokens, oauth, signInTests, formPosts, providerLogout };
}

function logoutOf({ ground, records }: Pick<Built, 'ground' | 'records'>, oidc: Oidc) {
  const { database, log } = ground;
  const { audit, users } = records;
  return new ProviderLogout({ database, audit, users, oidc, log });
}

export function buildProviderSettings({
  ground,
  records,
  signedIn,
  providers,
}: Built & { readonly providers: ReturnType<typeof buildProviders> }) {
  const { config, database, limits } = ground;
  const { audit, connections, users } = records;
  const { sessions } = signedIn;
  const { oidc, unprovenTokens, oauth } = providers;
  const providerSettings = new ProviderSettings({
    database,
    audit,
    users,
    sessions,
    connections,
    oidc,
    unprovenTokens,
    oauth,
    testLimit: limits.oidcTests,
    allowHttp: config.oidc.allowHttp ?? false,
    foreignOrigins: config.server.corsOrigins,
  });
  const providerOptions = new ProviderOptions({ database, audit, users, sessions, connections });
  return { providerSettings, providerOptions };
}

/** The options without the connection and its secret, which may change while the server runs. */
function oidcOptions(oidc: Config['oidc']): OidcOptions {
  const { allowHttp, appCallbackSchemes, autoCreate, clientAuth, internalUrl } = oidc;
  const { mobileAudienceCheck, mobileClientIds, responseMode, trustEmail } = oidc;
  const client = { allowHttp, clientAuth, internalUrl, mobileAudienceCheck, mobileClientIds };
  return { ...client, appCallbackSchemes, autoCreate, responseMode, trustEmail };
}
