import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { CloseIcon } from '../../frame/icons.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { Time } from '../../frame/time.tsx';
import { Fact } from '../parts/fact.tsx';
import { StatusBadge, SignInMethods } from './badges.tsx';
import { EditUser } from './edit-user.tsx';
import { UserActions, type UserActionsProps } from './user-actions.tsx';
import { UserSessions } from './user-sessions.tsx';

interface UserSheetProps extends UserActionsProps {
  readonly isOwn: boolean;
  readonly close: () => void;
}

/** The details of one user and the actions on the account. */
export function UserSheet({ user, isOwn, changed, show, close }: UserSheetProps) {
  return (
    <Dialog title={user.name} onClose={close}>
      <div class="sheet">
        <button type="button" class="sheet-close" aria-label="Close" onClick={close}>
          <CloseIcon />
        </button>
        <Summary user={user} />
        <EditUser user={user} isOwn={isOwn} changed={changed} />
        {isOwn ? (
          <p class="muted">
            This is you. Your password and your sessions are in <a href="/account">your account</a>;
            only another administrator can disable or delete it.
          </p>
        ) : (
          <>
            <UserSessions user={user} />
            <UserActions user={user} changed={changed} show={show} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Summary({ user }: { readonly user: ListedUser }) {
  return (
    <div class="summary">
      <Avatar name={user.name} image={user.profileImage} size="large" />
      <dl class="facts">
        <Fact name="Status">
          <StatusBadge status={user.status} />
        </Fact>
        <Fact name="Sign-in methods">
          <SignInMethods methods={user.identities} />
        </Fact>
        <Fact name="Joined">
          <Time at={user.createdAt} />
        </Fact>
        <Fact name="Last sign-in">
          {user.lastLoginAt === null ? 'Never' : <Time at={user.lastLoginAt} />}
        </Fact>
      </dl>
      <a href={`/admin/audit?user=${user.id}`}>What happened with this account</a>
    </div>
  );
}
