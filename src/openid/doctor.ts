import type { JsonObject } from '../core/json.ts';
import { newCodeVerifier, newState } from '../io/oauth-urls.ts';
import type { Outbound, OutboundResponse } from '../io/outbound.ts';
import { OutboundError } from '../io/outbound-error.ts';
import { createAddressRule } from './address-rule.ts';
import { type Calls, type CallsOptions, createCalls, readJson } from './calls.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import { type Attempt, clientMethods } from './client-authentication.ts';
import { clientFinding } from './client-finding.ts';
import { addressFinding, connectionFinding, nameFinding } from './connection-findings.ts';
import {
  algorithmsFinding,
  appsFinding,
  clockFinding,
  type Finding,
  finding,
  issuerFinding,
  logoutFinding,
  noDocumentFinding,
  type DoctorSettings,
  pkceFinding,
  redirectFinding,
} from './findings.ts';
import { groupFindings } from './group-findings.ts';
import { unreachableFinding } from './unreachable-finding.ts';
import { fetchKeySet } from './keys.ts';
import { discoveryUrl, type Metadata, readMetadata } from './metadata.ts';
import { createRoute } from './route.ts';
import { chosenFinding, optionFindings } from './option-findings.ts';
import { reasonOf } from './refusal.ts';
import { redeemCode } from './token-endpoint.ts';

interface Surroundings {
  readonly outbound: Outbound;
  /** The redirect URIs to register at the provider; the first is for browsers. */
  readonly redirectUris: readonly [string, ...string[]];
  /** Where the provider sends a browser back to after a sign-out there. */
  readonly signOutReturn: string;
  readonly now?: () => number;
  readonly timeoutMs?: number;
  /** Stores which client authentication method works, for later sign-ins. */
  readonly authMemory?: ClientAuthMemory;
  /** The origin of the page that runs the check; null without a page. */
  readonly openedAt?: string | null;
}

/**
 * Checks everything at the provider that a sign-in needs, step by step. Failures of the provider are findings,
 * never errors.
 */
export async function diagnose(
  settings: DoctorSettings,
  surroundings: Surroundings,
): Promise<readonly Finding[]> {
  const { outbound, redirectUris, now = Date.now, timeoutMs = 5000 } = surroundings;
  const register = redirectFinding(settings, surroundings);
  const forbidden = addressFinding(settings);
  if (forbidden !== null) return [forbidden, register];
  const { issuer, internalUrl } = settings;
  const addressRule = createAddressRule(internalUrl ?? issuer);
  const route = createRoute(issuer, internalUrl);
  const reached = await reach(settings, { outbound, timeoutMs, addressRule, route });
  if (reached.answer === null) return [...reached.findings, register];
  const { answer } = reached;
  const calls = createCalls({ outbound, now, timeoutMs, addressRule, route });
  const read = readDocument(settings, answer);
  const findings = [...reached.findings, clockFinding(answer, now()), ...read.findings];
  if (read.metadata !== null) {
    findings.push(algorithmsFinding(read.metadata), await keysOf(calls, read.metadata));
    const { authMemory = new ClientAuthMemory() } = surroundings;
    const exam = { settings, metadata: read.metadata, redirectUris, authMemory };
    findings.push(await clientOf(calls, exam));
    findings.push(appsFinding(read.metadata, settings));
    const logout = logoutFinding(read.document, redirectUris);
    if (logout !== null) findings.push(logout);
    findings.push(...findingsAboutOptions(read.metadata, settings, surroundings));
    findings.push(...groupFindings(read.metadata, settings));
  }
  return [...findings, register];
}

function findingsAboutOptions(
  metadata: Metadata,
  { options }: DoctorSettings,
  { signOutReturn }: Pick<Surroundings, 'signOutReturn'>,
): readonly Finding[] {
  if (options === undefined) return [];
  const chosen = chosenFinding(options);
  const needed = optionFindings(metadata, { options, signOutReturn });
  return chosen === null ? needed : [chosen, ...needed];
}

interface Reached {
  readonly findings: Finding[];
  readonly answer: OutboundResponse | null;
}

async function reach(
  settings: DoctorSettings,
  { outbound, timeoutMs, addressRule, route }: Omit<CallsOptions, 'now'>,
): Promise<Reached> {
  const addresses: string[] = [];
  const { url, headers } = route(discoveryUrl(settings.issuer));
  const host = URL.parse(url)?.hostname ?? url;
  const { allows, confirm } = addressRule(url);
  try {
    const answer = await outbound({
      url,
      headers: { ...headers, accept: 'application/json' },
      maxBytes: 1024 * 1024,
      timeoutMs,
      allowAddress: (address) => addresses.push(address) > 0 && allows(address),
    });
    if (answer.status < 300) confirm();
    return {
      findings: [nameFinding(host, addresses), connectionFinding(settings, addresses)],
      answer,
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.failure === 'name_not_found') {
      const lost = { code: 'name_not_found', params: { host }, cure: 'check_name' } as const;
      return { findings: [finding('dns', 'failed', lost)], answer: null };
    }
    const findings = [nameFinding(host, addresses), unreachableFinding(url, error)];
    return { findings, answer: null };
  }
}

function readDocument(settings: DoctorSettings, answer: OutboundResponse) {
  const { issuer, internalUrl } = settings;
  const document = documentOf(answer);
  if (document === null) {
    const { url } = createRoute(issuer, internalUrl)(discoveryUrl(issuer));
    return { findings: [noDocumentFinding(url, answer)], metadata: null, document };
  }
  const own = [issuerFinding(document, settings.issuer), pkceFinding(document)];
  // The issuer and PKCE have their own findings, so the discovery finding does not repeat them.
  const rest = { issuer: settings.issuer, code_challenge_methods_supported: ['S256'] };
  try {
    const metadata = readMetadata({ ...document, ...rest }, settings);
    const complete = finding('discovery', 'ok', { code: 'document_complete', params: {} });
    const isUsable = own.every(({ outcome }) => outcome !== 'failed');
    return { findings: [complete, ...own], metadata: isUsable ? metadata : null, document };
  } catch (error) {
    const params = { reason: reasonOf(error) };
    const invalid = { code: 'document_invalid', params, cure: 'correct_provider' } as const;
    return {
      findings: [finding('discovery', 'failed', invalid), ...own],
      metadata: null,
      document,
    };
  }
}

function documentOf(answer: OutboundResponse): JsonObject | null {
  try {
    const document = readJson('the discovery document', answer);
    return answer.status < 300 && isAboutProvider(document) ? document : null;
  } catch {
    return null;
  }
}

/** Shows only status and content type of an answer from another service. */
function isAboutProvider(document: JsonObject): boolean {
  const names = ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri'];
  return names.filter((name) => URL.canParse(String(document[name]))).length >= 2;
}

async function keysOf(calls: Calls, { jwksUri }: Metadata): Promise<Finding> {
  try {
    const { keys, summary } = await fetchKeySet(calls, jwksUri);
    const params = { keys: summary };
    return keys.length > 0
      ? finding('keys', 'ok', { code: 'keys_found', params })
      : finding('keys', 'failed', { code: 'keys_unusable', params, cure: 'add_signing_key' });
  } catch (error) {
    const params = { reason: reasonOf(error) };
    const cure = 'reach_jwks_uri';
    return finding('keys', 'failed', { code: 'keys_unavailable', params, cure });
  }
}

/** Sends an invented code, which a provider refuses as invalid; a wrong client gets another error. */
async function clientOf(
  calls: Calls,
  exam: {
    readonly settings: DoctorSettings;
    readonly metadata: Metadata;
    readonly redirectUris: Surroundings['redirectUris'];
    readonly authMemory: ClientAuthMemory;
  },
): Promise<Finding> {
  const { settings, metadata, redirectUris } = exam;
  const { clientId, clientSecret } = settings;
  if (clientId === null) {
    const missing = { code: 'client_id_missing', params: {}, cure: 'enter_client_id' } as const;
    return finding('client', 'failed', missing);
  }
  if (settings.secretUnreadable === true) {
    const cure = 'enter_client_secret';
    return finding('client', 'failed', { code: 'client_secret_unreadable', params: {}, cure });
  }
  const client = { clientId, clientSecret };
  const authMethods = metadata.tokenAuthMethods;
  const auth = { mode: settings.clientAuth, memory: exam.authMemory };
  try {
    clientMethods({ client, auth, authMethods });
  } catch (error) {
    const params = { reason: reasonOf(error) };
    const cure = 'choose_client_secret_basic';
    return finding('client', 'failed', { code: 'client_method_unsupported', params, cure });
  }
  let attempts: readonly Attempt[] = [];
  const answer = await redeemCode({
    onAttempts: (made) => {
      attempts = made;
    },
    auth,
    calls,
    tokenEndpoint: metadata.tokenEndpoint,
    authMethods,
    client,
    code: newState(),
    codeVerifier: newCodeVerifier(),
    redirectUri: redirectUris[0],
  }).catch((error: unknown) => error);
  return clientFinding(answer, settings, attempts);
}
