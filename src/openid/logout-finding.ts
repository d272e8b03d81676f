import type { JsonObject } from '../core/json.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';

/** Where a provider that tells of logouts reaches this server, or what ends sessions without that. */
export function logoutFinding(
  document: JsonObject,
  redirectUris: readonly [string, ...string[]],
  { options }: Pick<DoctorSettings, 'options'>,
): Finding {
  if (document['backchannel_logout_supported'] !== true) {
    const cure = options?.sessionTtl === 0 ? 'set_session_ttl' : null;
    return finding('logout', 'skipped', { code: 'logout_unannounced', params: {}, cure });
  }
  // Beside the callback for browsers.
  const params = { uris: [new URL('backchannel-logout', redirectUris[0]).href] };
  if (document['backchannel_logout_session_supported'] === true) {
    return finding('logout', 'skipped', { code: 'logout_to_register', params });
  }
  const cure = 'send_session';
  return finding('logout', 'skipped', { code: 'logout_to_register_without_session', params, cure });
}
