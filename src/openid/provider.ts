import { sameIssuer } from '../core/issuer.ts';
import { askToSignInAnew, authorizationUrl } from '../io/oauth-urls.ts';
import type { Outbound } from '../io/outbound.ts';
import { createAddressRule } from './address-rule.ts';
import { createCalls } from './calls.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import { type BrowserAnswer, signInByBrowser } from './code-sign-in.ts';
import {
  acceptedClientIds,
  idTokenRules,
  type OpenIdConnection,
  type OpenIdSettings,
  type VerifiedAnswer,
} from './connection.ts';
import { type Timeouts, usualTimeouts, withDeadline } from './deadline.ts';
import { createDiscovery } from './discovery.ts';
import { type ProviderLogout, verifyLogoutToken } from './logout-token.ts';
import { createKeys, discoveredKeySet } from './keys.ts';
import { type ProviderKind, providerKindOf } from './provider-kind.ts';
import { refuseTokens } from './refusal.ts';
import { createRoute } from './route.ts';
import { scopesFor } from './scopes.ts';
import {
  type AudienceCheck,
  canIntrospect,
  type MobileCode,
  signInByAccessToken,
  signInByIdToken,
  signInByMobileCode,
} from './mobile-sign-in.ts';

interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  /** Whether the user must sign in at the provider again even if signed in there; default: no. */
  readonly isFresh?: boolean;
}

/**
 * A client of one OpenID Connect provider. Every method throws AppError `provider_unavailable` or
 * `provider_misconfigured`, and the codes listed at each method; the `cause` is for the operator.
 */
export interface OpenIdProvider {
  readonly settings: OpenIdSettings;
  /** Whether an `iss` names this provider, as the settings or as the provider itself spell its issuer. */
  hasIssuer(iss: string): Promise<boolean>;
  /** The authorization URL: code flow, PKCE S256. */
  authorizationUrl(flow: Flow): Promise<URL>;
  /** Throws `foreign_issuer`, `provider_refused` (invalid code), `provider_answer_invalid`. */
  redeem(answer: BrowserAnswer): Promise<VerifiedAnswer>;
  /** Throws `invalid_oidc_token`. The token may be for any accepted client; a nonce is compared when given. */
  fromIdToken(idToken: string, nonce: string | null): Promise<VerifiedAnswer>;
  /** Throws `invalid_oidc_token`, `unprovable_oidc_token` (strict), `provider_answer_invalid`. */
  fromAccessToken(accessToken: string, check: AudienceCheck): Promise<VerifiedAnswer>;
  /** Throws `invalid_oidc_token`, `provider_answer_invalid`. */
  fromMobileCode(answer: MobileCode): Promise<VerifiedAnswer>;
  /** Throws `invalid_logout_token`. The token may be for any accepted client. */
  fromLogoutToken(logoutToken: string): Promise<ProviderLogout>;
  /**
   * False when the audience of an opaque access token cannot be proven: introspection is not available with the
   * configured credentials, and no token has proved itself as a JWT since the start.
   */
  canProveAudience(): Promise<boolean>;
  /** Which program the provider is. */
  kind(): Promise<ProviderKind>;
}

interface Outside {
  readonly outbound: Outbound;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly timeouts?: Timeouts;
  /** Which client authentication method worked; default: remembered only by this object. */
  readonly authMemory?: ClientAuthMemory;
  /** Called when the provider spells its issuer with or without the slash that the settings have at its end. */
  readonly onIssuerSpelling?: (issuer: string) => void;
}

/** Makes no call until the first sign-in. */
export function createOpenIdProvider(settings: OpenIdSettings, outside: Outside): OpenIdProvider {
  const { totalMs } = outside.timeouts ?? usualTimeouts;
  const connection = connect(settings, outside);
  let hasJwtProof = false;
  const onJwtProof = () => {
    hasJwtProof = true;
  };
  return {
    settings,
    hasIssuer: async (iss) =>
      iss === settings.issuer ||
      // Nothing is asked for the sake of a stranger's text.
      (sameIssuer(iss, settings.issuer) && iss === (await connection.discovery.metadata()).issuer),
    authorizationUrl: async ({ nonce, isFresh = false, ...flow }) => {
      const metadata = await connection.discovery.metadata();
      const { authorizationEndpoint: endpoint } = metadata;
      const scopes = scopesFor(settings, metadata);
      const { clientId, responseMode, asksForAccount = false } = settings;
      const mode = responseMode === 'query' ? {} : { response_mode: responseMode };
      const choice = asksForAccount ? { prompt: 'select_account' } : {};
      const extra = { nonce, ...mode, ...(isFresh ? askToSignInAnew('login') : choice) };
      return authorizationUrl({ endpoint, clientId, scopes, ...flow, extra });
    },
    redeem: (answer) =>
      withDeadline(totalMs, (signal) => signInByBrowser(connection, answer, signal)),
    fromIdToken: (idToken, nonce) =>
      withDeadline(totalMs, () => signInByIdToken(connection, idToken, nonce)),
    fromAccessToken: (accessToken, check) =>
      withDeadline(totalMs, (signal) =>
        signInByAccessToken(connection, { accessToken, check, signal, onJwtProof }),
      ),
    fromMobileCode: (answer) =>
      withDeadline(totalMs, (signal) => signInByMobileCode(connection, answer, signal)),
    fromLogoutToken: (logoutToken) =>
      withDeadline(totalMs, () => readLogoutToken(connection, logoutToken)),
    canProveAudience: async () =>
      hasJwtProof || canIntrospect(await connection.discovery.metadata(), settings),
    kind: async () => providerKindOf(await connection.discovery.metadata()),
  };
}

async function readLogoutToken(
  connection: OpenIdConnection,
  logoutToken: string,
): Promise<ProviderLogout> {
  const metadata = await connection.discovery.metadata();
  const rules = idTokenRules(connection, metadata, acceptedClientIds(connection.settings));
  const logout = await refuseTokens('invalid_logout_token', 'the logout token', () =>
    verifyLogoutToken(logoutToken, rules),
  );
  return { issuer: metadata.issuer, ...logout };
}

function connect(settings: OpenIdSettings, outside: Outside): OpenIdConnection {
  const { outbound, now = Date.now, timeouts = usualTimeouts } = outside;
  const { issuer, allowHttp, internalUrl } = settings;
  const addressRule = createAddressRule(internalUrl ?? issuer);
  const route = createRoute(issuer, internalUrl);
  const calls = createCalls({ outbound, now, timeoutMs: timeouts.callMs, addressRule, route });
  const discovery = createDiscovery({
    issuer,
    allowHttp,
    internalUrl,
    calls,
    now,
    onSpelling: outside.onIssuerSpelling,
  });
  const keys = createKeys({ load: discoveredKeySet(calls, discovery), now });
  const auth = { mode: settings.clientAuth, memory: outside.authMemory ?? new ClientAuthMemory() };
  return { settings, calls, auth, keys, discovery, now };
}
