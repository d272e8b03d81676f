import type { RegistrationSetting } from '../../../../features/settings/schema.ts';
import { Form } from '../../frame/form.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { LockNote } from '../parts/lock-note.tsx';
import { loadRegistration, type Mode, setRegistration } from './settings.ts';

const modes = ['enabled', 'review', 'disabled'] as const satisfies readonly Mode[];

export function ModeSection() {
  const setting = useLoad(loadRegistration);
  return (
    <Section title={t('mode.title')} text={t('mode.intro')}>
      <Loaded loading={setting} lines={4}>
        {(value) =>
          value.isLocked ? (
            <>
              <LockNote variables={['USER_SIGNUP']} />
              <Modes setting={value} />
            </>
          ) : (
            <Form
              label={t('mode.title')}
              submit={t('action.save')}
              action={async (values) => {
                const chosen = modes.find((mode) => mode === values('mode'));
                if (chosen === undefined) return;
                setting.set(await setRegistration(chosen));
                notify(t('mode.saved'));
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
      <legend class="off-screen">{t('mode.title')}</legend>
      {modes.map((mode) => (
        <label key={mode} class="choice">
          <input
            type="radio"
            name="mode"
            value={mode}
            defaultChecked={mode === setting.mode}
            aria-describedby={`mode-${mode}`}
            aria-label={t(`mode.${mode}`)}
          />
          <span>
            <strong>{t(`mode.${mode}`)}</strong>
            <span class="muted" id={`mode-${mode}`}>
              {t(`mode.${mode}Text`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
