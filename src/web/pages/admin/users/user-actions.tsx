import { useState } from 'preact/hooks';
import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { SwitchNow } from '../parts/switch.tsx';
import type { MadePassword } from './password-once.tsx';
import { approveUser, changeUser, deleteUser, resetPassword } from './users.ts';

export interface UserActionsProps {
  readonly user: ListedUser;
  /** Called with null when the account was deleted. */
  readonly changed: (user: ListedUser | null) => Promise<void>;
  readonly show: (made: MadePassword) => void;
}

/** Actions on an account; those that remove access or data ask for confirmation. */
export function UserActions({ user, changed, show }: UserActionsProps) {
  return (
    <section class="sheet-actions" aria-label="Account">
      <Access user={user} changed={changed} />
      <Reset user={user} changed={changed} show={show} />
      <ConfirmButton
        tone="danger"
        title={`Delete ${user.name}?`}
        text={`The account of ${user.email} goes with all that belongs to it. This cannot be undone.`}
        confirm="Delete"
        action={async () => {
          await deleteUser(user.id);
          await changed(null);
          notify(`${user.name} is deleted.`);
        }}
      >
        Delete
      </ConfirmButton>
    </section>
  );
}

function Access({ user, changed }: Omit<UserActionsProps, 'show'>) {
  if (user.status === 'active') return <Disable user={user} changed={changed} />;
  const isWaiting = user.status === 'pending';
  return (
    <SubmitButton
      action={async () => {
        const answer = isWaiting
          ? await approveUser(user.id)
          : await changeUser(user.id, { status: 'active' });
        await changed({ ...user, ...answer });
        notify(`${user.name} can sign in now.`);
      }}
    >
      {isWaiting ? 'Approve' : 'Enable'}
    </SubmitButton>
  );
}

function Disable({ user, changed }: Omit<UserActionsProps, 'show'>) {
  return (
    <ConfirmButton
      title={`Disable ${user.name}?`}
      text="All sessions and the API token end at once, and signing in is refused until you enable the account again."
      confirm="Disable"
      action={async () => {
        await changed({ ...user, ...(await changeUser(user.id, { status: 'disabled' })) });
        notify(`${user.name} is disabled.`);
      }}
    >
      Disable
    </ConfirmButton>
  );
}

function Reset({ user, changed, show }: UserActionsProps) {
  const [disconnects, setDisconnects] = useState(false);
  const hasProviders = user.identities.some((method) => method !== 'local');
  return (
    <ConfirmButton
      title={`Reset the password of ${user.name}?`}
      text={
        <>
          <p>
            A new password is generated and shown to you once. All sessions and the API token of
            this account end.
          </p>
          {hasProviders && (
            <SwitchNow
              label="Also disconnect the identity providers"
              text={`The account then goes to the next person who signs in with ${user.email} verified by a provider.`}
              isOn={disconnects}
              turn={(isOn) => Promise.resolve(setDisconnects(isOn))}
            />
          )}
        </>
      }
      confirm="Reset password"
      action={async () => {
        const password = await resetPassword(user.id, disconnects);
        show({ name: user.name, email: user.email, password });
        const others = disconnects ? [] : user.identities;
        const identities = [...new Set(['local' as const, ...others])];
        setDisconnects(false);
        await changed({ ...user, identities, updatedAt: new Date().toISOString() });
      }}
    >
      Reset password
    </ConfirmButton>
  );
}
