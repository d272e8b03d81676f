import type {
  OidcOptionChange,
  OidcOptionStates,
} from '../../../../features/providers/options/schema.ts';
import { oidcOptionList, type OidcOption } from '../../../../core/oidc-options.ts';
import { Form, type Values } from '../../frame/form.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { LockNote } from '../parts/lock-note.tsx';
import { OptionField } from './option-field.tsx';
import { changeOptions, loadOptions } from './providers.ts';

/** The further settings of the OpenID provider, made from the table of them. */
export function OptionsSection() {
  const options = useLoad(loadOptions);
  return (
    <Section title={t('options.title')} text={t('options.intro')}>
      <Loaded loading={options} lines={oidcOptionList.length * 2}>
        {(states) => <Options states={states} changed={options.set} />}
      </Loaded>
    </Section>
  );
}

interface OptionsProps {
  readonly states: OidcOptionStates;
  readonly changed: (states: OidcOptionStates) => void;
}

function Options({ states, changed }: OptionsProps) {
  const locked = Object.values(states).filter(({ isLocked }) => isLocked);
  const variables = locked.map(({ variable }) => variable);
  const fields = oidcOptionList.map(([name]) => (
    <OptionField key={name} name={name} state={states[name]} />
  ));
  if (locked.length === fields.length) {
    return (
      <>
        <LockNote variables={variables} />
        {fields}
      </>
    );
  }
  return (
    <Form
      label={t('options.title')}
      submit={t('action.save')}
      resets
      action={async (values) => {
        changed(await changeOptions(changeOf(states, values)));
        notify(t('options.saved'));
      }}
    >
      {locked.length > 0 && <LockNote variables={variables} isPartial />}
      {fields}
    </Form>
  );
}

/** Leaves out locked settings, because the server refuses a request that contains one. */
function changeOf(states: OidcOptionStates, values: Values): OidcOptionChange {
  const free = oidcOptionList.filter(([name]) => !states[name].isLocked);
  return Object.fromEntries(free.map(([name, option]) => [name, valueOf(option, values(name))]));
}

function valueOf({ kind }: OidcOption, text: string): boolean | string | readonly string[] {
  if (kind === 'flag') return text !== '';
  if (kind !== 'list') return text.trim();
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}
