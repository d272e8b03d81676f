import { AppError } from '../../../core/errors.ts';
import {
  definitions,
  type NamedProvider,
  namedProviders,
} from '../../../core/providers/registry.ts';
import { sameIssuer } from '../../../core/issuer.ts';
import { formatId } from '../../../core/uuid.ts';
import type { Database } from '../../../db/port.ts';
import type { WriteTransaction } from '../../../db/port.ts';
import type { RateLimits } from '../../../io/rate-limits.ts';
import { type Actor, requireStillAdmin } from '../users/service.ts';
import type { Audit, AuditEntry } from '../../audit/service.ts';
import { isConfigured, namedProvider } from '../../providers/rules.ts';
import type { Connections } from '../../providers/service.ts';
import type { OAuth } from '../../federation/social/service.ts';
import { appRedirectUri } from '../../federation/oidc/rules.ts';
import type { Oidc } from '../../federation/oidc/service.ts';
import type { UnprovenTokens } from '../../federation/unproven-tokens/service.ts';
import type { Sessions } from '../../sessions/service.ts';
import type { SettingState } from '../../settings/service.ts';
import type { Users } from '../../users/service.ts';
import {
  checkNamedChange,
  checkOidcChange,
  differences,
  settingChanged,
  type SettingValues,
  unreadable,
} from './rules.ts';
import type {
  NamedChangeRequest,
  NamedSettings,
  OidcChangeRequest,
  OidcSettings,
  OidcTest,
  OidcTestRequest,
} from './schema.ts';
import { signInMethodsOfAdmins } from './queries.ts';

interface ProviderSettingsDependencies {
  readonly database: Database;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly oidc: Oidc;
  readonly unprovenTokens: UnprovenTokens;
  readonly oauth: OAuth;
  readonly testLimit: RateLimits['oidcTests'];
  readonly allowHttp: boolean;
  /** Origins of other websites that may call the API. */
  readonly foreignOrigins: readonly string[];
}

interface Change {
  /** The name of the provider in the audit log. */
  readonly setting: string;
  /** The values in force. */
  readonly values: (trx: WriteTransaction) => Promise<SettingValues>;
  readonly work: (trx: WriteTransaction) => Promise<void>;
}

/** The settings of identity providers, as administrators see and change them. */
export class ProviderSettings {
  readonly #database: Database;
  readonly #audit: Audit;
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #connections: Connections;
  readonly #oidc: Oidc;
  readonly #unprovenTokens: UnprovenTokens;
  readonly #oauth: OAuth;
  readonly #testLimit: RateLimits['oidcTests'];
  readonly #allowHttp: boolean;
  readonly #foreignOrigins: readonly string[];

  constructor({
    database,
    audit,
    users,
    sessions,
    connections,
    oidc,
    unprovenTokens,
    oauth,
    testLimit,
    allowHttp,
    foreignOrigins,
  }: ProviderSettingsDependencies) {
    this.#database = database;
    this.#audit = audit;
    this.#users = users;
    this.#sessions = sessions;
    this.#connections = connections;
    this.#oidc = oidc;
    this.#unprovenTokens = unprovenTokens;
    this.#oauth = oauth;
    this.#testLimit = testLimit;
    this.#allowHttp = allowHttp;
    this.#foreignOrigins = foreignOrigins;
  }

  async oidc(): Promise<OidcSettings> {
    const stored = await this.#connections.oidc();
    const { clientSecret, lockedBy, options: _, needsGroups: __, ...connection } = stored;
    const internal = await this.#connections.disableInternalAuth();
    return {
      ...connection,
      hasClientSecret: clientSecret !== null,
      callbackUrl: this.#oidc.callbackUrl,
      mobileRedirectUri: appRedirectUri,
      disableInternalAuth: internal.value,
      isLocked: lockedBy !== null,
      lockedBy,
      isInternalAuthLocked: internal.isLocked,
      acceptsUnprovenTokens: this.#unprovenTokens.areAcceptedSoFar(stored),
    };
  }

  /** Throws AppError `validation_failed`, `setting_locked`, `no_way_in`. */
  async changeOidc(body: OidcChangeRequest, by: NonNullable<Actor>): Promise<OidcSettings> {
    const change = checkOidcChange(body, this.#allowHttp);
    await this.#change(by, {
      setting: 'oidc',
      values: (trx) => this.#oidcValues(trx),
      work: (trx) => this.#connections.changeOidc(trx, change, by.id),
    });
    this.#oidc.forget();
    return this.oidc();
  }

  /**
   * Requests from the provider everything a sign-in needs; `openedAt` is the origin of the calling page. Throws
   * AppError `rate_limited`, `validation_failed`, `oidc_not_enabled`.
   */
  async testOidc(
    body: OidcTestRequest,
    by: NonNullable<Actor>,
    openedAt: string | null,
  ): Promise<OidcTest> {
    await this.#testLimit.consume(formatId(by.id));
    const trial = checkOidcChange(body, this.#allowHttp);
    const isOwnPage = openedAt !== null && !this.#foreignOrigins.includes(openedAt);
    const { issuer, findings } = await this.#oidc.diagnose(trial, isOwnPage ? openedAt : null);
    const ok = findings.every(({ outcome }) => outcome !== 'failed');
    await this.#noteTest(by, { issuer, ok });
    return { ok, findings: [...findings] };
  }

  /** A test sends requests to addresses that an administrator chose, so the audit log records it. */
  async #noteTest(by: NonNullable<Actor>, details: AuditEntry['details'] & object): Promise<void> {
    const line: AuditEntry = { ...settingChanged(by), event: 'oidc.tested', details };
    await this.#database.write((trx) => this.#audit.record(trx, line));
  }

  async allNamed(): Promise<{ readonly providers: NamedSettings[] }> {
    return { providers: await Promise.all(namedProviders.map((name) => this.#show(name))) };
  }

  /** Throws AppError `unknown_provider`. */
  async named(provider: string): Promise<NamedSettings> {
    return this.#show(namedProvider(provider));
  }

  async #show(provider: NamedProvider): Promise<NamedSettings> {
    const connection = await this.#connections.named(provider);
    const { enabled, clientId, clientSecret, tenantId, allowSignup, autoLink } = connection;
    const { secretUnreadable } = connection;
    const { label, tenant } = definitions[provider];
    return {
      provider,
      name: label,
      configured: isConfigured(connection),
      callbackUrl: this.#oauth.callbackUrl(provider),
      enabled: stateOf(enabled),
      clientId: stateOf(clientId),
      hasClientSecret: { ...stateOf(clientSecret), value: clientSecret.value !== null },
      secretUnreadable,
      ...(tenant === null ? {} : { tenantId: stateOf(tenantId) }),
      allowSignup: stateOf(allowSignup),
      autoLink: stateOf(autoLink),
    };
  }

  /** Throws AppError `unknown_provider`, `validation_failed`, `setting_locked`, `no_way_in`. */
  async changeNamed(
    name: string,
    body: NamedChangeRequest,
    by: NonNullable<Actor>,
  ): Promise<NamedSettings> {
    const provider = namedProvider(name);
    const change = checkNamedChange(body, definitions[provider].tenant !== null);
    await this.#change(by, {
      setting: provider,
      values: (trx) => this.#namedValues(provider, trx),
      work: (trx) => this.#connections.changeNamed(trx, provider, { change, by: by.id }),
    });
    this.#oauth.forget();
    return this.#show(provider);
  }

  async #change(by: NonNullable<Actor>, what: Change): Promise<void> {
    await this.#database.write(async (trx) => {
      await requireStillAdmin(trx, { users: this.#users, sessions: this.#sessions }, by);
      const couldSignIn = await this.#canAnAdminSignIn(trx);
      const before = await what.values(trx);
      await what.work(trx);
      if (couldSignIn && !(await this.#canAnAdminSignIn(trx))) throw new AppError('no_way_in');
      const details = differences(before, await what.values(trx));
      if (details === null) return;
      const line = { ...settingChanged(by), details: { setting: what.setting, ...details } };
      await this.#audit.record(trx, line);
    });
  }

  async #oidcValues(trx: WriteTransaction): Promise<SettingValues> {
    const connection = await this.#connections.oidc(trx);
    const { lockedBy: _, source: __, options: ___, needsGroups: ____, ...known } = connection;
    const { secretUnreadable, ...values } = known;
    const { value: disableInternalAuth } = await this.#connections.disableInternalAuth(trx);
    const clientSecret = secretUnreadable ? unreadable : values.clientSecret;
    return { ...values, clientSecret, disableInternalAuth };
  }

  async #namedValues(provider: NamedProvider, trx: WriteTransaction): Promise<SettingValues> {
    const connection = await this.#connections.named(provider, trx);
    const { provider: _, secretUnreadable, ...states } = connection;
    const values = Object.entries(states).map(([name, { value }]) => [name, value] as const);
    const known = Object.fromEntries(values);
    return secretUnreadable ? { ...known, clientSecret: unreadable } : known;
  }

  /** Whether at least one administrator can still sign in by a method that the account has. */
  async #canAnAdminSignIn(trx: WriteTransaction): Promise<boolean> {
    const { providers, takesPasswords } = await this.#connections.signInMethods(trx);
    return (await signInMethodsOfAdmins(trx)).some(({ is_admin, provider, issuer, ...user }) => {
      const canSignIn =
        issuer !== null &&
        providers.some((it) => it.provider === provider && sameIssuer(it.issuer, issuer));
      // A group makes a person an administrator only after a sign-in at the OpenID provider.
      if (is_admin === 0) return canSignIn && provider === 'oidc';
      return canSignIn || (takesPasswords && user.password_hash !== null);
    });
  }
}

function stateOf<T>({ value, source, isLocked }: SettingState<T>): SettingState<T> {
  return { value, source, isLocked };
}
