import { isPublicAddress } from '../../core/network.ts';
import type { OutboundError, OutboundResponse } from '../outbound.ts';
import { type JsonObject, quote } from './claims.ts';
import { algorithms } from './key-set.ts';
import type { Metadata } from './metadata.ts';

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

/** One thing that was looked at; `cure` says what to do, and is null when there is nothing to do. */
export interface Finding {
  readonly check: Check;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  readonly cure: string | null;
}

/** How the provider is set up here. */
export interface Patient {
  readonly issuer: string;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly allowHttp: boolean;
}

export function finding(
  check: Check,
  outcome: Finding['outcome'],
  message: string,
  cure: string | null = null,
): Finding {
  return { check, outcome, message, cure };
}

export function nameFinding(host: string, addresses: readonly string[]): Finding {
  const kind = addresses.every((address) => isPublicAddress(address)) ? '' : ' (a private network)';
  const list = [...new Set(addresses)].slice(0, 4).join(', ');
  return finding('dns', 'ok', `${host} is ${list || 'found'}${list && kind}`);
}

export function connectionFinding(issuer: string): Finding {
  if (issuer.startsWith('https:')) {
    return finding('connection', 'ok', 'The provider answers, and its certificate is trusted');
  }
  const message = 'The provider answers over plain http: everybody on the way can read along';
  return finding('connection', 'warning', message, 'Use https unless it runs on this machine.');
}

const connectionCures: Readonly<Record<string, string>> = {
  tls: 'For a certificate authority of your own, start the server with NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  unreachable: 'Is the provider running, and does a firewall stand between it and this server?',
  timeout: 'Is the provider running, and does a firewall stand between it and this server?',
  too_large: 'The issuer must be the address of an OpenID provider.',
  broken: 'Does something else answer at this address, such as http where https is expected?',
};

export function unreachableFinding({ failure, message }: OutboundError): Finding {
  return finding('connection', 'failed', message, connectionCures[failure] ?? null);
}

const skewLimitSeconds = 60;

/** Tokens are refused when the two clocks differ by more than a minute. */
export function clockFinding({ headers }: OutboundResponse, now: number): Finding {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return finding('clock', 'skipped', 'The provider does not tell its time');
  const seconds = Math.round((date - now) / 1000);
  if (Math.abs(seconds) < skewLimitSeconds / 2) {
    return finding('clock', 'ok', 'The clocks of both machines agree');
  }
  const direction = seconds > 0 ? 'ahead of' : 'behind';
  const message = `The clock of the provider is ${Math.abs(seconds)} seconds ${direction} this machine’s`;
  const outcome = Math.abs(seconds) > skewLimitSeconds ? 'failed' : 'warning';
  return finding('clock', outcome, message, 'Set both by a time server (NTP).');
}

export function issuerFinding(document: JsonObject, expected: string): Finding {
  if (document['issuer'] === expected) {
    return finding('issuer', 'ok', `The issuer is ${expected}, to the character`);
  }
  const told = quote(document['issuer']);
  const message = `The provider calls itself ${told}, and ${quote(expected)} is set up`;
  return finding('issuer', 'failed', message, `Set the issuer to ${told}, to the character.`);
}

export function pkceFinding(document: JsonObject): Finding {
  const methods = document['code_challenge_methods_supported'];
  if (!Array.isArray(methods)) {
    const message = 'The provider does not say whether it knows PKCE; S256 is sent anyway';
    return finding('pkce', 'warning', message);
  }
  if (methods.includes('S256')) return finding('pkce', 'ok', 'PKCE with S256 is offered');
  return finding('pkce', 'failed', 'PKCE with S256 is not offered', 'Allow S256 at the provider.');
}

export function algorithmsFinding({ idTokenAlgorithms }: Metadata): Finding {
  const usable = idTokenAlgorithms?.filter((one) => algorithms.some((known) => known === one));
  if (usable === undefined) return finding('algorithms', 'ok', 'No list; signatures are tried');
  if (usable.length > 0) {
    return finding('algorithms', 'ok', `ID tokens are signed with ${usable.join(', ')}`);
  }
  return finding(
    'algorithms',
    'failed',
    `ID tokens are signed with ${quote(idTokenAlgorithms)}, which anybody with the secret could do`,
    'Choose a signing key (RS256 or ES256) for this client at the provider.',
  );
}

export function appsFinding(
  { introspectionEndpoint }: Metadata,
  { clientSecret }: Patient,
): Finding {
  if (introspectionEndpoint !== null && clientSecret !== null) {
    return finding('apps', 'ok', 'Access tokens of apps can be proven by introspection');
  }
  const message =
    'Opaque access tokens of apps cannot be proven to be meant for this server (signed ones can)';
  const cure = 'OIDC_MOBILE_AUDIENCE_CHECK=strict makes apps send id_token or code instead.';
  return finding('apps', 'warning', message, cure);
}
