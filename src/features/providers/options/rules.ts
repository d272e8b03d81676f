import type { OidcOptionConfig } from '../../../config/oidc-option-settings.ts';
import { formatOption, parseOption } from '../../../config/option-kinds.ts';
import {
  type AnyOptionValue,
  eachOidcOption,
  type OidcOption,
  type OidcOptionName,
  type OidcOptionValues,
} from '../../../core/oidc-options.ts';
import { RuntimeSetting, type StoredSettings } from '../../settings/service.ts';

export type OidcOptionSettings = Readonly<Record<OidcOptionName, RuntimeSetting<AnyOptionValue>>>;

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
