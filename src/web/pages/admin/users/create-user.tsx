import { Button } from '../../frame/button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { PasswordField } from '../../frame/field.tsx';
import { Form } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { SwitchField } from '../parts/switch.tsx';
import { generatePassword } from './generated-password.ts';
import type { MadePassword } from './password-once.tsx';
import { PersonFields } from './person-fields.tsx';
import { createUser } from './users.ts';

export interface CreateUserProps {
  readonly reload: () => Promise<void>;
  readonly show: (made: MadePassword) => void;
  readonly close: () => void;
}

export function CreateUser({ reload, show, close }: CreateUserProps) {
  return (
    <Dialog title="New user" onClose={close}>
      <Form
        label="New user"
        submit="Create user"
        retryField="email"
        beside={<Button onClick={close}>Cancel</Button>}
        action={async (values) => {
          const typed = values('password');
          const password = typed === '' ? generatePassword() : typed;
          const isAdmin = values('isAdmin') !== '';
          const facts = { email: values('email'), name: values('name') };
          const { name, email } = await createUser({ ...facts, password, isAdmin });
          await reload();
          close();
          if (typed === '') show({ name, email, password });
          else notify(`${name} can sign in now.`);
        }}
      >
        <Fields />
      </Form>
    </Dialog>
  );
}

function Fields() {
  return (
    <>
      <PersonFields name="" email="" />
      <PasswordField
        name="password"
        label="Password"
        autocomplete="new-password"
        hint="Leave it empty, and a strong one is generated and shown to you once."
      />
      <SwitchField
        name="isAdmin"
        label="Administrator"
        text="May do everything you may do here."
        isOn={false}
      />
    </>
  );
}
