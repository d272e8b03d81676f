import type { OptionState } from '../../../../features/providers/options/schema.ts';
import {
  oidcOptions,
  type OidcOption,
  type OidcOptionName,
} from '../../../../core/oidc-options.ts';
import { Field } from '../../frame/field.tsx';
import { t } from '../../words/words.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Fact } from '../parts/fact.tsx';
import { SwitchField } from '../parts/switch.tsx';
import { optionWords } from './option-words.ts';

interface OptionFieldProps {
  readonly name: OidcOptionName;
  readonly state: OptionState;
}

/** The field of one option, as the table says: a switch, a choice, or a text, with lists separated by commas. */
export function OptionField({ name, state }: OptionFieldProps) {
  const option: OidcOption = oidcOptions[name];
  const { value } = state;
  const label = t(`option.${name}`);
  const hint = t(`option.${name}Hint`);
  if (option.kind === 'flag') {
    return (
      <SwitchField
        name={name}
        label={label}
        text={hint}
        isOn={value === true}
        disabled={state.isLocked}
      />
    );
  }
  if (state.isLocked) {
    return (
      <dl class="facts">
        <Fact name={label}>{optionWords(name, value)}</Fact>
      </dl>
    );
  }
  if (option.kind === 'choice') {
    const choices = option.words.map((word) => [word, optionWords(name, word)] as const);
    return (
      <ChoiceField name={name} label={label} hint={hint} value={String(value)} choices={choices} />
    );
  }
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      autocomplete="off"
      isVerbatim
      defaultValue={typeof value === 'object' ? value.join(', ') : String(value)}
    />
  );
}
