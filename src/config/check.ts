import { isSecureUrl } from './address-kinds.ts';
import { settingNames, settings } from './env.ts';
import type { SettingName, Values } from './env.ts';
import { mailContradiction } from './mail-settings.ts';
import { showValue } from './report.ts';
import type { Setting } from './setting.ts';
import type { Problem, RawSettings } from './sources.ts';
import { webhookCaution, webhookContradiction } from './webhook-settings.ts';

/** The settings after checking, with every problem and warning. */
export interface CheckedSettings {
  /** Null when anything is wrong. */
  readonly values: Values | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Checks every variable by itself, then the rules between variables. */
export function checkSettings(raw: RawSettings): CheckedSettings {
  const pairs: (readonly [SettingName, unknown])[] = [];
  const problems: Problem[] = [...raw.problems];
  for (const name of settingNames) {
    const text = raw.values.get(name)?.text;
    // Its file could not be read, which is already among the problems.
    if (text === null) continue;
    const parsed = checkText(settings[name], text);
    if ('value' in parsed) pairs.push([name, parsed.value]);
    else problems.push({ name, message: sentence(name, parsed.problem, parsed.culprit) });
  }
  // The table ties each name to the type of its value; TypeScript cannot follow that through a loop.
  const values = Object.fromEntries(pairs) as Partial<Values>;
  problems.push(...contradictions(values));
  const isGood = problems.length === 0 && isComplete(values);
  return { values: isGood ? values : null, problems, warnings: cautions(values) };
}

type CheckedText =
  { readonly value: unknown } | { readonly problem: string; readonly culprit: string };

function checkText(setting: Setting<unknown>, text: string | undefined): CheckedText {
  if (text === undefined && setting.isOptional) return { value: null };
  const parsed = setting.parse(text ?? setting.fallback);
  return 'value' in parsed ? parsed : { culprit: text ?? '', ...parsed };
}

function isComplete(values: Partial<Values>): values is Values {
  return settingNames.every((name) => name in values);
}

function sentence(name: SettingName, problem: string, culprit: string): string {
  if (settings[name].isSecret) return `${name} ${problem}`;
  const shown = showValue(name, culprit);
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  return `${name} ${problem}; got "${short}"`;
}

function contradictions(values: Partial<Values>): Problem[] {
  const problems: Problem[] = [];
  const { ACCESS_TOKEN_TTL: access, REFRESH_TOKEN_TTL: refresh } = values;
  if (access !== undefined && refresh !== undefined && refresh < access) {
    const message = `REFRESH_TOKEN_TTL takes a time at least as long as ACCESS_TOKEN_TTL (${access}s); got ${refresh}s`;
    problems.push({ name: 'REFRESH_TOKEN_TTL', message });
  }
  if (values.BRAND_LOGO === null && typeof values.BRAND_LOGO_DARK === 'string') {
    const message = 'BRAND_LOGO_DARK takes a picture only beside BRAND_LOGO, which is not set';
    problems.push({ name: 'BRAND_LOGO_DARK', message });
  }
  problems.push(...audienceProblems(values), ...messageProblems(values));
  const issuer = values.OIDC_ISSUER_URL ?? null;
  if (issuer !== null && !isSecureUrl(issuer) && values.OIDC_ALLOW_HTTP !== true) {
    const problem =
      'takes an https:// issuer (http:// only on this machine, or with OIDC_ALLOW_HTTP=true)';
    const message = sentence('OIDC_ISSUER_URL', problem, issuer);
    problems.push({ name: 'OIDC_ISSUER_URL', message });
  }
  return problems;
}

function messageProblems(values: Partial<Values>): Problem[] {
  const found = [
    ['SMTP_TLS', mailContradiction(values)],
    ['WEBHOOK_SECRET', webhookContradiction(values)],
  ] as const;
  return found.flatMap(([name, message]) => (message === null ? [] : [{ name, message }]));
}

function audienceProblems(values: Partial<Values>): Problem[] {
  const name = 'APP_AUDIENCES';
  const problem = 'takes names of other programs, and this one means the server itself';
  return (values.APP_AUDIENCES ?? [])
    .filter((audience) => isOwnAudience(audience, values))
    .map((audience) => ({ name, message: sentence(name, problem, audience) }));
}

/** An app must not get a token that this server, or a program that verifies its access tokens, would accept. */
function isOwnAudience(name: string, { APP_URL: appUrl, PORT: port }: Partial<Values>): boolean {
  if (/^anchor(?:-restricted)?$/.test(name)) return true;
  const own = appUrl ?? new URL(`http://localhost:${port ?? 0}`).origin;
  return name === own || name === `${own}/`;
}

function cautions(values: Partial<Values>): string[] {
  const warnings: string[] = [];
  if (values.ACCESS_TOKEN_ALG === 'ES256' && typeof values.JWT_SECRET === 'string') {
    warnings.push(
      'JWT_SECRET is not used, because ACCESS_TOKEN_ALG=ES256 signs with keys of which others get only the public half',
    );
  }
  const unused = webhookCaution(values);
  if (unused !== null) warnings.push(unused);
  const isOpen = values.TRUSTED_PROXIES?.some((proxy) => proxy.prefixLength === 0) === true;
  if (isOpen) {
    warnings.push(
      'TRUSTED_PROXIES trusts every address: any client can then claim any IP address; name your proxy',
    );
  }
  return warnings;
}
