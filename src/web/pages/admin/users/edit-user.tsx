import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Form } from '../../frame/form.tsx';
import { notify } from '../../frame/toast.tsx';
import { SwitchField } from '../parts/switch.tsx';
import { PersonFields } from './person-fields.tsx';
import { changeUser } from './users.ts';

interface EditUserProps {
  readonly user: ListedUser;
  readonly isOwn: boolean;
  readonly changed: (user: ListedUser) => Promise<void>;
}

export function EditUser({ user, isOwn, changed }: EditUserProps) {
  return (
    <Form
      label="Details"
      submit="Save changes"
      retryField="name"
      action={async (values) => {
        const role = isOwn ? {} : { isAdmin: values('isAdmin') !== '' };
        const change = { name: values('name'), email: values('email'), ...role };
        await changed({ ...user, ...(await changeUser(user.id, change)) });
        notify('The changes are saved.');
      }}
    >
      <div class="two-columns">
        <PersonFields name={user.name} email={user.email} />
      </div>
      <SwitchField
        name="isAdmin"
        label="Administrator"
        text={
          isOwn
            ? 'You cannot take this role away from yourself. Another administrator can.'
            : 'May do everything you may do here.'
        }
        isOn={user.isAdmin}
        disabled={isOwn}
      />
    </Form>
  );
}
