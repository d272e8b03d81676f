// Sign-in at the operator's own OpenID provider, in the browser and for apps that have signed in there themselves.
import { AppError } from '../../../core/errors.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import type { ClientInfo } from '../../../core/client-info.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { Log } from '../../../io/log.ts';
import type { Outbound } from '../../../io/outbound.ts';
import { OpenIdClients } from '../../../openid/clients.ts';
import type { VerifiedAnswer } from '../../../openid/connection.ts';
import { readGroups } from '../../../openid/group-claims.ts';
import { requireFresh } from '../../../openid/auth-time.ts';
import { failureFields } from '../../../openid/failure-fields.ts';
import type { OpenIdProvider } from '../../../openid/provider.ts';
import { tokenHashOf } from '../../links/invitations/rules.ts';
import { bridgeUrisOf } from '../../providers/options/rules.ts';
import { isReadyOidc, type ReadyOidc } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import type { Caller } from '../../sessions/service.ts';
import type { Profile } from '../identities/rules.ts';
import type { Exchanged } from '../login-codes/schema.ts';
import type { CallbackParameters } from '../sign-in/schema.ts';
import type { BegunFlow, Landing, SignInProvider } from '../sign-in/rules.ts';
import type { Flows } from '../sign-in/service.ts';
import { keptSignOut, useIdToken } from '../used-id-tokens/service.ts';
import type { SignInRefusals } from '../refusals/service.ts';
import {
  type Answered,
  appRedirectUri,
  clientSettings,
  type Diagnosis,
  type MobileForm,
  mobileForm,
  type OidcOptions,
  profileOf,
  profilePaths,
  publicConfig,
  rulesOf,
  type Trial,
  trialSettings,
} from './rules.ts';
import type { InitiateQuery, MobileRequest, OidcConfig } from './schema.ts';

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
   * `invalid_redirect`, `provider_unavailable`, `provider_misconfigured`.
   */
  async initiate(query: InitiateQuery, origin: ClientInfo): Promise<BegunFlow> {
    const redirect = this.#flows.checkedRedirect(query.redirect ?? null);
    const connected = await this.connect();
    const { iss } = query;
    if (iss !== undefined && !(await (await this.client()).hasIssuer(iss)))
      throw new AppError('foreign_issuer');
    const { invitation } = query;
    const purpose = { kind: 'sign_in', answer: 'redirect', redirect, invitation } as const;
    const isFresh = query.prompt === 'login';
    const redirectUri = this.callbackUrl;
    return this.#flows.begin(connected, { purpose, redirectUri, origin, isFresh });
  }

  /**
   * Begins a test sign-in of an administrator, which changes nothing. Throws AppError `oidc_not_enabled`,
   * `provider_unavailable`, `provider_misconfigured`.
   */
  async beginTest(caller: Caller, isFresh: boolean, origin: ClientInfo): Promise<BegunFlow> {
    const purpose = { kind: 'test', caller } as const;
    const beginning = { purpose, redirectUri: this.callbackUrl, origin, isFresh };
    return this.#flows.begin(await this.connect(origin, true), beginning);
  }

  complete(
    callback: { readonly parameters: CallbackParameters; readonly browserKey: string | null },
    origin: ClientInfo,
  ): Promise<Landing> {
    const fixed = { provider, redirectUri: this.callbackUrl, wantsPage: true, origin } as const;
    const connect = (isTest: boolean) => this.connect(origin, isTest);
    return this.#flows.complete(connect, { ...callback, ...fixed });
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
      const client = await this.client(connection);
      const answer = await this.#verify(client, form);
      const profile = await this.#profile({ connection, client, answer }, origin);
      const onAdmit = async (trx: WriteTransaction): Promise<void> => {
        if (form.kind === 'id_token') await useIdToken(trx, form.idToken, answer);
      };
      const rules = rulesOf(this.#options, connection);
      const invitation = tokenHashOf(request.invitation);
      return this.#flows.signIn({ profile, rules, invitation, onAdmit }, origin);
    });
  }

  async #profile(
    { connection, client, answer }: Answered,
    origin: ClientInfo | null,
  ): Promise<Profile> {
    const fields = failureFields(answer.userinfoProblem, { provider, origin });
    if (fields !== null) {
      this.#log.warn('Userinfo of the provider failed; the sign-in goes on without it', fields);
    }
    const told = readGroups(answer, connection.options.groupsClaim);
    const groups = { ...told, kind: await client.kind() };
    const { needsGroups, options } = connection;
    const own = { ...this.#options, ...profilePaths(options), needsGroups };
    return profileOf(answer, { ...own, provider, groups });
  }

  #verify(client: OpenIdProvider, form: MobileForm): Promise<VerifiedAnswer> {
    if (form.kind === 'id_token') return client.fromIdToken(form.idToken, form.nonce);
    if (form.kind === 'code') return client.fromMobileCode(form);
    const check = this.#options.mobileAudienceCheck ?? 'auto';
    return client.fromAccessToken(form.accessToken, check);
  }

  /**
   * Requests from the provider everything a sign-in needs. Given values replace those in force; the stored
   * secret is never sent to another issuer. `openedAt` is the origin of the calling page. Throws
   * AppError `oidc_not_enabled` without an issuer.
   */
  async diagnose(trial: Trial = {}, openedAt: string | null = null): Promise<Diagnosis> {
    const { providers } = await this.#connections.signInMethods();
    const states = await this.#connections.oidcOptionStates();
    const inForce = { options: this.#options, states, providers };
    const settings = trialSettings(trial, await this.#connections.oidc(), inForce);
    const { diagnose } = await import('../../../openid/doctor.ts');
    this.forget();
    const [outbound, { authMemory }] = [this.#outbound, this.#clients];
    const redirectUris = [this.callbackUrl, appRedirectUri] as const;
    const bridgeUris = bridgeUrisOf(this.#options, this.#appUrl);
    const own = { redirectUris, signOutReturn: this.signOutReturn, bridgeUris };
    const findings = await diagnose(settings, { outbound, authMemory, openedAt, ...own });
    return { issuer: settings.issuer, findings };
  }

  /** Drops the cached provider metadata, because settings were changed or are being tested. */
  forget(): void {
    this.#clients.forget();
  }

  /** The client of the provider, by default under the current settings. Throws AppError `oidc_not_enabled`. */
  async client(given?: ReadyOidc): Promise<OpenIdProvider> {
    const connection = given ?? (await this.#ready());
    return this.#clients.of(clientSettings(connection, this.#options, this.signOutReturn));
  }

  /** The provider under the current settings; `origin` is for log lines. Throws AppError `oidc_not_enabled`. */
  async connect(origin: ClientInfo | null = null, isTest = false): Promise<SignInProvider> {
    const connection = await this.#ready(isTest);
    const client = await this.client(connection);
    const inspect: SignInProvider['inspect'] = async ({ freshSince, ...given }) => {
      const answer = await client.redeem(given);
      requireFresh(answer.idToken, freshSince);
      return { answer, profile: await this.#profile({ connection, client, answer }, origin) };
    };
    return {
      provider,
      issuer: connection.issuerUrl,
      rules: rulesOf(this.#options, connection),
      isAlwaysFresh: connection.options.prompt === 'login',
      // The client then compares it with the issuer as the provider spells it.
      isOwnName: (iss) => sameIssuer(iss, connection.issuerUrl),
      authorizationUrl: (flow) => client.authorizationUrl(flow),
      redeem: async (given) => {
        const { answer, profile } = await inspect(given);
        return { ...profile, signOut: keptSignOut(answer) };
      },
      inspect,
    };
  }

  async #ready(isTest = false): Promise<ReadyOidc> {
    const stored = await this.#connections.oidc();
    // A provider can be tested before it is switched on.
    const connection = isTest ? { ...stored, enabled: true } : stored;
    if (!isReadyOidc(connection)) throw new AppError('oidc_not_enabled');
    return connection;
  }
}
