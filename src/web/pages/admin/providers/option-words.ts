import { oidcOptions, type OidcOptionName } from '../../../../core/oidc-options.ts';
import { t, textOf } from '../../words/words.ts';

export function isOption(name: string): name is OidcOptionName {
  return Object.hasOwn(oidcOptions, name);
}

/** The value of an option as people read it. */
export function optionWords(
  name: OidcOptionName,
  value: boolean | string | number | readonly string[],
): string {
  if (typeof value === 'boolean') return t(value ? 'oidc.yes' : 'oidc.no');
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return textOf(`option.${name}.${text}`) ?? (text === '' ? t('oidc.notSet') : text);
}
