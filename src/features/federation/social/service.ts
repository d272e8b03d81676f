// Sign-in at the providers of the registry, and linking of providers to an account.
import type { Config } from '../../../config/config.ts';
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import type { ProviderPlan } from '../../../core/providers/plan.ts';
import {
  definitions,
  type NamedProvider,
  namedProviders,
  providerLabels,
} from '../../../core/providers/registry.ts';
import type { Database } from '../../../db/port.ts';
import { requireFresh } from '../../../openid/auth-time.ts';
import type { DirectClient } from '../../../openid/direct-client.ts';
import type { Outbound } from '../../../io/outbound.ts';
import { type NamedConnection, namedProvider } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import {
  type Beginning,
  type BegunFlow,
  type Callback,
  type Landing,
  type SignInProvider,
} from '../sign-in/rules.ts';
import type { Flows } from '../sign-in/service.ts';
import { identitiesOfUser } from '../identities/service.ts';
import type { IdentityRules } from '../arrival/rules.ts';
import type { Links } from '../linking/service.ts';
import type { Oidc } from '../oidc/service.ts';
import type { Caller } from '../../sessions/service.ts';
import { profileOf } from './rules.ts';
import type { Providers, StartQuery } from './schema.ts';

interface OAuthDependencies {
  readonly connections: Connections;
  readonly database: Database;
  readonly flows: Flows;
  readonly links: Links;
  readonly oidc: Oidc;
  readonly outbound: Outbound;
  readonly addresses: Config['providers'];
  readonly appUrl: string;
}

interface ReadyConnection {
  readonly provider: NamedProvider;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  readonly allowSignup: boolean;
  readonly autoLink: boolean;
}

interface Client extends Pick<DirectClient, 'authorizationUrl' | 'redeem'> {
  readonly key: string;
  readonly plan: ProviderPlan;
}

export class OAuth {
  readonly #connections: Connections;
  readonly #database: Database;
  readonly #flows: Flows;
  readonly #links: Links;
  readonly #oidc: Oidc;
  readonly #outbound: Outbound;
  readonly #addresses: Config['providers'];
  readonly #appUrl: string;
  readonly #clients = new Map<NamedProvider, Client>();

  constructor({
    connections,
    database,
    flows,
    links,
    oidc,
    outbound,
    addresses,
    appUrl,
  }: OAuthDependencies) {
    this.#connections = connections;
    this.#database = database;
    this.#flows = flows;
    this.#links = links;
    this.#oidc = oidc;
    this.#outbound = outbound;
    this.#addresses = addresses;
    this.#appUrl = appUrl;
  }

  /** The sign-in methods that are enabled now, the password first. */
  async providers(): Promise<Providers> {
    const { providers, takesPasswords } = await this.#connections.signInMethods();
    const open = new Set(providers.map(({ provider }) => provider));
    const named = namedProviders.filter((provider) => open.has(provider));
    return { providers: takesPasswords ? ['local', ...named] : named };
  }

  /** The redirect URI that the operator registers at the provider. */
  callbackUrl(name: string): string {
    return `${this.#appUrl}/api/auth/oauth/${name}/callback`;
  }

  /** Begins a sign-in of a browser. Throws AppError as `begin` does, and `invalid_redirect`. */
  start(name: string, query: StartQuery, origin: ClientInfo): Promise<BegunFlow> {
    const { redirect, prompt, invitation } = query;
    const path = this.#flows.checkedRedirect(redirect ?? null);
    const purpose = { kind: 'sign_in', answer: 'redirect', redirect: path, invitation } as const;
    const isFresh = prompt === 'login';
    return this.begin(name, { purpose, redirectUri: this.callbackUrl(name), origin, isFresh });
  }

  /** Begins a sign-in. Throws AppError as `connect` does, and `provider_unavailable`, `provider_misconfigured`. */
  async begin(name: string, beginning: Beginning): Promise<BegunFlow> {
    return this.#flows.begin(await this.connect(name), beginning);
  }

  /** Completes a sign-in; see `Flows.complete`. */
  complete(name: string, callback: Omit<Callback, 'provider'>): Promise<Landing> {
    const provider = namedProviders.find((each) => each === name) ?? null;
    return this.#flows.complete(() => this.connect(name), { ...callback, provider });
  }

  /** Begins to link a provider, or `oidc`, to an account. Throws AppError `provider_already_linked` and as `begin`. */
  async beginLink(name: string, caller: Caller, origin: ClientInfo): Promise<BegunFlow> {
    const provider = name === 'oidc' ? await this.#oidc.connect() : await this.connect(name);
    const own = await identitiesOfUser(this.#database.read, caller.userId);
    if (
      own.some(
        ({ provider: at, issuer }) =>
          at === provider.provider && sameIssuer(issuer, provider.issuer),
      )
    ) {
      throw new AppError('provider_already_linked');
    }
    const redirectUri = name === 'oidc' ? this.#oidc.callbackUrl : this.callbackUrl(name);
    return this.#flows.begin(provider, { purpose: { kind: 'link', caller }, redirectUri, origin });
  }

  /** Unlinks a provider; returns its display name. Throws AppError `unknown_provider` and as `Links.remove`. */
  async unlink(name: string, caller: Caller, origin: ClientInfo): Promise<string> {
    const provider = name === 'oidc' ? name : namedProvider(name);
    await this.#links.remove(caller, provider, origin);
    return provider === 'oidc'
      ? (await this.#connections.oidc()).providerName
      : providerLabels[provider];
  }

  /**
   * The provider under the current settings. Throws AppError `unknown_provider`, `provider_not_configured`,
   * `provider_disabled`.
   */
  async connect(name: string): Promise<SignInProvider> {
    const connection = ready(await this.#connections.named(namedProvider(name)));
    const { provider } = connection;
    const { plan, ...client } = await this.#clientOf(connection);
    const issuer = this.#connections.issuerOf(provider);
    return {
      provider,
      issuer,
      rules: rulesOf(connection),
      isOwnName: plan.isOwnName,
      authorizationUrl: client.authorizationUrl,
      redeem: async ({ freshSince, ...answer }) => {
        const evidence = await client.redeem(answer);
        requireFresh(evidence.idToken, freshSince);
        return profileOf(plan.read(evidence), { provider, issuer });
      },
    };
  }

  /** Drops the cached clients of the providers, because their settings were changed. */
  forget(): void {
    this.#clients.clear();
  }

  /**
   * One client while the settings are unchanged, because it caches the provider's keys. Its module is loaded
   * at the first sign-in.
   */
  async #clientOf(connection: ReadyConnection): Promise<Client> {
    const { createDirectClient } = await import('../../../openid/direct-client.ts');
    const { provider, clientId, clientSecret, tenantId } = connection;
    const key = JSON.stringify([clientId, clientSecret, tenantId]);
    const current = this.#clients.get(provider);
    if (current?.key === key) return current;
    const plan = definitions[provider].plan({ ...this.#addresses[provider], tenantId });
    const settings = { ...plan, client: { clientId, clientSecret } };
    const client = { key, plan, ...createDirectClient(settings, { outbound: this.#outbound }) };
    this.#clients.set(provider, client);
    return client;
  }
}

function rulesOf({ allowSignup, autoLink }: ReadyConnection): IdentityRules {
  return {
    createsAccounts: allowSignup,
    // Anyone can have an account at these providers, so closed registration must apply to their users.
    obeysClosedMode: true,
    linksByEmail: autoLink,
    groups: null,
  };
}

function ready({ provider, enabled, ...settings }: NamedConnection): ReadyConnection {
  const { clientId, clientSecret, tenantId, allowSignup, autoLink } = settings;
  const label = providerLabels[provider];
  if (clientId.value === null || clientSecret.value === null) {
    throw new AppError('provider_not_configured');
  }
  if (!enabled.value) {
    throw new AppError('provider_disabled', {
      message: `${label} authentication is disabled`,
      because: { reason: 'provider_switched_off', params: { provider: label } },
    });
  }
  return {
    provider,
    clientId: clientId.value,
    clientSecret: clientSecret.value,
    tenantId: tenantId.value ?? '',
    allowSignup: allowSignup.value,
    autoLink: autoLink.value,
  };
}
