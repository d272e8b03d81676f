// Servers that know their own address, so that a browser can be sent to a provider and back to them.
import type { Page } from 'playwright-core';
import { addIdentity } from '../../src/features/federation/identities/service.ts';
import type { visit } from '../support/browser.ts';
import { confidentialClient, grace, startRealProvider } from '../support/real-provider.ts';
import { createStandIn, type StandIn } from '../support/stand-in/stand-in.ts';
import { createTestApp, type Env, type TestApp } from '../support/test-app.ts';

/** A server and the providers it trusts. */
interface Site extends AsyncDisposable {
  readonly app: TestApp;
  /** For `visit`: where the server stands, and where its providers do. */
  readonly at: Pick<Parameters<typeof visit>[0], 'origin' | 'alsoAt'>;
  /** Ends the server; what it returns starts another at the same address. */
  stop(): Promise<() => void>;
}

/** A server that trusts an OpenID provider, on whose pages there is something to fill in. */
export async function openOidcSite(env: Env = {}): Promise<Site> {
  const place = findPlace();
  const redirectUris = [`${place.origin}/api/auth/oidc/callback`];
  const logoutUri = `${place.origin}/api/auth/oidc/backchannel-logout`;
  const signOutReturns = [`${place.origin}/login`];
  const provider = await startRealProvider({ redirectUris, logoutUri, signOutReturns });
  const oidc = {
    OIDC_ENABLED: 'true',
    OIDC_PROVIDER_NAME: 'Pocket ID',
    OIDC_ISSUER_URL: provider.issuer,
    ...confidentialClient,
  };
  return openSite(place, {
    env: { ...oidc, ...env },
    alsoAt: [provider.issuer],
    close: () => provider[Symbol.asyncDispose](),
  });
}

/** A server that trusts the providers of the registry, which ask nothing and send everybody back. */
export async function openNamedSite(env: Env = {}): Promise<Site & { readonly standIn: StandIn }> {
  const standIn = createStandIn();
  const site = await openSite(findPlace(), {
    env: { ...standIn.env, ...env },
    alsoAt: [new URL(standIn.baseOf('github')).origin],
    close: () => Promise.resolve(standIn[Symbol.dispose]()),
  });
  return { ...site, standIn };
}

/** On the provider's pages: who I am, and yes, they may know. */
export async function signInThere(page: Page, login = grace.sub): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** On our sign-in page. */
export async function continueWith(page: Page, provider: string): Promise<void> {
  await page.getByRole('link', { name: `Continue with ${provider}` }).click();
}

interface Place {
  readonly port: number;
  readonly origin: string;
}

/** Another host than the providers' 127.0.0.1, as in life: cookies have to survive the way back from another site. */
export function findPlace(): Place {
  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() });
  const { port = 0 } = server;
  void server.stop(true);
  return { port, origin: `http://localhost:${port}` };
}

interface SiteOptions {
  readonly env: Env;
  readonly alsoAt: readonly string[];
  readonly close: () => PromiseLike<void>;
}

async function openSite({ port, origin }: Place, { env, alsoAt, close }: SiteOptions) {
  const app = await createTestApp({ APP_URL: origin, ...env });
  app.listen(port);
  return {
    app,
    at: { origin, alsoAt },
    stop: async () => {
      await app.restart();
      return () => void app.listen(port);
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await close();
    },
  };
}

/** Links the account of Grace at the stand-in for GitHub to a user. */
export async function linkGitHub(app: TestApp, userId: Uint8Array): Promise<void> {
  const issuer = app.services.connections.issuerOf('github');
  const profile = {
    provider: 'github',
    issuer,
    subject: '4711',
    email: null,
    emailVerified: false,
    emailVerifiedByProvider: false,
    name: null,
    pictureUrl: null,
    sid: null,
    pictureOrigin: null,
    groups: null,
  } as const;
  await app.database.write((trx) => addIdentity(trx, userId, profile));
}
