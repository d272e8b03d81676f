import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { Section } from '../../frame/layout.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { ActionLine } from '../parts/action-line.tsx';
import { changeUser, deleteUser } from './users.ts';

interface UserDangerProps {
  readonly user: UserDetails;
  readonly changed: () => Promise<void>;
  /** Goes to the list after the account was deleted. */
  readonly leave: () => void;
}

/** What takes access or data away. */
export function UserDanger({ user, changed, leave }: UserDangerProps) {
  return (
    <Section title={t('user.danger')} text={t('user.dangerText')}>
      <ul class="rows">
        {user.status === 'disabled' ? (
          <ActionLine name={t('user.enable')} text={t('user.enable.row')}>
            <Enable user={user} changed={changed} />
          </ActionLine>
        ) : (
          <ActionLine name={t('user.disable')} text={t('user.disable.row')}>
            <Disable user={user} changed={changed} />
          </ActionLine>
        )}
        <ActionLine name={t('user.delete')} text={t('user.delete.row')}>
          <Delete user={user} leave={leave} />
        </ActionLine>
      </ul>
    </Section>
  );
}

type ChangeProps = Pick<UserDangerProps, 'user' | 'changed'>;

function Enable({ user, changed }: ChangeProps) {
  return (
    <SubmitButton
      action={async () => {
        await changeUser(user.id, { status: 'active' });
        await changed();
        notify(t('user.enable.done', { name: isolated(user.name) }));
      }}
    >
      {t('users.act.enable')}
    </SubmitButton>
  );
}

function Disable({ user, changed }: ChangeProps) {
  const name = isolated(user.name);
  return (
    <ConfirmButton
      tone="danger"
      title={t('user.disable.title', { name })}
      text={t('user.disable.text')}
      confirm={t('users.act.disable')}
      action={async () => {
        await changeUser(user.id, { status: 'disabled' });
        await changed();
        notify(t('user.disable.done', { name }));
      }}
    >
      {t('users.act.disable')}
    </ConfirmButton>
  );
}

function Delete({ user, leave }: Pick<UserDangerProps, 'user' | 'leave'>) {
  const name = isolated(user.name);
  return (
    <ConfirmButton
      tone="danger"
      title={t('user.delete.title', { name })}
      text={t('user.delete.text', { name })}
      confirm={t('users.act.delete')}
      action={async () => {
        await deleteUser(user.id);
        leave();
        notify(t('user.delete.done', { name }));
      }}
    >
      {t('users.act.delete')}
    </ConfirmButton>
  );
}
