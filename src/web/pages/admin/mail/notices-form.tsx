import { noticeWords } from '../../../../core/mail-options.ts';
import { Form } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { LockNote } from '../parts/lock-note.tsx';
import { SwitchField } from '../parts/switch.tsx';
import { changeMail, type MailSettingsAnswer } from './mail-settings.ts';

interface NoticesFormProps {
  readonly setting: MailSettingsAnswer['notify'];
  readonly changed: (settings: MailSettingsAnswer) => void;
}

/** What is told by mail. */
export function NoticesForm({ setting, changed }: NoticesFormProps) {
  const { value, isLocked, variable } = setting;
  const switches = noticeWords.map((notice) => (
    <SwitchField
      key={notice}
      name={notice}
      label={t(`notice.${notice}`)}
      text={t(`notice.${notice}Text`)}
      isOn={value.includes(notice)}
      disabled={isLocked}
    />
  ));
  if (isLocked) {
    return (
      <>
        <LockNote variables={[variable]} />
        {switches}
      </>
    );
  }
  return (
    <Form
      label={t('mail.notices')}
      submit={t('action.save')}
      action={async (values) => {
        const chosen = noticeWords.filter((notice) => values(notice) !== '');
        changed(await changeMail({ notify: chosen }));
        notify(t('mail.noticesSaved'));
      }}
    >
      {switches}
    </Form>
  );
}
