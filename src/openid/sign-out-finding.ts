import { type DoctorSettings, type Finding, finding } from './findings.ts';
import type { Metadata } from './metadata.ts';
import { isAboutRedirect, type OpenPage } from './open-page.ts';

interface SignOut {
  readonly settings: DoctorSettings;
  readonly metadata: Metadata;
  /** Where the provider sends a browser back to after a sign-out there. */
  readonly signOutReturn: string;
}

/**
 * Whether the provider can sign people out, and does not refuse the way back (OpenID Connect RP-Initiated Logout 1.0
 * section 3). Null when no setting asks for it. Without a session, the request ends none.
 */
export async function signOutFinding(open: OpenPage, signOut: SignOut): Promise<Finding | null> {
  const { settings, metadata, signOutReturn } = signOut;
  if (settings.options?.logout !== true) return null;
  const { endSessionEndpoint } = metadata;
  if (endSessionEndpoint === null) {
    const cure = 'set_logout_off';
    return finding('sign_out', 'warning', { code: 'sign_out_not_offered', params: {}, cure });
  }
  const params = { uris: [signOutReturn] };
  const answer = await open(addressOf(endSessionEndpoint, { ...settings, signOutReturn }));
  if (answer?.status === 400 && isAboutRedirect(answer, signOutReturn)) {
    const cure = 'register_sign_out_return';
    return finding('sign_out', 'warning', { code: 'sign_out_return_refused', params, cure });
  }
  return finding('sign_out', 'ok', { code: 'sign_out_offered', params });
}

function addressOf(
  endpoint: string,
  { clientId, signOutReturn }: Pick<DoctorSettings, 'clientId'> & Pick<SignOut, 'signOutReturn'>,
): string {
  const url = new URL(endpoint);
  url.searchParams.set('post_logout_redirect_uri', signOutReturn);
  if (clientId !== null) url.searchParams.set('client_id', clientId);
  return url.href;
}
