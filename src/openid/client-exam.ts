import { newCodeVerifier, newState } from '../io/oauth-urls.ts';
import type { Calls } from './calls.ts';
import type { ClientAuthMemory } from './client-auth-memory.ts';
import { type Attempt, clientMethods } from './client-authentication.ts';
import { clientFinding } from './client-finding.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import { peekClaims } from './jwt.ts';
import type { Metadata } from './metadata.ts';
import { reasonOf } from './refusal.ts';
import { redeemCode } from './token-endpoint.ts';

interface Exam {
  readonly settings: DoctorSettings;
  readonly metadata: Metadata;
  readonly redirectUri: string;
  readonly authMemory: ClientAuthMemory;
  readonly now: () => number;
}

/** Sends an invented code, which a provider refuses as invalid; a wrong client gets another error. */
export async function examineClient(calls: Calls, exam: Exam): Promise<Finding> {
  const { settings, metadata, redirectUri } = exam;
  const { clientId, clientSecret } = settings;
  if (clientId === null) {
    const missing = { code: 'client_id_missing', params: {}, cure: 'enter_client_id' } as const;
    return finding('client', 'failed', missing);
  }
  if (settings.secretUnreadable === true) {
    const cure = 'enter_client_secret';
    return finding('client', 'failed', { code: 'client_secret_unreadable', params: {}, cure });
  }
  if (hasExpired(clientSecret, exam.now())) {
    const cure = 'renew_client_secret';
    return finding('client', 'failed', { code: 'client_secret_expired', params: {}, cure });
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
    redirectUri,
  }).catch((error: unknown) => error);
  return clientFinding(answer, settings, attempts);
}

/** Apple takes a signed token as client secret, which is valid for six months at most. */
function hasExpired(clientSecret: string | null, now: number): boolean {
  const exp = clientSecret === null ? undefined : peekClaims(clientSecret)?.['exp'];
  return typeof exp === 'number' && exp * 1000 < now;
}
