import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { Form } from '../../frame/form.tsx';
import { Section } from '../../frame/layout.tsx';
import { notify } from '../../frame/toast.tsx';
import { momentOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { SwitchField } from '../parts/switch.tsx';
import { PersonFields } from './person-fields.tsx';
import { changeUser } from './users.ts';

interface UserFormProps {
  readonly user: UserDetails;
  readonly isOwn: boolean;
  readonly changed: () => Promise<void>;
}

/** The name, the address and the role of a user. */
export function UserForm({ user, isOwn, changed }: UserFormProps) {
  // What a group at the provider gives, only the provider takes away.
  const isFixed = isOwn || user.adminByGroup !== null;
  return (
    <Section title={t('user.details')} text={t('user.detailsText')}>
      <Form
        label={t('user.details')}
        submit={t('action.save')}
        retryField="name"
        action={async (values) => {
          const role = isFixed ? {} : { isAdmin: values('isAdmin') !== '' };
          await changeUser(user.id, { name: values('name'), email: values('email'), ...role });
          await changed();
          notify(t('user.saved'));
        }}
      >
        <PersonFields name={user.name} email={user.email} />
        <SwitchField
          name="isAdmin"
          label={t('users.administrator')}
          text={roleText(user, isOwn)}
          isOn={user.isAdmin}
          disabled={isFixed}
        />
      </Form>
    </Section>
  );
}

function roleText({ adminByGroup }: UserDetails, isOwn: boolean): string {
  if (adminByGroup === null) return t(isOwn ? 'user.ownRole' : 'create.administratorHint');
  const { group, provider, until } = adminByGroup;
  return t('user.roleByGroup', { group, provider, time: momentOf(until) });
}
