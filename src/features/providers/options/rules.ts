import type { Config } from '../../../config/config.ts';
import type { OidcOptionConfig } from '../../../config/oidc-option-settings.ts';
import { formatOption, parseOption } from '../../../config/option-kinds.ts';
import {
  type AnyOptionValue,
  eachOidcOption,
  type OidcOption,
  oidcOptionList,
  type OidcOptionName,
  type OidcOptionValues,
} from '../../../core/oidc-options.ts';
import type { ShownSettings } from '../../../openid/settings-findings.ts';
import { RuntimeSetting, type SettingState, type StoredSettings } from '../../settings/service.ts';

export type OidcOptionSettings = Readonly<Record<OidcOptionName, RuntimeSetting<AnyOptionValue>>>;

/** The options in force, each with its source. */
export type OidcOptionStates = Readonly<Record<OidcOptionName, SettingState<AnyOptionValue>>>;

/** The key under which the choice of an administrator is stored: OIDC_AUTO_REDIRECT as `oidc.auto_redirect`. */
export function keyOfOption({ variable }: Pick<OidcOption, 'variable'>): string {
  return variable.toLowerCase().replace('_', '.');
}

/** The options as settings; a stored value that cannot be read counts as unset. */
export function storedOptions(environment: OidcOptionConfig, key: Uint8Array): OidcOptionSettings {
  return eachOidcOption((option, name) => {
    const { variable, label, fallback } = option;
    return new RuntimeSetting<AnyOptionValue>(
      {
        key: keyOfOption(option),
        // It begins a sentence.
        label: label.charAt(0).toUpperCase() + label.slice(1),
        variable,
        fromEnvironment: environment[name],
        fallback,
        ...('whenUnreadable' in option ? { whenUnreadable: option.whenUnreadable } : {}),
        parse: (text) => {
          const parsed = parseOption(option, text);
          return 'value' in parsed ? parsed.value : null;
        },
        format: formatOption,
      },
      key,
    );
  });
}

/** The values in force, from the rows read for several settings. */
export function valuesIn(stored: StoredSettings, settings: OidcOptionSettings): OidcOptionValues {
  // Each setting parses what its row of the table says; a loop cannot show that to the compiler.
  return eachOidcOption((_, name) => settings[name].in(stored).value) as OidcOptionValues;
}

const groupOptions = ['groupsClaim', 'allowedGroups', 'adminGroups', 'syncGroups'] as const;

/** Whether a setting for groups was chosen and is in use: only then is the provider asked for more because of them. */
export function needsGroups(stored: StoredSettings, settings: OidcOptionSettings): boolean {
  const { allowedGroups, adminGroups, syncGroups } = valuesIn(stored, settings);
  const isSet = groupOptions.some((name) => settings[name].in(stored).source !== 'default');
  const isUsed = allowedGroups.length > 0 || adminGroups.length > 0 || syncGroups !== 'off';
  return isSet && isUsed;
}

/** The settings of the provider that only the environment has. */
type OwnSettings = Pick<
  Config['oidc'],
  | 'allowHttp'
  | 'appCallbackSchemes'
  | 'autoCreate'
  | 'clientAuth'
  | 'internalUrl'
  | 'mobileAudienceCheck'
  | 'mobileClientIds'
  | 'responseMode'
  | 'trustEmail'
>;

interface Shown {
  readonly text: string;
  readonly source: keyof ShownSettings;
}

/** Every setting of the provider with its source, for the provider test. */
export function shownSettings(states: OidcOptionStates, own: OwnSettings): ShownSettings {
  const all = [...fromAnywhere(states), ...fromEnvironment(own)];
  const of = (source: keyof ShownSettings) =>
    all.filter((one) => one.source === source).map(({ text }) => text);
  return { environment: of('environment'), panel: of('panel'), defaults: of('defaults') };
}

const sources = { env: 'environment', database: 'panel', default: 'defaults' } as const;

function fromAnywhere(states: OidcOptionStates): readonly Shown[] {
  return oidcOptionList.map(([name, { variable }]) => {
    const { value, source } = states[name];
    return { text: written(variable, formatOption(value)), source: sources[source] };
  });
}

/** The settings that only the environment has, with their defaults. */
function fromEnvironment(own: OwnSettings): readonly Shown[] {
  const rows: readonly (readonly [string, string | boolean | null, string])[] = [
    ['OIDC_INTERNAL_URL', own.internalUrl, ''],
    ['OIDC_CLIENT_AUTH', own.clientAuth, 'auto'],
    ['OIDC_RESPONSE_MODE', own.responseMode, 'query'],
    ['OIDC_ALLOW_HTTP', own.allowHttp, 'false'],
    ['OIDC_TRUST_EMAIL', own.trustEmail, 'false'],
    ['OIDC_AUTO_CREATE', own.autoCreate, 'true'],
    ['OIDC_MOBILE_CLIENT_IDS', own.mobileClientIds?.join(',') ?? null, ''],
    ['OIDC_MOBILE_AUDIENCE_CHECK', own.mobileAudienceCheck, 'auto'],
    ['APP_CALLBACK_SCHEMES', own.appCallbackSchemes.join(','), 'anchor'],
  ];
  return rows.map(([variable, value, fallback]) => {
    const text = value === null ? fallback : String(value);
    return {
      text: written(variable, text),
      source: text === fallback ? 'defaults' : 'environment',
    };
  });
}

/** A setting without a value is named alone. */
function written(variable: string, value: string): string {
  return value === '' ? variable : `${variable}=${value}`;
}

/** The https addresses that hand an answer of the provider on to apps. */
export function bridgeUrisOf(
  { appCallbackSchemes }: Pick<OwnSettings, 'appCallbackSchemes'>,
  appUrl: string,
): readonly string[] {
  return appCallbackSchemes.map((scheme) => `${appUrl}/app/callback/${scheme}`);
}
