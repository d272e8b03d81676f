import { AppError } from '../../core/errors.ts';
import { newCodeVerifier, newState } from '../oauth-urls.ts';
import { type Outbound, OutboundError, type OutboundResponse } from '../outbound.ts';
import { createAddressRule } from './address-rule.ts';
import { type Calls, createCalls, readJson } from './calls.ts';
import type { JsonObject } from './claims.ts';
import {
  algorithmsFinding,
  appsFinding,
  clockFinding,
  connectionFinding,
  type Finding,
  finding,
  issuerFinding,
  nameFinding,
  type Patient,
  pkceFinding,
  unreachableFinding,
} from './findings.ts';
import { fetchKeySet } from './keys.ts';
import { discoveryUrl, type Metadata, readMetadata } from './metadata.ts';
import { redeemCode } from './token-endpoint.ts';

interface Surroundings {
  readonly outbound: Outbound;
  /** What has to be registered at the provider; the first is the browser's. */
  readonly redirectUris: readonly [string, ...string[]];
  readonly now?: () => number;
  readonly timeoutMs?: number;
}

/** Asks a provider everything a sign-in needs, one by one. Never throws for what the provider does. */
export async function diagnose(
  patient: Patient,
  { outbound, redirectUris, now = Date.now, timeoutMs = 5000 }: Surroundings,
): Promise<readonly Finding[]> {
  const reached = await reach(patient, { outbound, timeoutMs });
  const register = finding(
    'redirect',
    'ok',
    `To be registered there: ${redirectUris.join(' and ')}`,
  );
  if (reached.answer === null) return [...reached.findings, register];
  const { answer } = reached;
  const calls = createCalls({
    outbound,
    now,
    timeoutMs,
    addressRule: createAddressRule(patient.issuer),
  });
  const read = readDocument(patient, answer);
  const findings = [...reached.findings, clockFinding(answer, now()), ...read.findings];
  if (read.metadata !== null) {
    findings.push(algorithmsFinding(read.metadata), await keysOf(calls, read.metadata));
    findings.push(await clientFinding(calls, { patient, metadata: read.metadata, redirectUris }));
    findings.push(appsFinding(read.metadata, patient));
  }
  return [...findings, register];
}

interface Reached {
  readonly findings: Finding[];
  readonly answer: OutboundResponse | null;
}

async function reach(
  { issuer }: Patient,
  { outbound, timeoutMs }: { readonly outbound: Outbound; readonly timeoutMs: number },
): Promise<Reached> {
  const addresses: string[] = [];
  const host = URL.parse(issuer)?.hostname ?? issuer;
  try {
    const answer = await outbound({
      url: discoveryUrl(issuer),
      headers: { accept: 'application/json' },
      maxBytes: 1024 * 1024,
      timeoutMs,
      allowAddress: (address) => addresses.push(address) > 0,
    });
    return { findings: [nameFinding(host, addresses), connectionFinding(issuer)], answer };
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

function readDocument(patient: Patient, answer: OutboundResponse) {
  const findings: Finding[] = [];
  const document = documentOf(answer);
  if (document === null) {
    const message = `There is no discovery document at ${discoveryUrl(patient.issuer)}: HTTP ${answer.status}`;
    const cure = 'The issuer is the address whose /.well-known/openid-configuration opens.';
    findings.push(finding('discovery', 'failed', message, cure));
    return { findings, metadata: null };
  }
  findings.push(issuerFinding(document, patient.issuer), pkceFinding(document));
  try {
    const metadata = readMetadata(document, patient);
    findings.unshift(finding('discovery', 'ok', 'The discovery document is complete'));
    return { findings, metadata };
  } catch (error) {
    findings.unshift(finding('discovery', 'failed', why(error), 'See the lines below.'));
    return { findings, metadata: null };
  }
}

function documentOf(answer: OutboundResponse): JsonObject | null {
  try {
    return answer.status < 300 ? readJson('the discovery document', answer) : null;
  } catch {
    return null;
  }
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
    return finding('keys', 'failed', why(error), 'This server must be able to reach jwks_uri.');
  }
}

/** A code that nobody gave must be refused as such; a wrong client is refused for what it is. */
async function clientFinding(
  calls: Calls,
  exam: {
    readonly patient: Patient;
    readonly metadata: Metadata;
    readonly redirectUris: Surroundings['redirectUris'];
  },
): Promise<Finding> {
  const { clientId, clientSecret } = exam.patient;
  if (clientId === null) {
    return finding('client', 'failed', 'No client id is set up', 'Enter the one of the provider.');
  }
  const kind = clientSecret === null ? 'as a public client' : 'with its secret';
  const refused = await redeemCode({
    calls,
    tokenEndpoint: exam.metadata.tokenEndpoint,
    authMethods: exam.metadata.tokenAuthMethods,
    client: { clientId, clientSecret },
    code: newState(),
    codeVerifier: newCodeVerifier(),
    redirectUri: exam.redirectUris[0],
  }).catch((error: unknown) => error);
  if (refused instanceof AppError && refused.code === 'provider_refused') {
    return finding('client', 'ok', `The provider knows this client ${kind}`);
  }
  const cure = 'Compare client id, client secret and kind of client (confidential or public).';
  const isWrongClient = /invalid_client|unauthorized_client|HTTP 401/.test(why(refused));
  return finding('client', isWrongClient ? 'failed' : 'warning', why(refused), cure);
}

/** The sentence for the operator that a refusal carries. */
function why(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  return cause instanceof Error ? cause.message : 'The provider gave an unexpected answer';
}
