// Sign-in at the operator's own OpenID provider, in the browser and for apps that have signed in there themselves.
import { AppError } from '../../../core/errors.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Outbound } from '../../../io/outbound.ts';
import { OpenIdClients } from '../../../openid/clients.ts';
import type { VerifiedAnswer } from '../../../openid/connection.ts';
import { failureFields } from '../../../openid/failure-fields.ts';
import type { ProviderLogout } from '../../../openid/logout-token.ts';
import type { OpenIdProvider } from '../../../openid/provider.ts';
import { refusal } from '../../../openid/refusal.ts';
import { isReadyOidc, type OidcConnection, type ReadyOidc } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import type { Profile } from '../identities/rules.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { CallbackParameters } from '../sign-in/schema.ts';
import { type Landing, requireFresh, type SignInProvider } from '../sign-in/rules.ts';
import type { Flows } from '../sign-in/service.ts';
import type { SignInRefusals } from '../refusals/service.ts';
import {
  appRedirectUri,
  clientSettings,
  type Diagnosis,
  mayAcceptUnproven,
  type MobileForm,
  mobileForm,
  type OidcOptions,
  profileOf,
  rulesOf,
  type Trial,
  trialSettings,
  usedIdToken,
} from './rules.ts';
import type { InitiateQuery, MobileRequest, OidcConfig } from './schema.ts';
import { deleteExpiredIdTokens, rememberIdToken } from './queries.ts';

export { deleteExpiredIdTokens as expire };

interface OidcDependencies {
  readonly connections: Connections;
  readonly flows: Flows;
  readonly signInRefusals: SignInRefusals;
  readonly outbound: Outbound;
  readonly options: OidcOptions;
  readonly appUrl: string;
  readonly log: Log;
}

const provider = 'oidc';

export class Oidc {
  readonly #connections: Connections;
  readonly #flows: Flows;
  readonly #signInRefusals: SignInRefusals;
  readonly #outbound: Outbound;
  readonly #options: OidcOptions;
  readonly #appUrl: string;
  readonly #log: Log;
  #known: { readonly settings: string; readonly acceptsUnproven: boolean | null } | null = null;
  readonly #clients: OpenIdClients;

  constructor({
    connections,
    flows,
    signInRefusals,
    outbound,
    options,
    appUrl,
    log,
  }: OidcDependencies) {
    this.#connections = connections;
    this.#flows = flows;
    this.#signInRefusals = signInRefusals;
    this.#outbound = outbound;
    this.#options = options;
    this.#appUrl = appUrl;
    this.#log = log;
    this.#clients = new OpenIdClients({ outbound, log });
  }

  /** What a client needs in order to offer this sign-in method. */
  async config(): Promise<OidcConfig> {
    const connection = await this.#connections.oidc();
    const disableInternalAuth = await this.#connections.isLocalAuthDisabled();
    const { providerName } = connection;
    if (!isReadyOidc(connection)) return { enabled: false, providerName, disableInternalAuth };
    const { issuerUrl, clientId } = connection;
    return { enabled: true, providerName, disableInternalAuth, issuerUrl, clientId };
  }

  /** The redirect URI that the operator registers at the provider. */
  get callbackUrl(): string {
    return `${this.#appUrl}/api/auth/oidc/callback`;
  }

  /**
   * Begins a sign-in in a browser. Throws AppError `oidc_not_enabled`, `foreign_issuer`,
   * `invalid_redirect`, `provider_unavailable`, `provider_misconfigured`.
   */
  async initiate(query: InitiateQuery, origin: ClientInfo) {
    const redirect = this.#flows.checkedRedirect(query.redirect ?? null);
    const connected = await this.connect();
    if (query.iss !== undefined) await this.#requireOwnIssuer(query.iss);
    const purpose = { kind: 'sign_in', answer: 'redirect', redirect } as const;
    const isFresh = query.prompt === 'login';
    const beginning = { purpose, redirectUri: this.callbackUrl, origin, isFresh };
    return this.#flows.begin(connected, beginning);
  }

  /** Throws AppError `foreign_issuer` unless this is the configured issuer or its spelling at the provider. */
  async #requireOwnIssuer(iss: string): Promise<void> {
    const connection = await this.#ready();
    if (iss === connection.issuerUrl) return;
    const client = await this.#clientOf(connection);
    const isNamed = sameIssuer(iss, connection.issuerUrl) && iss === (await client.issuer());
    if (!isNamed) throw new AppError('foreign_issuer');
  }

  complete(
    callback: { readonly parameters: CallbackParameters; readonly browserKey: string | null },
    origin: ClientInfo,
  ): Promise<Landing> {
    const fixed = { provider, redirectUri: this.callbackUrl, wantsPage: true, origin } as const;
    return this.#flows.complete(() => this.connect(origin), { ...callback, ...fixed });
  }

  /**
   * Signs in a user whose app has signed in at the provider already. Throws AppError `oidc_not_enabled`,
   * `validation_failed`, `invalid_oidc_token`, `unprovable_oidc_token`, `provider_*` and the refusals of
   * `Identity.arrive`.
   */
  async exchangeMobile(request: MobileRequest, origin: ClientInfo): Promise<Exchanged> {
    const form = mobileForm(request, this.callbackUrl);
    const connection = await this.#ready();
    return this.#signInRefusals.during(provider, { origin }, async () => {
      const answer = await this.#verify(await this.#clientOf(connection), form);
      const profile = this.#profile(answer, origin);
      const onAdmit = async (trx: WriteTransaction): Promise<void> => {
        if (form.kind !== 'id_token') return;
        if (await rememberIdToken(trx, usedIdToken(form.idToken, answer))) return;
        throw refusal('invalid_oidc_token', 'the ID token was used before');
      };
      return this.#flows.signIn({ profile, rules: rulesOf(this.#options), onAdmit }, origin);
    });
  }

  #profile(answer: VerifiedAnswer, origin: ClientInfo | null): Profile {
    const fields = failureFields(answer.userinfoProblem, { provider, origin });
    if (fields !== null) {
      this.#log.warn('Userinfo of the provider failed; the sign-in goes on without it', fields);
    }
    return profileOf(answer, provider, this.#options);
  }

  #verify(client: OpenIdProvider, form: MobileForm): Promise<VerifiedAnswer> {
    if (form.kind === 'id_token') return client.fromIdToken(form.idToken, form.nonce);
    if (form.kind === 'code') return client.fromMobileCode(form);
    const check = this.#options.mobileAudienceCheck ?? 'auto';
    return client.fromAccessToken(form.accessToken, check);
  }

  /**
   * Whether an app's opaque access token would be accepted although its audience cannot be verified.
   * Throws AppError `provider_*` when the provider cannot be reached.
   */
  async acceptsUnproven(): Promise<boolean> {
    const connection = await this.#connections.oidc();
    return mayAcceptUnproven(connection, this.#options) && this.#cannotProve(connection);
  }

  /**
   * The last known answer to `acceptsUnproven` under these settings, null when there is none; refreshes it
   * in the background.
   */
  acceptsUnprovenSoFar(connection: OidcConnection): boolean | null {
    if (!mayAcceptUnproven(connection, this.#options)) return false;
    const settings = JSON.stringify(connection);
    const keep = (acceptsUnproven: boolean | null) => {
      this.#known = { settings, acceptsUnproven };
    };
    this.#cannotProve(connection).then(keep, () => {
      keep(null);
    });
    return this.#known?.settings === settings ? this.#known.acceptsUnproven : null;
  }

  async #cannotProve(connection: ReadyOidc): Promise<boolean> {
    const client = await this.#clientOf(connection);
    return !(await client.canProveAudience());
  }

  /**
   * Requests from the provider everything a sign-in needs. Given values replace those in force; the stored
   * secret is never sent to another issuer. `openedAt` is the origin of the calling page. Throws
   * AppError `oidc_not_enabled` without an issuer.
   */
  async diagnose(trial: Trial = {}, openedAt: string | null = null): Promise<Diagnosis> {
    const settings = trialSettings(trial, await this.#connections.oidc(), this.#options);
    const { diagnose } = await import('../../../openid/doctor.ts');
    this.forget();
    const [outbound, { authMemory }] = [this.#outbound, this.#clients];
    const redirectUris = [this.callbackUrl, appRedirectUri] as const;
    const findings = await diagnose(settings, { outbound, redirectUris, authMemory, openedAt });
    return { issuer: settings.issuer, findings };
  }

  /** Drops the cached provider metadata, because settings were changed or are being tested. */
  forget(): void {
    this.#clients.forget();
    this.#known = null;
  }

  /** What a logout token of the provider says. Throws AppError `oidc_not_enabled`, `invalid_logout_token`, `provider_*`. */
  async readLogoutToken(token: string): Promise<ProviderLogout> {
    return (await this.#clientOf(await this.#ready())).fromLogoutToken(token);
  }

  /** The provider under the current settings; `origin` is for log lines. Throws AppError `oidc_not_enabled`. */
  async connect(origin: ClientInfo | null = null): Promise<SignInProvider> {
    const connection = await this.#ready();
    const client = await this.#clientOf(connection);
    return {
      provider,
      issuer: connection.issuerUrl,
      rules: rulesOf(this.#options),
      // The client then compares it with the issuer as the provider spells it.
      isOwnName: (iss) => sameIssuer(iss, connection.issuerUrl),
      authorizationUrl: (flow) => client.authorizationUrl(flow),
      redeem: async ({ freshSince, ...answer }) => {
        const verified = await client.redeem(answer);
        requireFresh(verified.idToken, freshSince);
        return this.#profile(verified, origin);
      },
    };
  }

  async #ready(): Promise<ReadyOidc> {
    const connection = await this.#connections.oidc();
    if (!isReadyOidc(connection)) throw new AppError('oidc_not_enabled');
    return connection;
  }

  #clientOf(connection: ReadyOidc): Promise<OpenIdProvider> {
    return this.#clients.of(clientSettings(connection, this.#options));
  }
}
