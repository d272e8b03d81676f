import { TickIcon } from '../../frame/icons.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { LockNote } from '../parts/lock-note.tsx';
import { SwitchNow } from '../parts/switch.tsx';
import { loadPolicy, setPolicy } from './settings.ts';

const signs = '!@#$%^&*(),.?":{}|<>';

export function PolicySection() {
  const setting = useLoad(loadPolicy);
  return (
    <Section title={t('policy.title')} text={t('policy.intro')}>
      <Loaded loading={setting} lines={3}>
        {({ strict, isLocked }) => (
          <>
            {isLocked && <LockNote variables={['ENABLE_PASSWORD_VALIDATION']} />}
            <SwitchNow
              label={t('policy.label')}
              text={t(strict ? 'policy.isOn' : 'policy.isOff')}
              isOn={strict}
              disabled={isLocked}
              turn={async (wanted) => {
                setting.set(await setPolicy(wanted));
                notify(t(wanted ? 'policy.turnedOn' : 'policy.turnedOff'));
              }}
            />
            <Rules />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Rules() {
  const rules = [
    t('policy.ruleLength'),
    t('policy.ruleCase'),
    t('policy.ruleDigit'),
    t('policy.ruleSign', { signs }),
    t('policy.ruleCommon'),
  ];
  return (
    <ul class="checklist">
      {rules.map((rule) => (
        <li key={rule}>
          <TickIcon />
          {rule}
        </li>
      ))}
    </ul>
  );
}
