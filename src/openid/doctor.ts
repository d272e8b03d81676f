import type { JsonObject } from '../core/json.ts';
import { newCodeVerifier, newState } from '../io/oauth-urls.ts';
import type { Outbound, OutboundResponse } from '../io/outbound.ts';
import { OutboundError } from '../io/outbound-error.ts';
import { createAddressRule } from './address-rule.ts';
import { type Calls, type CallsOptions, createCalls, readJson } from './calls.ts';
import { ClientAuthMemory } from './client-auth-memory.ts';
import { type Attempt, clientMethods } from './client-authentication.ts';
import { clientFinding } from './client-finding.ts';
import {
  addressFinding,
  algorithmsFinding,
  appsFinding,
  clockFinding,
  connectionFinding,
  type Finding,
  finding,
  issuerFinding,
  nameFinding,
  noDocumentFinding,
  type DoctorSettings,
  pkceFinding,
  reasonOf,
  redirectFinding,
  unreachableFinding,
} from './findings.ts';
import { fetchKeySet } from './keys.ts';
import { discoveryUrl, type Metadata, readMetadata } from './metadata.ts';
import { redeemCode } from './token-endpoint.ts';

interface Surroundings {
  readonly outbound: Outbound;
  /** The redirect URIs to register at the provider; the first is for browsers. */
  readonly redirectUris: readonly [string, ...string[]];
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
  const addressRule = createAddressRule(settings.issuer);
  const reached = await reach(settings, { outbound, timeoutMs, addressRule });
  if (reached.answer === null) return [...reached.findings, register];
  const { answer } = reached;
  const calls = createCalls({ outbound, now, timeoutMs, addressRule });
  const read = readDocument(settings, answer);
  const findings = [...reached.findings, clockFinding(answer, now()), ...read.findings];
  if (read.metadata !== null) {
    findings.push(algorithmsFinding(read.metadata), await keysOf(calls, read.metadata));
    const { authMemory = new ClientAuthMemory() } = surroundings;
    const exam = { settings, metadata: read.metadata, redirectUris, authMemory };
    findings.push(await clientOf(calls, exam));
    findings.push(appsFinding(read.metadata, settings));
  }
  return [...findings, register];
}

interface Reached {
  readonly findings: Finding[];
  readonly answer: OutboundResponse | null;
}

async function reach(
  { issuer }: DoctorSettings,
  { outbound, timeoutMs, addressRule }: Omit<CallsOptions, 'now'>,
): Promise<Reached> {
  const addresses: string[] = [];
  const host = URL.parse(issuer)?.hostname ?? issuer;
  const url = discoveryUrl(issuer);
  const { allows, confirm } = addressRule(url);
  try {
    const answer = await outbound({
      url,
      headers: { accept: 'application/json' },
      maxBytes: 1024 * 1024,
      timeoutMs,
      allowAddress: (address) => addresses.push(address) > 0 && allows(address),
    });
    if (answer.status < 300) confirm();
    return {
      findings: [nameFinding(host, addresses), connectionFinding(issuer, addresses)],
      answer,
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.failure === 'name_not_found') {
      const cure = 'Check the issuer for typing errors, and the name servers of this machine.';
      const lost = finding('dns', 'failed', `The name ${host} was not found`, cure);
      return { findings: [lost], answer: null };
    }
    return { findings: [nameFinding(host, addresses), unreachableFinding(error)], answer: null };
  }
}

function readDocument(settings: DoctorSettings, answer: OutboundResponse) {
  const document = documentOf(answer);
  if (document === null) {
    return { findings: [noDocumentFinding(settings.issuer, answer)], metadata: null };
  }
  const own = [issuerFinding(document, settings.issuer), pkceFinding(document)];
  // The issuer and PKCE have their own findings, so the discovery finding does not repeat them.
  const rest = { issuer: settings.issuer, code_challenge_methods_supported: ['S256'] };
  try {
    const metadata = readMetadata({ ...document, ...rest }, settings);
    const complete = finding('discovery', 'ok', 'The discovery document is complete');
    const isUsable = own.every(({ outcome }) => outcome !== 'failed');
    return { findings: [complete, ...own], metadata: isUsable ? metadata : null };
  } catch (error) {
    const cure = 'Is this the issuer of an OpenID provider? If so, correct its settings there.';
    return {
      findings: [finding('discovery', 'failed', reasonOf(error), cure), ...own],
      metadata: null,
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
    if (keys.length > 0) return finding('keys', 'ok', `Signing keys: ${summary}`);
    return finding(
      'keys',
      'failed',
      `No usable signing key: ${summary}`,
      'Give the provider an RSA key of at least 2048 bits, or an EC or Ed25519 key.',
    );
  } catch (error) {
    return finding(
      'keys',
      'failed',
      reasonOf(error),
      'This server must be able to reach jwks_uri.',
    );
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
    return finding('client', 'failed', 'No client id is set up', 'Enter the one of the provider.');
  }
  if (settings.secretUnreadable === true) {
    const message = 'The stored client secret cannot be decrypted with the key in DATA_DIR';
    return finding('client', 'failed', message, 'Enter the client secret again.');
  }
  const client = { clientId, clientSecret };
  const authMethods = metadata.tokenAuthMethods;
  const auth = { mode: settings.clientAuth, memory: exam.authMemory };
  try {
    clientMethods({ client, auth, authMethods });
  } catch (error) {
    const cure = 'Choose client_secret_basic for this client at the provider.';
    return finding('client', 'failed', reasonOf(error), cure);
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
