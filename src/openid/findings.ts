import type { CureCode, FindingCode, FindingParams, FindingValues } from '../core/finding-codes.ts';
import { isLoopbackHost } from '../core/network.ts';
import { sameIssuer } from '../core/issuer.ts';
import type { OidcOptionValues } from '../core/oidc-options.ts';
import { type JsonObject, quote } from '../core/json.ts';
import type { OutboundResponse } from '../io/outbound.ts';
import type { ClientAuthMode } from './client-authentication.ts';
import { cureSentence, findingSentences } from './finding-sentences.ts';
import { toleranceSeconds } from './jwt.ts';
import { algorithms } from './key-set.ts';
import { type Metadata, textList } from './metadata.ts';

/** The checks of the provider test, in order. */
export type Check =
  | 'dns'
  | 'connection'
  | 'clock'
  | 'discovery'
  | 'issuer'
  | 'pkce'
  | 'algorithms'
  | 'keys'
  | 'client'
  | 'apps'
  | 'logout'
  | 'options'
  | 'profile'
  | 'prompt'
  | 'sign_out'
  | 'scopes'
  | 'groups'
  | 'redirect';

/** The result of one check. */
export interface Finding {
  readonly check: Check;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly code: FindingCode;
  readonly params: Partial<FindingValues>;
  readonly message: string;
  /** What to do; both are null when nothing needs to be done. */
  readonly cure: string | null;
  readonly cureCode: CureCode | null;
}

/** The provider settings to test. */
export interface DoctorSettings {
  readonly issuer: string;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  /** Whether the stored secret cannot be decrypted. */
  readonly secretUnreadable?: boolean;
  readonly clientAuth: ClientAuthMode;
  readonly allowHttp: boolean;
  /** The origin that this server calls in place of the issuer's; null: the issuer's own. */
  readonly internalUrl: string | null;
  /** The further settings; absent for a test without them. */
  readonly options?: OidcOptionValues;
  /** The scopes that a sign-in asks for. */
  readonly scopes: readonly string[];
  /** The paths of the claims with the groups of a user; empty when no setting needs groups. */
  readonly groupClaims: readonly string[];
}

interface Found<Code extends FindingCode> {
  readonly code: Code;
  readonly params: FindingParams<Code>;
  readonly cure?: CureCode | null;
}

/** Makes a finding, whose sentences follow from its codes and params. */
export function finding<Code extends FindingCode>(
  check: Check,
  outcome: Finding['outcome'],
  { code, params, cure = null }: Found<Code>,
): Finding {
  return {
    check,
    outcome,
    code,
    params,
    message: findingSentences[code](params),
    cure: cure === null ? null : cureSentence(cure, params),
    cureCode: cure,
  };
}

/** Tokens are refused when the two clocks differ by more than the tolerance. */
export function clockFinding({ headers }: OutboundResponse, now: number): Finding {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return finding('clock', 'skipped', { code: 'clock_unknown', params: {} });
  const seconds = Math.round((date - now) / 1000);
  if (Math.abs(seconds) < toleranceSeconds / 2) {
    return finding('clock', 'ok', { code: 'clocks_agree', params: {} });
  }
  return finding('clock', Math.abs(seconds) > toleranceSeconds ? 'failed' : 'warning', {
    code: seconds > 0 ? 'clock_ahead' : 'clock_behind',
    params: { seconds: Math.abs(seconds) },
    cure: 'set_both_clocks',
  });
}

/** Says that the discovery document is missing. */
export function noDocumentFinding(url: string, answer: OutboundResponse): Finding {
  const type = answer.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const params = { url, status: answer.status, contentType: quote(type) };
  const cure = 'use_discovery_issuer';
  return finding('discovery', 'failed', { code: 'document_missing', params, cure });
}

/** Compares the issuer in the discovery document with the configured one. */
export function issuerFinding(document: JsonObject, expected: string): Finding {
  const { issuer: named } = document;
  const params = { issuer: expected };
  if (named === expected) return finding('issuer', 'ok', { code: 'issuer_equal', params });
  if (named === undefined) {
    return finding('issuer', 'failed', {
      code: 'issuer_not_named',
      params,
      cure: 'correct_provider',
    });
  }
  if (typeof named === 'string' && sameIssuer(named, expected)) {
    return finding('issuer', 'warning', {
      code: 'issuer_slash_forgiven',
      params: { ...params, named: quote(named) },
      cure: 'set_named_issuer',
    });
  }
  // Entra ID announces a pattern as the issuer of `common` and `organizations`, which no token's issuer equals.
  const isTemplate = /\{tenantid\}/i.test(quote(named));
  return finding('issuer', 'failed', {
    code: 'issuer_differs',
    params: { ...params, named: quote(named) },
    cure: isTemplate ? 'use_tenant_issuer' : 'set_named_issuer',
  });
}

/** Which redirect URIs to register, and whether a browser can reach the first. */
export function redirectFinding(
  { issuer }: DoctorSettings,
  {
    redirectUris,
    openedAt = null,
  }: { readonly redirectUris: readonly [string, ...string[]]; readonly openedAt?: string | null },
): Finding {
  const own = URL.parse(redirectUris[0]);
  const elsewhere = [issuer, openedAt ?? issuer].some((url) => !isOnThisMachine(url));
  if (own === null || !isLoopbackHost(own.hostname) || !elsewhere) {
    const params = { uris: redirectUris };
    // Whether they are registered shows only at a sign-in.
    return finding('redirect', 'skipped', { code: 'redirects_to_register', params });
  }
  return finding('redirect', 'warning', {
    code: 'redirects_to_local_app_url',
    params: { uris: redirectUris, origin: own.origin },
    cure: 'set_app_url',
  });
}

function isOnThisMachine(url: string): boolean {
  return isLoopbackHost(URL.parse(url)?.hostname ?? '');
}

/** Checks that PKCE with S256 is offered (RFC 7636). */
export function pkceFinding(document: JsonObject): Finding {
  const methods = document['code_challenge_methods_supported'];
  if (methods === undefined || methods === null) {
    return finding('pkce', 'warning', { code: 'pkce_unknown', params: {} });
  }
  if (textList(methods)?.includes('S256') === true) {
    return finding('pkce', 'ok', { code: 'pkce_offered', params: {} });
  }
  const params = { offered: quote(methods) };
  return finding('pkce', 'failed', { code: 'pkce_without_s256', params, cure: 'allow_s256' });
}

/** Checks that ID tokens can have a signature that this client accepts. */
export function algorithmsFinding({ idTokenAlgorithms }: Metadata): Finding {
  const usable = idTokenAlgorithms?.filter((one) => algorithms.some((known) => known === one));
  if (usable === undefined) {
    return finding('algorithms', 'ok', { code: 'algorithms_unknown', params: {} });
  }
  if (usable.length > 0) {
    return finding('algorithms', 'ok', {
      code: 'algorithms_usable',
      params: { algorithms: usable },
    });
  }
  return finding('algorithms', 'failed', {
    code: 'algorithms_forgeable',
    params: { offered: quote(idTokenAlgorithms) },
    cure: 'choose_signing_key',
  });
}

/** Says whether access tokens of apps can be proven to be meant for this server. */
export function appsFinding(
  { introspectionEndpoint }: Metadata,
  { clientSecret }: DoctorSettings,
): Finding {
  if (introspectionEndpoint !== null && clientSecret !== null) {
    return finding('apps', 'ok', { code: 'apps_provable', params: {} });
  }
  const cure = 'set_strict_audience_check';
  return finding('apps', 'warning', { code: 'apps_not_provable', params: {}, cure });
}

/** Where a provider that tells of logouts reaches this server; null when it does not say that it does. */
export function logoutFinding(
  document: JsonObject,
  redirectUris: readonly [string, ...string[]],
): Finding | null {
  if (document['backchannel_logout_supported'] !== true) return null;
  // Beside the callback for browsers.
  const uris = [new URL('backchannel-logout', redirectUris[0]).href];
  return finding('logout', 'skipped', { code: 'logout_to_register', params: { uris } });
}
