import type { OidcOptionValues } from '../core/oidc-options.ts';
import { quote } from '../core/json.ts';
import { type DoctorSettings, type Finding, finding } from './findings.ts';
import type { Metadata } from './metadata.ts';
import { type ProviderKind, providerKindOf } from './provider-kind.ts';
import { providerNames } from './provider-names.ts';
import { scopesFor } from './scopes.ts';

/** Checks that the provider offers what the settings need. */
export function optionFindings(metadata: Metadata, settings: DoctorSettings): readonly Finding[] {
  const { options } = settings;
  const findings =
    options === undefined
      ? []
      : [
          claimsFinding(metadata, options),
          verifiedFinding(metadata, { ...settings, options }),
          promptFinding(metadata, options),
        ];
  return [
    ...findings,
    responseModeFinding(metadata, settings),
    autoRedirectFinding(settings),
  ].filter((one) => one !== null);
}

/** Many providers list only some of their claims, so one that is not listed is no failure. */
function claimsFinding({ claims }: Metadata, options: OidcOptionValues): Finding | null {
  const lists = [options.emailClaim, options.nameClaim];
  const missing = lists.filter((list) => claims !== null && !list.some((one) => isIn(claims, one)));
  if (missing.length === 0) return null;
  const params = { claims: missing.flat() };
  const cure = 'compare_claims';
  return finding('profile', 'warning', { code: 'claims_not_announced', params, cure });
}

/** A path into a claim is announced by the name of that claim. */
function isIn(announced: readonly string[], path: string): boolean {
  const [first = ''] = path.replace(/^\//, '').split(/[./]/);
  return announced.includes(path) || announced.includes(first);
}

function promptFinding({ prompts }: Metadata, { prompt }: OidcOptionValues): Finding | null {
  if (prompt === 'none' || prompts === null || prompts.includes(prompt)) return null;
  const params = { prompt, offered: quote(prompts) };
  const cure = 'choose_offered_prompt';
  return finding('prompt', 'warning', { code: 'prompt_not_offered', params, cure });
}

/** Services that do not send `email_verified` as the boolean true. */
const unverifying: ReadonlySet<ProviderKind> = new Set(['apple', 'entra']);

function verifiedFinding(
  metadata: Metadata,
  { options, trustEmail = false }: DoctorSettings & { readonly options: OidcOptionValues },
): Finding | null {
  const kind = providerKindOf(metadata);
  if (trustEmail || !unverifying.has(kind) || !options.emailClaim.includes('email')) return null;
  const params = { provider: providerNames[kind] };
  const cure = 'set_trust_email';
  return finding('profile', 'warning', { code: 'emails_never_verified', params, cure });
}

function responseModeFinding(metadata: Metadata, settings: DoctorSettings): Finding | null {
  const { responseModes: offered } = metadata;
  const check = 'response';
  if (settings.responseMode === 'form_post') {
    if (offered === null || offered.includes('form_post')) return null;
    const found = {
      code: 'response_mode_not_offered',
      params: { offered: quote(offered) },
    } as const;
    return finding(check, 'warning', { ...found, cure: 'set_response_mode_query' });
  }
  const isOffered = offered === null || offered.includes('query');
  // Apple announces it, and refuses it as soon as it is asked for a name or an address.
  const asked = scopesFor(settings, metadata);
  const isApple = providerKindOf(metadata) === 'apple' && asked.some((scope) => scope !== 'openid');
  if (isOffered && !isApple) return null;
  const cure = 'set_response_mode_form_post';
  return finding(check, 'failed', { code: 'response_mode_needed', params: {}, cure });
}

function autoRedirectFinding({ options, hasOtherProviders = false }: DoctorSettings) {
  if (options?.autoRedirect !== true || !hasOtherProviders) return null;
  const idle = { code: 'auto_redirect_idle', params: {}, cure: 'set_auto_redirect_off' } as const;
  return finding('automatic', 'warning', idle);
}
