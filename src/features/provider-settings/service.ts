import { AppError } from '../../core/errors.ts';
import type { Database } from '../../db/open.ts';
import type { WriteTransaction } from '../../db/writer.ts';
import { type Actor, requireStillAdmin } from '../accounts/service.ts';
import type { Audit, AuditEntry } from '../audit/service.ts';
import {
  isConfigured,
  namedProvider,
  type NamedProvider,
  namedProviders,
  providerLabels,
} from '../connections/model.ts';
import type { Connections } from '../connections/service.ts';
import type { OAuth } from '../oauth/service.ts';
import { appRedirectUri } from '../oidc/model.ts';
import type { Oidc } from '../oidc/service.ts';
import type { Sessions } from '../sessions/service.ts';
import type { SettingState } from '../settings/service.ts';
import type { Users } from '../users/service.ts';
import {
  checkNamedChange,
  checkOidcChange,
  type NamedChangeRequest,
  type NamedSettings,
  type OidcChangeRequest,
  type OidcSettings,
  type OidcTest,
  type OidcTestRequest,
} from './model.ts';
import { waysInOfAdmins } from './queries.ts';

interface ProviderSettingsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly oidc: Oidc;
  readonly oauth: OAuth;
  readonly allowHttp: boolean;
}

/** How identity providers are set up, as administrators see and change it. */
export class ProviderSettings {
  readonly #the: ProviderSettingsDependencies;

  constructor(dependencies: ProviderSettingsDependencies) {
    this.#the = dependencies;
  }

  async oidc(): Promise<OidcSettings> {
    const { connections, oidc } = this.#the;
    const stored = await connections.oidc();
    const { clientSecret, lockedBy, ...connection } = stored;
    const internal = await connections.disableInternalAuth();
    return {
      ...connection,
      hasClientSecret: clientSecret !== null,
      callbackUrl: oidc.callbackUrl,
      mobileRedirectUri: appRedirectUri,
      disableInternalAuth: internal.value,
      isLocked: lockedBy !== null,
      lockedBy,
      isInternalAuthLocked: internal.isLocked,
      acceptsUnprovenTokens: oidc.acceptsUnprovenSoFar(stored),
    };
  }

  /** Throws AppError `validation_failed`, `setting_locked`, `no_way_in`. */
  async changeOidc(body: OidcChangeRequest, by: NonNullable<Actor>): Promise<OidcSettings> {
    const { connections, allowHttp } = this.#the;
    const change = checkOidcChange(body, allowHttp);
    await this.#change(by, { setting: 'oidc', fields: Object.keys(change) }, (trx) =>
      connections.changeOidc(trx, change, by.id),
    );
    this.#the.oidc.forget();
    return this.oidc();
  }

  /** Asks the provider everything a sign-in needs. Throws AppError `validation_failed`, `oidc_not_enabled`. */
  async testOidc(body: OidcTestRequest): Promise<OidcTest> {
    const { oidc, allowHttp } = this.#the;
    const findings = await oidc.diagnose(checkOidcChange(body, allowHttp));
    return { ok: findings.every(({ outcome }) => outcome !== 'failed'), findings: [...findings] };
  }

  async allNamed(): Promise<{ readonly providers: NamedSettings[] }> {
    return { providers: await Promise.all(namedProviders.map((name) => this.#show(name))) };
  }

  /** Throws AppError `unknown_provider`. */
  async named(provider: string): Promise<NamedSettings> {
    return this.#show(namedProvider(provider));
  }

  async #show(provider: NamedProvider): Promise<NamedSettings> {
    const connection = await this.#the.connections.named(provider);
    const { enabled, clientId, clientSecret, tenantId, allowSignup, autoLink } = connection;
    return {
      provider,
      name: providerLabels[provider],
      configured: isConfigured(connection),
      callbackUrl: this.#the.oauth.callbackUrl(provider),
      enabled: shown(enabled),
      clientId: shown(clientId),
      hasClientSecret: { ...shown(clientSecret), value: clientSecret.value !== null },
      ...(provider === 'microsoft' ? { tenantId: shown(tenantId) } : {}),
      allowSignup: shown(allowSignup),
      autoLink: shown(autoLink),
    };
  }

  /** Throws AppError `unknown_provider`, `validation_failed`, `setting_locked`, `no_way_in`. */
  async changeNamed(
    name: string,
    body: NamedChangeRequest,
    by: NonNullable<Actor>,
  ): Promise<NamedSettings> {
    const provider = namedProvider(name);
    const change = checkNamedChange(body, provider === 'microsoft');
    await this.#change(by, { setting: provider, fields: Object.keys(change) }, (trx) =>
      this.#the.connections.changeNamed(trx, provider, { change, by: by.id }),
    );
    this.#the.oauth.forget();
    return this.#show(provider);
  }

  /** The values are not written down: an address may carry a secret, and a secret is one. */
  async #change(
    by: NonNullable<Actor>,
    what: { readonly setting: string; readonly fields: readonly string[] },
    work: (trx: WriteTransaction) => Promise<void>,
  ): Promise<void> {
    const { database, audit } = this.#the;
    const line: AuditEntry = {
      event: 'setting.changed',
      outcome: 'success',
      actor: by,
      target: null,
      origin: by.origin,
      details: { setting: what.setting, fields: what.fields.join(',') },
    };
    await database.write(async (trx) => {
      await requireStillAdmin(trx, this.#the, by);
      const couldSignIn = await this.#canAnAdminSignIn(trx);
      await work(trx);
      if (couldSignIn && !(await this.#canAnAdminSignIn(trx))) throw new AppError('no_way_in');
      await audit.record(trx, line);
    });
    audit.announce(line);
  }

  /** Whether the settings leave at least one administrator a way in that worked before. */
  async #canAnAdminSignIn(trx: WriteTransaction): Promise<boolean> {
    const { providers, takesPasswords } = await this.#the.connections.waysIn(trx);
    return (await waysInOfAdmins(trx)).some(({ password_hash, provider, issuer }) => {
      if (takesPasswords && password_hash !== null) return true;
      return providers.some((open) => open.provider === provider && open.issuer === issuer);
    });
  }
}

function shown<T>({ value, source, isLocked }: SettingState<T>): SettingState<T> {
  return { value, source, isLocked };
}
