import type { RegistrationSetting } from '../../../../features/settings/schema.ts';
import { Form } from '../../frame/form.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { loadRegistration, type Mode, setRegistration } from './settings.ts';

const modes: readonly (readonly [mode: Mode, label: string, text: string])[] = [
  ['enabled', 'Open', 'Anyone who reaches this server can make an account and use it at once.'],
  [
    'review',
    'With approval',
    'Anyone who reaches this server can ask for an account. It works once you have approved it.',
  ],
  [
    'disabled',
    'Closed',
    'Users cannot register with a password; you create the accounts. Your OpenID provider still lets its users in.',
  ],
];

export function ModeSection() {
  const setting = useLoad(loadRegistration);
  return (
    <Section title="Who may join" text="People who have an account already are not affected.">
      <Loaded loading={setting} lines={4}>
        {(value) =>
          value.isLocked ? (
            <>
              <LockNote variables={['USER_SIGNUP']} />
              <Modes setting={value} />
            </>
          ) : (
            <Form
              label="Who may join"
              submit="Save"
              action={async (values) => {
                const chosen = modes.find(([mode]) => mode === values('mode'));
                if (chosen === undefined) return;
                setting.set(await setRegistration(chosen[0]));
                notify('The registration mode is saved.');
              }}
            >
              <Modes setting={value} />
            </Form>
          )
        }
      </Loaded>
    </Section>
  );
}

function Modes({ setting }: { readonly setting: RegistrationSetting }) {
  return (
    <fieldset class="choices" disabled={setting.isLocked}>
      <legend class="off-screen">Who may join</legend>
      {modes.map(([mode, label, text]) => (
        <label key={mode} class="choice">
          <input
            type="radio"
            name="mode"
            value={mode}
            defaultChecked={mode === setting.mode}
            aria-describedby={`mode-${mode}`}
            aria-label={label}
          />
          <span>
            <strong>{label}</strong>
            <span class="muted" id={`mode-${mode}`}>
              {text}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
