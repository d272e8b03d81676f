import { formatOption } from '../config/option-kinds.ts';
import { oidcOptionList, type OidcOptionValues } from '../core/oidc-options.ts';
import { quote } from '../core/json.ts';
import { type Finding, finding } from './findings.ts';
import type { Metadata } from './metadata.ts';

interface ChosenOptions {
  readonly options: OidcOptionValues;
  /** Where the provider sends a browser back to after a sign-out there. */
  readonly signOutReturn: string;
}

/** Lists the further settings that are not at their default; null when all are. */
export function chosenFinding(options: OidcOptionValues): Finding | null {
  const chosen = oidcOptionList.flatMap(([name, { variable, fallback }]) => {
    const text = formatOption(options[name]);
    return text === formatOption(fallback) ? [] : [`${variable}=${text}`];
  });
  if (chosen.length === 0) return null;
  return finding('options', 'ok', { code: 'options_chosen', params: { options: chosen } });
}

/** Checks that the provider offers what the further settings need. */
export function optionFindings(metadata: Metadata, chosen: ChosenOptions): readonly Finding[] {
  const { options } = chosen;
  return [
    claimsFinding(metadata, options),
    promptFinding(metadata, options),
    signOutFinding(metadata, chosen),
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

function signOutFinding(
  { endSessionEndpoint }: Metadata,
  { options, signOutReturn }: ChosenOptions,
): Finding | null {
  if (!options.logout) return null;
  if (endSessionEndpoint === null) {
    const cure = 'set_logout_off';
    return finding('sign_out', 'warning', { code: 'sign_out_not_offered', params: {}, cure });
  }
  const params = { uris: [signOutReturn] };
  return finding('sign_out', 'ok', { code: 'sign_out_offered', params });
}
