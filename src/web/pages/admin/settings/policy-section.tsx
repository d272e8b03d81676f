import { TickIcon } from '../../frame/icons.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { LockNote } from '../parts/lock-note.tsx';
import { SwitchNow } from '../parts/switch.tsx';
import { loadPolicy, setPolicy } from './settings.ts';

const rules = [
  'At least 12 characters',
  'An upper-case and a lower-case letter',
  'A digit',
  'One of !@#$%^&*(),.?":{}|<>',
  'Not one of the most common passwords',
] as const;

export function PolicySection() {
  const setting = useLoad(loadPolicy);
  return (
    <Section title="Passwords" text="Checked when a password is set, not at sign-in.">
      <Loaded loading={setting} lines={3}>
        {({ strict, isLocked }) => (
          <>
            {isLocked && <LockNote variables={['ENABLE_PASSWORD_VALIDATION']} />}
            <SwitchNow
              label="Strict passwords"
              text={
                strict
                  ? 'Every new password needs all of this:'
                  : 'Off: 8 characters are enough. Switched on, every new password needs:'
              }
              isOn={strict}
              disabled={isLocked}
              turn={async (wanted) => {
                setting.set(await setPolicy(wanted));
                notify(wanted ? 'New passwords must be strict.' : 'Strict passwords are off.');
              }}
            />
            <ul class="checklist">
              {rules.map((rule) => (
                <li key={rule}>
                  <TickIcon />
                  {rule}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Section>
  );
}
