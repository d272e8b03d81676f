// Sign-in at the operator's own OpenID provider, in the browser and for apps that have signed in there themselves.
import { AppError } from '../../../core/errors.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Outbound } from '../../../io/outbound.ts';
import { OpenIdClients } from '../../../openid/clients.ts';
import type { VerifiedAnswer } from '../../../openid/connection.ts';
import { failureFields } from '../../../openid/failure-fields.ts';
import { LastAnswer } from '../../../openid/last-answer.ts';
import type { OpenIdProvider } from '../../../openid/provider.ts';
import { refusal } from '../../../openid/refusal.ts';
import { isReadyOidc, type OidcConnection, type ReadyOidc } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import type { Profile, ProviderSignOut } from '../identities/rules.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { CallbackParameters } from '../sign-in/schema.ts';
import {
  type BegunFlow,
  type Landing,
  type PageLanding,
  requireFresh,
  type SignInProvider,
} from '../sign-in/rules.ts';
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
  profilePaths,
  publicConfig,
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
  readonly #known = new LastAnswer();
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
    this.#clients = new OpenIdClients({ outbound });
  }

  /** What a client needs in order to offer this sign-in method. */
  async config(): Promise<OidcConfig> {
    return publicConfig(await this.#connections.oidc(), await this.#connections.signInMethods());
  }

  /** The redirect URI that the operator registers at the provider. */
  get callbackUrl(): string {
    return `${this.#appUrl}/api/auth/oidc/callback`;
  }

  /** Where the provider sends browsers back to after a sign-out there, which the operator registers too. */
  get signOutReturn(): string {
    return `${this.#appUrl}/login`;
  }

  /**
   * Begins a sign-in in a browser. Throws AppError `oidc_not_enabled`, `foreign_issuer`,
   * `invalid_redirect`, `provider_unavailable`, `provider_misconfigured`, unless a page is to show the refusal.
   */
  async initiate(query: InitiateQuery, origin: ClientInfo): Promise<BegunFlow | PageLanding> {
    const begin = () => this.#begin(query, origin);
    return query.errors === 'page' ? this.#flows.orPage(begin, query.redirect) : begin();
  }

  async #begin(query: InitiateQuery, origin: ClientInfo): Promise<BegunFlow> {
    const redirect = this.#flows.checkedRedirect(query.redirect ?? null);
    const connected = await this.connect();
    if (query.iss !== undefined && query.iss !== connected.issuer) {
      throw new AppError('foreign_issuer');
    }
    const purpose = { kind: 'sign_in', answer: 'redirect', redirect } as const;
    const isFresh = query.prompt === 'login';
    const redirectUri = this.callbackUrl;
    return this.#flows.begin(connected, { purpose, redirectUri, origin, isFresh });
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
      const profile = this.#profile(answer, connection, origin);
      const onAdmit = async (trx: WriteTransaction): Promise<void> => {
        if (form.kind !== 'id_token') return;
        if (await rememberIdToken(trx, usedIdToken(form.idToken, answer))) return;
        throw refusal('invalid_oidc_token', 'the ID token was used before');
      };
      return this.#flows.signIn({ profile, rules: rulesOf(this.#options), onAdmit }, origin);
    });
  }

  #profile(answer: VerifiedAnswer, { options }: ReadyOidc, origin: ClientInfo | null): Profile {
    const fields = failureFields(answer.userinfoProblem, { provider, origin });
    if (fields !== null) {
      this.#log.warn('Userinfo of the provider failed; the sign-in goes on without it', fields);
    }
    const trustEmail = this.#options.trustEmail ?? false;
    return profileOf(answer, { provider, trustEmail, ...profilePaths(options) });
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

  /** The last known answer to `acceptsUnproven`, null when there is none; refreshes it in the background. */
  acceptsUnprovenSoFar(connection: OidcConnection): boolean | null {
    if (!mayAcceptUnproven(connection, this.#options)) return false;
    return this.#known.soFar(JSON.stringify(connection), () => this.#cannotProve(connection));
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
    const own = { redirectUris, signOutReturn: this.signOutReturn };
    const findings = await diagnose(settings, { outbound, authMemory, openedAt, ...own });
    return { issuer: settings.issuer, findings };
  }

  /** Drops the cached provider metadata, because settings were changed or are being tested. */
  forget(): void {
    this.#clients.forget();
    this.#known.forget();
  }

  /** The provider under the current settings; `origin` is for log lines. Throws AppError `oidc_not_enabled`. */
  async connect(origin: ClientInfo | null = null): Promise<SignInProvider> {
    const connection = await this.#ready();
    const client = await this.#clientOf(connection);
    return {
      provider,
      issuer: connection.issuerUrl,
      rules: rulesOf(this.#options),
      isAlwaysFresh: connection.options.prompt === 'login',
      authorizationUrl: (flow) => client.authorizationUrl(flow),
      redeem: async ({ freshSince, ...answer }) => {
        const verified = await client.redeem(answer);
        requireFresh(verified.idToken, freshSince);
        const profile = this.#profile(verified, connection, origin);
        return { ...profile, signOut: keptSignOut(verified) };
      },
    };
  }

  async #ready(): Promise<ReadyOidc> {
    const connection = await this.#connections.oidc();
    if (!isReadyOidc(connection)) throw new AppError('oidc_not_enabled');
    return connection;
  }

  #clientOf(connection: ReadyOidc): Promise<OpenIdProvider> {
    return this.#clients.of(clientSettings(connection, this.#options, this.signOutReturn));
  }
}

/** A kept ID token may be seen in an address, so it must not sign in an app as well. */
function keptSignOut(verified: VerifiedAnswer): ProviderSignOut | null {
  const { signOut = null } = verified;
  if (signOut === null) return null;
  const used = usedIdToken(signOut.idToken, verified);
  return { url: signOut.url, onKeep: (trx) => rememberIdToken(trx, used) };
}
