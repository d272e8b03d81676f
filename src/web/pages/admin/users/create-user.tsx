import { useState } from 'preact/hooks';
import { Button } from '../../frame/button.tsx';
import { DialogButton } from '../../frame/dialog-button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { PasswordField } from '../../frame/field.tsx';
import { Form } from '../../frame/form.tsx';
import { PlusIcon } from '../../frame/icons.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { SwitchField } from '../parts/switch.tsx';
import { generatePassword } from './generated-password.ts';
import { GeneratedPassword, type MadePassword } from './generated-password-view.tsx';
import { PersonFields } from './person-fields.tsx';
import { createUser } from './users.ts';

interface NewUserProps {
  readonly reload: () => Promise<void>;
}

/** The button for a new user, and its dialog. */
export function NewUser({ reload }: NewUserProps) {
  return (
    <DialogButton
      tone="primary"
      icon={<PlusIcon />}
      dialog={(close) => <CreateUser reload={reload} close={close} />}
    >
      {t('users.new')}
    </DialogButton>
  );
}

/** Asks for the new user, then shows a generated password in the same dialog. */
function CreateUser({ reload, close }: NewUserProps & { readonly close: () => void }) {
  const [made, setMade] = useState<MadePassword | null>(null);
  // Closing while the server works would lose the password that it shows once.
  const [isBusy, setBusy] = useState(false);
  const cancel = () => {
    if (!isBusy) close();
  };
  const name = made === null ? '' : isolated(made.name);
  return (
    <Dialog
      title={made === null ? t('create.title') : t('user.reset.done', { name })}
      onClose={cancel}
    >
      {made === null ? (
        <CreateForm {...{ reload, close, cancel, setBusy }} show={setMade} />
      ) : (
        <GeneratedPassword {...made} close={close} />
      )}
    </Dialog>
  );
}

interface CreateFormProps extends NewUserProps {
  readonly close: () => void;
  readonly cancel: () => void;
  readonly setBusy: (isBusy: boolean) => void;
  readonly show: (made: MadePassword) => void;
}

function CreateForm({ reload, close, cancel, setBusy, show }: CreateFormProps) {
  const create = async (values: (name: string) => string) => {
    const typed = values('password');
    const password = typed === '' ? generatePassword() : typed;
    const isAdmin = values('isAdmin') !== '';
    const mustChange = values('mustChange') !== '';
    const facts = { email: values('email'), name: values('name'), isAdmin, mustChange };
    const { name, email } = await createUser({ ...facts, password });
    if (typed === '') show({ name, email, password, mustChange });
    else close();
    if (typed !== '') notify(t('create.done', { name: isolated(name) }));
    await reload();
  };
  return (
    <Form
      label={t('create.title')}
      submit={t('create.submit')}
      retryField="email"
      beside={<Button onClick={cancel}>{t('action.cancel')}</Button>}
      action={async (values) => {
        setBusy(true);
        await create(values).finally(() => {
          setBusy(false);
        });
      }}
    >
      <PersonFields name="" email="" />
      <PasswordField
        name="password"
        label={t('field.password')}
        autocomplete="new-password"
        hint={t('create.passwordHint')}
      />
      <SwitchField
        name="mustChange"
        label={t('create.mustChange')}
        text={t('create.mustChangeHint')}
        isOn
      />
      <SwitchField
        name="isAdmin"
        label={t('users.administrator')}
        text={t('create.administratorHint')}
        isOn={false}
      />
    </Form>
  );
}
