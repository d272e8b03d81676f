import type { JsonObject } from '../core/json.ts';
import type { Outbound, OutboundResponse } from '../io/outbound.ts';
import { OutboundError } from '../io/outbound-error.ts';
import { createAddressRule } from './address-rule.ts';
import { type Calls, type CallsOptions, createCalls, readJson } from './calls.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import { examineClient } from './client-exam.ts';
import { addressFinding, connectionFinding, nameFinding } from './connection-findings.ts';
import { algorithmsFinding, appsFinding, clockFinding, pkceFinding } from './document-findings.ts';
import { type Finding, finding, type DoctorSettings } from './findings.ts';
import { groupFindings } from './group-findings.ts';
import { invalidDocumentFinding, issuerFinding, noDocumentFinding } from './issuer-findings.ts';
import { logoutFinding } from './logout-finding.ts';
import { unreachableFinding } from './unreachable-finding.ts';
import { fetchKeySet } from './keys.ts';
import { discoveryUrl, type Metadata, readMetadata } from './metadata.ts';
import { createRoute } from './route.ts';
import { createOpenPage, type OpenPage } from './open-page.ts';
import { optionFindings } from './option-findings.ts';
import { bridgeFinding, browsersFinding, redirectFinding } from './redirect-findings.ts';
import { reasonOf } from './refusal.ts';
import { settingsFindings } from './settings-findings.ts';
import { signOutFinding } from './sign-out-finding.ts';
import { startFinding } from './start-finding.ts';

interface Surroundings {
  readonly outbound: Outbound;
  /** The redirect URIs to register at the provider; the first is for browsers. */
  readonly redirectUris: readonly [string, ...string[]];
  /** The https addresses that hand an answer on to apps; default none. */
  readonly bridgeUris?: readonly string[];
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
  const { outbound, now = Date.now, timeoutMs = 5000, bridgeUris = [] } = surroundings;
  const register = [bridgeFinding(bridgeUris), redirectFinding(settings, surroundings)];
  const last = register.filter((one) => one !== null);
  const forbidden = addressFinding(settings);
  if (forbidden !== null) return [forbidden, ...last];
  const { issuer, internalUrl } = settings;
  const addressRule = createAddressRule(internalUrl ?? issuer);
  const route = createRoute(issuer, internalUrl);
  const way = { outbound, timeoutMs, addressRule, route };
  const reached = await reach(settings, way);
  if (reached.answer === null) return [...reached.findings, ...last];
  const { answer } = reached;
  const read = readDocument(settings, answer);
  const findings = [...reached.findings, clockFinding(answer, now()), ...read.findings];
  if (read.metadata === null) return [...findings, ...last];
  const calls = createCalls({ ...way, now });
  const { metadata, document } = read;
  const provider = { metadata, document, calls, open: createOpenPage(way) };
  return [...findings, ...(await examine(provider, settings, surroundings)), ...last];
}

interface ExaminedProvider {
  readonly metadata: Metadata;
  readonly document: JsonObject;
  readonly calls: Calls;
  readonly open: OpenPage;
}

/** Checks a provider whose document can be used. */
async function examine(
  { metadata, document, calls, open }: ExaminedProvider,
  settings: DoctorSettings,
  surroundings: Surroundings,
): Promise<readonly Finding[]> {
  const { redirectUris, signOutReturn, now = Date.now } = surroundings;
  const { authMemory = new ClientAuthMemory() } = surroundings;
  const [redirectUri] = redirectUris;
  const keys = await keysOf(calls, metadata);
  const exam = { settings, metadata, redirectUri, authMemory, now };
  const client = await examineClient(calls, exam);
  const { clientId } = settings;
  const isKnown = clientId !== null && client.outcome !== 'failed';
  const start = isKnown
    ? await startFinding(open, { settings: { ...settings, clientId }, metadata, redirectUri })
    : null;
  return [
    algorithmsFinding(metadata),
    keys,
    client,
    appsFinding(metadata, settings),
    logoutFinding(document, redirectUris, settings),
    ...(settings.shown === undefined ? [] : settingsFindings(settings.shown)),
    ...optionFindings(metadata, settings),
    await signOutFinding(open, { settings, metadata, signOutReturn }),
    ...groupFindings(metadata, settings),
    start,
  ].filter((one) => one !== null);
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
      const cure = settings.internalUrl === null ? 'check_name' : 'check_internal_name';
      const lost = { code: 'name_not_found', params: { host }, cure } as const;
      return { findings: [finding('dns', 'failed', lost)], answer: null };
    }
    const findings = [nameFinding(host, addresses), unreachableFinding(url, error, settings)];
    return { findings, answer: null };
  }
}

type Read =
  | { readonly findings: readonly Finding[]; readonly metadata: null }
  | {
      readonly findings: readonly Finding[];
      readonly metadata: Metadata;
      readonly document: JsonObject;
    };

function readDocument(settings: DoctorSettings, answer: OutboundResponse): Read {
  const { issuer, internalUrl } = settings;
  const document = documentOf(answer);
  if (document === null) {
    const { url } = createRoute(issuer, internalUrl)(discoveryUrl(issuer));
    return { findings: [noDocumentFinding(url, answer)], metadata: null };
  }
  const own = [issuerFinding(document, issuer), pkceFinding(document)] as const;
  // The issuer and PKCE have their own findings, so the discovery finding does not repeat them.
  const rest = { issuer, code_challenge_methods_supported: ['S256'] };
  try {
    const metadata = readMetadata({ ...document, ...rest }, settings);
    const complete = finding('discovery', 'ok', { code: 'document_complete', params: {} });
    const browsers = browsersFinding(metadata);
    const [named, pkce] = own;
    const findings = [complete, named, ...(browsers === null ? [] : [browsers]), pkce];
    const isUsable = own.every(({ outcome }) => outcome !== 'failed');
    return isUsable ? { findings, metadata, document } : { findings, metadata: null };
  } catch (error) {
    const invalid = invalidDocumentFinding(document, { issuer, reason: reasonOf(error) });
    return { findings: [invalid, ...own], metadata: null };
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
