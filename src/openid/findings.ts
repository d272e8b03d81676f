import { errorCode } from '../core/error-code.ts';
import { AppError } from '../core/errors.ts';
import {
  isLoopbackAddress,
  isLoopbackHost,
  isPublicAddress,
  withoutBrackets,
} from '../core/network.ts';
import { type JsonObject, quote } from '../core/json.ts';
import type { OutboundResponse } from '../io/outbound.ts';
import type { OutboundError } from '../io/outbound-error.ts';
import { systemCode } from './calls.ts';
import type { ClientAuthMode } from './client-authentication.ts';
import { toleranceSeconds } from './jwt.ts';
import { algorithms } from './key-set.ts';
import { discoveryUrl, type Metadata, textList, transportProblem } from './metadata.ts';

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
  | 'redirect';

/** The result of one check; `cure` says what to do and is null when nothing needs to be done. */
export interface Finding {
  readonly check: Check;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  readonly cure: string | null;
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
}

/** Makes a finding; `cure` is null when it is left out. */
export function finding(
  check: Check,
  outcome: Finding['outcome'],
  ...[message, cure = null]: readonly [message: string, cure?: string | null]
): Finding {
  return { check, outcome, message, cure };
}

/** A finding when the issuer may not be called; a sign-in would refuse it too. Null when it may. */
export function addressFinding({ issuer, allowHttp }: DoctorSettings): Finding | null {
  const problem = transportProblem(issuer, allowHttp);
  if (problem === null) return null;
  const cure = 'Use https. OIDC_ALLOW_HTTP=true allows http in a network that you trust.';
  return finding('connection', 'failed', `The issuer ${quote(issuer)} ${problem}`, cure);
}

/** Says which addresses the host of the issuer has. */
export function nameFinding(host: string, addresses: readonly string[]): Finding {
  const list = [...new Set(addresses)].slice(0, 4).join(', ');
  const isAddress = withoutBrackets(host) === list;
  const found = isAddress ? `${list} is an address, not a name` : `${host} is ${list || 'found'}`;
  return finding('dns', 'ok', found + placeOf(addresses));
}

function placeOf(addresses: readonly string[]): string {
  if (addresses.every((address) => isPublicAddress(address))) return '';
  return isThisMachine(addresses) ? ' (this machine)' : ' (a private network)';
}

function isThisMachine(addresses: readonly string[]): boolean {
  return addresses.every((address) => isLoopbackAddress(address));
}

/** Says how well the connection to the issuer is protected. */
export function connectionFinding(issuer: string, addresses: readonly string[]): Finding {
  if (issuer.startsWith('https:')) {
    return finding('connection', 'ok', 'The provider answers, and its certificate is trusted');
  }
  if (isThisMachine(addresses)) {
    return finding('connection', 'ok', 'The provider answers; http does not leave this machine');
  }
  const message = 'The provider answers over plain http, which anyone on the network path can read';
  return finding('connection', 'warning', message, 'Use https.');
}

const connectionCures: Readonly<Record<string, string>> = {
  tls: 'For a certificate authority of your own, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  unreachable: 'Is the provider running, and does a firewall block this server?',
  timeout: 'Is the provider running, and does a firewall block this server?',
  too_large: 'The issuer must be the address of an OpenID provider.',
  broken: 'Does something else answer at this address, such as http where https is expected?',
  invalid_url: 'The issuer must be an address without user name and password.',
};

const certificateCures: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Renew the certificate, or set the clock of this machine.',
  CERT_NOT_YET_VALID: 'Set the clock of this machine.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate is for another name: write that one in the issuer, or get one for this name.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'Something answers without TLS: is http meant, or another port?',
};

/** Says why the issuer gave no answer, and what to do. */
export function unreachableFinding({ failure, message, cause }: OutboundError): Finding {
  const cure = certificateCures[errorCode(cause)] ?? connectionCures[failure] ?? null;
  return finding('connection', 'failed', message + systemCode(cause), cure);
}

/** Tokens are refused when the two clocks differ by more than the tolerance. */
export function clockFinding({ headers }: OutboundResponse, now: number): Finding {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return finding('clock', 'skipped', 'The provider does not send its time');
  const seconds = Math.round((date - now) / 1000);
  if (Math.abs(seconds) < toleranceSeconds / 2) {
    return finding('clock', 'ok', 'The clocks of both machines agree');
  }
  const direction = seconds > 0 ? 'ahead of' : 'behind';
  const message = `The clock of the provider is ${Math.abs(seconds)} seconds ${direction} this machine’s`;
  const outcome = Math.abs(seconds) > toleranceSeconds ? 'failed' : 'warning';
  return finding('clock', outcome, message, 'Set both by a time server (NTP).');
}

/** Says that the discovery document is missing. */
export function noDocumentFinding(issuer: string, answer: OutboundResponse): Finding {
  const type = answer.headers.get('content-type')?.split(';')[0] ?? 'no content type';
  const message = `There is no discovery document at ${discoveryUrl(issuer)}: HTTP ${answer.status} and ${quote(type)}`;
  const cure = 'The issuer is the address whose /.well-known/openid-configuration opens.';
  return finding('discovery', 'failed', message, cure);
}

/** Compares the issuer in the discovery document with the configured one. */
export function issuerFinding(document: JsonObject, expected: string): Finding {
  if (document['issuer'] === expected) {
    return finding('issuer', 'ok', `The issuer is ${expected}, to the character`);
  }
  const named = quote(document['issuer']);
  const message = `The provider calls itself ${named}, and ${quote(expected)} is set up`;
  const isTemplate = /\{tenantid\}/i.test(named);
  const cure = isTemplate ? tenantCure : `Set the issuer to ${named}, to the character.`;
  return finding('issuer', 'failed', message, cure);
}

/** Entra ID announces a pattern as the issuer of `common` and `organizations`, which no token's issuer equals. */
const tenantCure =
  'This address is for every tenant of Microsoft. Use the provider Microsoft instead of OpenID Connect, or the issuer of your own tenant, with its id in place of common.';

/** Which redirect URIs to register, and whether a browser can reach the first. */
export function redirectFinding(
  { issuer }: DoctorSettings,
  {
    redirectUris,
    openedAt = null,
  }: { readonly redirectUris: readonly [string, ...string[]]; readonly openedAt?: string | null },
): Finding {
  const message = `To be registered there: ${redirectUris.join(' and ')}`;
  const own = URL.parse(redirectUris[0]);
  const elsewhere = [issuer, openedAt ?? issuer].some((url) => !isOnThisMachine(url));
  if (own === null || !isLoopbackHost(own.hostname) || !elsewhere) {
    return finding('redirect', 'ok', message);
  }
  const why = `but APP_URL is ${own.origin}, to which only a browser on this machine comes back`;
  const cure = 'Set APP_URL to the address that people open, such as https://auth.example.com.';
  return finding('redirect', 'warning', `${message}, ${why}`, cure);
}

function isOnThisMachine(url: string): boolean {
  return isLoopbackHost(URL.parse(url)?.hostname ?? '');
}

/** Checks that PKCE with S256 is offered (RFC 7636). */
export function pkceFinding(document: JsonObject): Finding {
  const methods = document['code_challenge_methods_supported'];
  if (methods === undefined || methods === null) {
    const message = 'The provider does not say whether it knows PKCE; S256 is sent anyway';
    return finding('pkce', 'warning', message);
  }
  if (textList(methods)?.includes('S256') === true) {
    return finding('pkce', 'ok', 'PKCE with S256 is offered');
  }
  const message = `PKCE is offered as ${quote(methods)}, and S256 is needed`;
  return finding('pkce', 'failed', message, 'Allow S256 at the provider.');
}

/** Checks that ID tokens can have a signature that this client accepts. */
export function algorithmsFinding({ idTokenAlgorithms }: Metadata): Finding {
  const usable = idTokenAlgorithms?.filter((one) => algorithms.some((known) => known === one));
  if (usable === undefined) return finding('algorithms', 'ok', 'No list; signatures are tried');
  if (usable.length > 0) {
    return finding('algorithms', 'ok', `ID tokens are signed with ${usable.join(', ')}`);
  }
  return finding(
    'algorithms',
    'failed',
    `ID tokens are signed with ${quote(idTokenAlgorithms)}, which anyone with the client secret could forge`,
    'Choose a signing key (RS256 or ES256) for this client at the provider.',
  );
}

/** The message for the operator in a refusal. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  const text = cause instanceof Error ? cause.message : 'the provider gave an unexpected answer';
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Says whether access tokens of apps can be proven to be meant for this server. */
export function appsFinding(
  { introspectionEndpoint }: Metadata,
  { clientSecret }: DoctorSettings,
): Finding {
  if (introspectionEndpoint !== null && clientSecret !== null) {
    return finding('apps', 'ok', 'Access tokens of apps can be proven by introspection');
  }
  const message =
    'Opaque access tokens of apps cannot be proven to be meant for this server (signed ones can)';
  const cure = 'OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send id_token or code instead.';
  return finding('apps', 'warning', message, cure);
}
