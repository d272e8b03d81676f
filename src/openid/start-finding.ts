import type { CureCode } from '../core/finding-codes.ts';
import { authorizationUrl, newCodeVerifier, newState } from '../io/oauth-urls.ts';
import type { OutboundResponse } from '../io/outbound.ts';
import { callbackCures } from './callback-error.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import type { Metadata } from './metadata.ts';
import { isAboutRedirect, type OpenPage } from './open-page.ts';
import { scopesFor } from './scopes.ts';

interface Start {
  readonly settings: DoctorSettings & { readonly clientId: string };
  readonly metadata: Metadata;
  readonly redirectUri: string;
}

/**
 * Begins a sign-in as a browser without a session would, with `prompt=none`, so that a provider answers at once
 * (OpenID Connect Core section 3.1.2.6). Null when the answer does not show whether it would begin: many providers
 * show a page in any case, and some can be reached by browsers alone.
 */
export async function startFinding(open: OpenPage, start: Start): Promise<Finding | null> {
  const answer = await open(startUrl(start).href);
  if (answer === null) return null;
  const { redirectUri } = start;
  const uris = [redirectUri];
  const error = errorAt(answer, redirectUri);
  if (error !== null) {
    if (error === '' || waitsForUser.has(error)) {
      return finding('start', 'ok', { code: 'start_accepted', params: { uris } });
    }
    return callbackCures.has(error) ? refused(error, callbackCures.get(error) ?? null) : null;
  }
  if (answer.status !== 400) return null;
  if (isAboutRedirect(answer, redirectUri)) {
    const cure = 'register_redirect';
    return finding('start', 'failed', { code: 'start_redirect_refused', params: { uris }, cure });
  }
  return refused('HTTP 400', 'compare_client');
}

function refused(reason: string, cure: CureCode | null): Finding {
  return finding('start', 'warning', { code: 'start_refused', params: { reason }, cure });
}

function startUrl({ settings, metadata, redirectUri }: Start): URL {
  const { clientId, responseMode = 'query' } = settings;
  const mode = responseMode === 'query' ? {} : { response_mode: responseMode };
  return authorizationUrl({
    endpoint: metadata.authorizationEndpoint,
    clientId,
    redirectUri,
    scopes: scopesFor(settings, metadata),
    state: newState(),
    codeVerifier: newCodeVerifier(),
    extra: { nonce: newState(), prompt: 'none', ...mode },
  });
}

/** What a provider says that would go on with a user before it. */
const waitsForUser: ReadonlySet<string> = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'login_required',
]);

/** The `error` with which the browser is sent back; empty for none, null when it is sent elsewhere. */
function errorAt({ headers }: OutboundResponse, redirectUri: string): string | null {
  const there = URL.parse(headers.get('location') ?? '');
  const own = new URL(redirectUri);
  if (there?.origin !== own.origin || there.pathname !== own.pathname) return null;
  return there.searchParams.get('error') ?? '';
}
