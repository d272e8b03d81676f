import {
  eachOidcOption,
  oidcOptionList,
  type oidcOptions,
  type OidcOptionName,
  type OidcOptionValues,
} from '../core/oidc-options.ts';
import { formatOption, parseOption } from './option-kinds.ts';
import { optional, type OptionalSetting } from './setting.ts';

type VariableOf<Name extends OidcOptionName> = (typeof oidcOptions)[Name]['variable'];

/** The variables of the further settings of the OpenID provider, for the table of all variables. */
export const oidcOptionSettings = Object.fromEntries(
  oidcOptionList.map(([, option]) => {
    const fallback = formatOption(option.fallback);
    const shown = fallback === '' ? '' : `admin panel, else ${fallback}`;
    return [
      option.variable,
      optional((text) => parseOption(option, text), shown, option.label),
    ] as const;
  }),
  // The names and the kinds of the values come out of the table; a loop cannot show that to the compiler.
) as {
  readonly [Name in OidcOptionName as VariableOf<Name>]: OptionalSetting<OidcOptionValues[Name]>;
};

/** What the environment says of each option; null where it says nothing. */
export type OidcOptionConfig = {
  readonly [Name in OidcOptionName]: OidcOptionValues[Name] | null;
};

type OptionVariables = {
  readonly [Name in OidcOptionName as VariableOf<Name>]: OidcOptionValues[Name] | null;
};

export function groupOidcOptions(values: OptionVariables): OidcOptionConfig {
  const all: Readonly<Record<string, unknown>> = values;
  return eachOidcOption(({ variable }) => {
    const value = all[variable];
    // A list without entries, such as a comma alone, says nothing.
    return Array.isArray(value) && value.length === 0 ? null : value;
  }) as OidcOptionConfig;
}
