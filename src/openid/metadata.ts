import { sameIssuer, withoutSlash } from '../core/issuer.ts';
import { type JsonObject, quote } from '../core/json.ts';
import { isLoopbackHost } from '../core/network.ts';
import { refusal } from './refusal.ts';
import { moveOrigin } from './route.ts';

/** The parts of a discovery document that this client uses (OpenID Connect Discovery 1.0 section 3). */
export interface Metadata {
  /** As the document spells it, which may differ from the configured issuer by one slash at the end. */
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  readonly userinfoEndpoint: string | null;
  readonly introspectionEndpoint: string | null;
  /** Where a browser ends the session there; null also for an address that must not be opened. */
  readonly endSessionEndpoint: string | null;
  /** Null when the document does not list them. */
  readonly idTokenAlgorithms: readonly string[] | null;
  readonly tokenAuthMethods: readonly string[];
  readonly introspectionAuthMethods: readonly string[];
  /** Whether every authorization response carries `iss` (RFC 9207). */
  readonly sendsIssuer: boolean;
  /** What the provider announces that clients may ask for; null when it announces none. */
  readonly scopes: readonly string[] | null;
  /** What the provider may be asked to do at a sign-in (`prompt`); null when it lists nothing. */
  readonly prompts: readonly string[] | null;
  /** How it can send browsers back (`response_mode`); null when it lists nothing. */
  readonly responseModes: readonly string[] | null;
  /** The names of claims that the provider says it may send; null when it lists none. */
  readonly claims: readonly string[] | null;
}

interface MetadataExpectation {
  readonly issuer: string;
  /** Allows plain http on other hosts than loopback. */
  readonly allowHttp: boolean;
  /** The origin that this server calls in place of the issuer's, plain http allowed; null: the issuer's own. */
  readonly internalUrl: string | null;
}

/** The address of an issuer's discovery document (section 4.1: one trailing slash of the issuer is removed). */
export function discoveryUrl(issuer: string): string {
  return `${withoutSlash(issuer)}/.well-known/openid-configuration`;
}

/** Reads and checks a discovery document. Throws AppError `provider_misconfigured` with all its problems. */
export function readMetadata(document: JsonObject, expected: MetadataExpectation): Metadata {
  const problems = metadataProblems(document, expected);
  if (problems.length > 0) throw refusal('provider_misconfigured', problems.join('; '));
  const tokenAuthMethods = textList(document['token_endpoint_auth_methods_supported']) ?? [];
  // Discovery section 3: client_secret_basic is the default.
  const methods = tokenAuthMethods.length > 0 ? tokenAuthMethods : ['client_secret_basic'];
  return {
    issuer: String(document['issuer']),
    authorizationEndpoint: forBrowsers(String(document['authorization_endpoint']), expected),
    tokenEndpoint: String(document['token_endpoint']),
    jwksUri: String(document['jwks_uri']),
    userinfoEndpoint: optionalText(document['userinfo_endpoint']),
    introspectionEndpoint: optionalText(document['introspection_endpoint']),
    endSessionEndpoint: pageAddress(document['end_session_endpoint'], expected),
    idTokenAlgorithms: textList(document['id_token_signing_alg_values_supported']),
    tokenAuthMethods: methods,
    introspectionAuthMethods:
      textList(document['introspection_endpoint_auth_methods_supported']) ?? methods,
    sendsIssuer: document['authorization_response_iss_parameter_supported'] === true,
    scopes: textList(document['scopes_supported']),
    claims: textList(document['claims_supported']),
    prompts: textList(document['prompt_values_supported']),
    responseModes: textList(document['response_modes_supported']),
  };
}

/** A provider that is called at its internal address may name that one, where no browser can go. */
function forBrowsers(endpoint: string, { issuer, internalUrl }: MetadataExpectation): string {
  if (internalUrl === null) return endpoint;
  return moveOrigin(endpoint, { from: internalUrl, to: issuer }) ?? endpoint;
}

/** Why an issuer or endpoint may not be called, or null: https, or http on loopback or where allowed. */
export function transportProblem(address: unknown, allowHttp: boolean): string | null {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  if (url === null) return 'is not an absolute URL';
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return `is not an https URL but ${quote(url.protocol)}`;
  if (allowHttp || isLoopbackHost(url.hostname)) return null;
  return 'is plain http, which is allowed on loopback only';
}

/** An address for the browser alone: a wrong one costs what it is for, and no sign-in. */
function pageAddress(value: unknown, expected: MetadataExpectation): string | null {
  const text = optionalText(value);
  const address = text === null ? null : forBrowsers(text, expected);
  return transportProblem(address, expected.allowHttp) === null ? address : null;
}

const requiredEndpoints = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const optionalEndpoints = ['userinfo_endpoint', 'introspection_endpoint'] as const;

const lists = [
  'id_token_signing_alg_values_supported',
  'token_endpoint_auth_methods_supported',
  'introspection_endpoint_auth_methods_supported',
  'code_challenge_methods_supported',
] as const;

/** Every reason why this document cannot be used, as sentences. */
function metadataProblems(document: JsonObject, expected: MetadataExpectation): string[] {
  const endpoints = [
    ...requiredEndpoints,
    ...optionalEndpoints.filter((name) => !isAbsent(document[name])),
  ].flatMap((name) => endpointProblem(name, document[name], expected) ?? []);
  const badLists = lists
    .filter((name) => !isAbsent(document[name]) && textList(document[name]) === null)
    .map((name) => `${name} in the discovery document is not a list of texts`);
  return [
    ...issuerProblem(document, expected.issuer),
    ...endpoints,
    ...badLists,
    ...pkce(document),
  ];
}

function endpointProblem(
  name: string,
  value: unknown,
  { issuer, allowHttp, internalUrl }: MetadataExpectation,
): string | null {
  if (isAbsent(value)) return `the discovery document has no ${name}`;
  const isInternal =
    internalUrl !== null && moveOrigin(String(value), { from: internalUrl, to: issuer }) !== null;
  const problem = isInternal ? null : transportProblem(value, allowHttp);
  return problem === null ? null : `${name} in the discovery document ${problem}: ${quote(value)}`;
}

function issuerProblem({ issuer }: JsonObject, expected: string): string[] {
  if (typeof issuer === 'string' && sameIssuer(issuer, expected)) return [];
  return [
    `the discovery document is of the issuer ${quote(issuer)}, but ${quote(expected)} is set up`,
  ];
}

function pkce(document: JsonObject): string[] {
  const methods = textList(document['code_challenge_methods_supported']);
  if (methods === null || methods.includes('S256')) return [];
  return [`the provider offers PKCE as ${quote(methods)}, but S256 is needed`];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function optionalText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A list that contains only texts; null for any other value. */
export function textList(value: unknown): readonly string[] | null {
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isList ? value : null;
}
