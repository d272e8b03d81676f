// The operator's own OpenID provider: in the browser, and for apps that signed in there themselves.
import type { Config } from '../../config/config.ts';
import { AppError } from '../../core/errors.ts';
import type { Origin } from '../../core/origin.ts';
import type { Outbound } from '../../io/outbound.ts';
import type { OpenIdSettings, VerifiedAnswer } from '../../io/openid/connection.ts';
import type { Finding } from '../../io/openid/findings.ts';
import type { OpenIdProvider } from '../../io/openid/provider.ts';
import { isReadyOidc, type OidcConnection, type ReadyOidc } from '../connections/model.ts';
import type { Connections } from '../connections/service.ts';
import type { Exchanged } from '../exchange/model.ts';
import {
  type CallbackParameters,
  type Landing,
  requireFresh,
  type SignInProvider,
} from '../flows/model.ts';
import type { Flows } from '../flows/service.ts';
import type { IdentityRules } from '../identity/model.ts';
import type { SignInRefusals } from '../sign-in-refusals/service.ts';
import {
  type InitiateQuery,
  type MobileForm,
  mobileForm,
  type MobileRequest,
  type OidcConfig,
  profileOf,
} from './model.ts';

interface OidcDependencies {
  readonly connections: Connections;
  readonly flows: Flows;
  readonly signInRefusals: SignInRefusals;
  readonly outbound: Outbound;
  readonly config: Pick<Config, 'oidc'>;
  readonly appUrl: string;
}

const provider = 'oidc';

/** Where the provider sends our own app back to. */
export const appRedirectUri = 'anchor://oidc/callback';

/** Values to be tried before they are stored; the empty text and null count as none. */
interface Trial {
  readonly issuerUrl?: string | null;
  readonly clientId?: string | null;
  readonly clientSecret?: string | null;
}

export class Oidc {
  readonly #the: OidcDependencies;
  #known: { readonly settings: string; readonly acceptsUnproven: boolean | null } | null = null;
  #client: { readonly key: string; readonly provider: OpenIdProvider } | null = null;

  constructor(dependencies: OidcDependencies) {
    this.#the = dependencies;
  }

  /** What a client must know to offer this way of signing in. */
  async config(): Promise<OidcConfig> {
    const { connections } = this.#the;
    const connection = await connections.oidc();
    const disableInternalAuth = await connections.isLocalAuthDisabled();
    const { providerName } = connection;
    if (!isReadyOidc(connection)) return { enabled: false, providerName, disableInternalAuth };
    const { issuerUrl, clientId } = connection;
    return { enabled: true, providerName, disableInternalAuth, issuerUrl, clientId };
  }

  /** What the operator registers at the provider. */
  get callbackUrl(): string {
    return `${this.#the.appUrl}/api/auth/oidc/callback`;
  }

  /**
   * Begins a sign-in in a browser. Throws AppError `oidc_not_enabled`, `foreign_issuer`,
   * `invalid_redirect`, `provider_unavailable`, `provider_misconfigured`.
   */
  async initiate(query: InitiateQuery, origin: Origin) {
    const { flows } = this.#the;
    const redirect = flows.checkedRedirect(query.redirect ?? null);
    const connected = await this.connect();
    if (query.iss !== undefined && query.iss !== connected.issuer) {
      throw new AppError('foreign_issuer');
    }
    const purpose = { kind: 'sign_in', answer: 'redirect', redirect } as const;
    const isFresh = query.prompt === 'login';
    return flows.begin(connected, { purpose, redirectUri: this.callbackUrl, origin, isFresh });
  }

  complete(
    callback: { readonly parameters: CallbackParameters; readonly browserKey: string | null },
    origin: Origin,
  ): Promise<Landing> {
    const { flows } = this.#the;
    const fixed = { provider, redirectUri: this.callbackUrl, wantsPage: true, origin } as const;
    return flows.complete(() => this.connect(), { ...callback, ...fixed });
  }

  /**
   * Signs in somebody whose app has been at the provider already. Throws AppError `oidc_not_enabled`,
   * `validation_failed`, `invalid_oidc_token`, `unprovable_oidc_token`, `provider_*` and the refusals of
   * `Identity.arrive`.
   */
  async exchangeMobile(request: MobileRequest, origin: Origin): Promise<Exchanged> {
    const form = mobileForm(request, this.callbackUrl);
    const connection = await this.#ready();
    return this.#the.signInRefusals.during(provider, origin, async () => {
      const answer = await this.#verify(await this.#clientOf(connection), form);
      const profile = profileOf(answer, { provider, trustEmail: this.#trustsEmail });
      return this.#the.flows.signIn({ profile, rules: this.#rules }, origin);
    });
  }

  #verify(client: OpenIdProvider, form: MobileForm): Promise<VerifiedAnswer> {
    if (form.kind === 'id_token') return client.fromIdToken(form.idToken, form.nonce);
    if (form.kind === 'code') return client.fromMobileCode(form);
    const check = this.#the.config.oidc.mobileAudienceCheck ?? 'auto';
    return client.fromAccessToken(form.accessToken, check);
  }

  /**
   * Whether an app's opaque access token would be believed without proof of whom it was made for.
   * Throws AppError `provider_*` when the provider cannot be asked.
   */
  async acceptsUnproven(): Promise<boolean> {
    const connection = await this.#the.connections.oidc();
    return this.#mayAcceptUnproven(connection) && this.#cannotProve(connection);
  }

  /**
   * What is known of that under these settings without waiting, null when nothing; asks anew in the
   * background.
   */
  acceptsUnprovenSoFar(connection: OidcConnection): boolean | null {
    if (!this.#mayAcceptUnproven(connection)) return false;
    const settings = JSON.stringify(connection);
    const keep = (acceptsUnproven: boolean | null) => {
      this.#known = { settings, acceptsUnproven };
    };
    this.#cannotProve(connection).then(keep, () => {
      keep(null);
    });
    return this.#known?.settings === settings ? this.#known.acceptsUnproven : null;
  }

  #mayAcceptUnproven(connection: OidcConnection): connection is ReadyOidc {
    return isReadyOidc(connection) && this.#the.config.oidc.mobileAudienceCheck !== 'strict';
  }

  async #cannotProve(connection: ReadyOidc): Promise<boolean> {
    const client = await this.#clientOf(connection);
    return !(await client.canProveAudience());
  }

  /**
   * Asks the provider everything a sign-in needs. Given values are tried instead of those in force; the
   * stored secret is never sent to another issuer. Throws AppError `oidc_not_enabled` without an issuer.
   */
  async diagnose(trial: Trial = {}): Promise<readonly Finding[]> {
    const stored = await this.#the.connections.oidc();
    const issuer = trial.issuerUrl || stored.issuerUrl;
    if (issuer === null) throw new AppError('oidc_not_enabled');
    const ownSecret = issuer === stored.issuerUrl ? stored.clientSecret : null;
    const patient = {
      issuer,
      clientId: trial.clientId || stored.clientId,
      clientSecret: trial.clientSecret || ownSecret,
      allowHttp: this.#the.config.oidc.allowHttp ?? false,
    };
    const { outbound } = this.#the;
    const { diagnose } = await import('../../io/openid/doctor.ts');
    return diagnose(patient, { outbound, redirectUris: [this.callbackUrl, appRedirectUri] });
  }

  /** The provider as it is set up right now. Throws AppError `oidc_not_enabled`. */
  async connect(): Promise<SignInProvider> {
    const connection = await this.#ready();
    const client = await this.#clientOf(connection);
    const reading = { provider, trustEmail: this.#trustsEmail } as const;
    return {
      provider,
      issuer: connection.issuerUrl,
      rules: this.#rules,
      authorizationUrl: (flow) => client.authorizationUrl(flow),
      redeem: async ({ freshSince, ...answer }) => {
        const verified = await client.redeem(answer);
        requireFresh(verified.idToken, freshSince);
        return profileOf(verified, reading);
      },
    };
  }

  async #ready(): Promise<ReadyOidc> {
    const connection = await this.#the.connections.oidc();
    if (!isReadyOidc(connection)) throw new AppError('oidc_not_enabled');
    return connection;
  }

  /**
   * One client for as long as the settings are the same: it keeps what the provider told. What it is made
   * of is loaded for the first sign-in: without a provider there is none.
   */
  async #clientOf(connection: ReadyOidc): Promise<OpenIdProvider> {
    const { createOpenIdProvider } = await import('../../io/openid/provider.ts');
    const settings = this.#settingsOf(connection);
    const key = JSON.stringify(settings);
    if (this.#client?.key !== key) {
      const { outbound } = this.#the;
      this.#client = { key, provider: createOpenIdProvider(settings, { outbound }) };
    }
    return this.#client.provider;
  }

  #settingsOf({ issuerUrl, clientId, clientSecret }: ReadyOidc): OpenIdSettings {
    const { allowHttp, mobileClientIds } = this.#the.config.oidc;
    return {
      issuer: issuerUrl,
      clientId,
      clientSecret,
      allowHttp: allowHttp ?? false,
      mobileClientIds: mobileClientIds ?? [],
    };
  }

  get #trustsEmail(): boolean {
    return this.#the.config.oidc.trustEmail ?? false;
  }

  get #rules(): IdentityRules {
    return {
      createsAccounts: this.#the.config.oidc.autoCreate ?? true,
      // Closed registration closes local sign-up only: whom the operator's provider knows may join.
      obeysClosedMode: false,
      linksByEmail: true,
    };
  }
}
