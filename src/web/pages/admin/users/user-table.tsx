import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { ChevronIcon } from '../../frame/icons.tsx';
import { Time } from '../../frame/time.tsx';
import { StatusBadge, SignInMethods } from './badges.tsx';

export interface UserTableProps {
  readonly users: readonly ListedUser[];
  /** The id of the signed-in administrator. */
  readonly own: string;
  readonly open: (user: ListedUser) => void;
}

export function UserTable({ users, own, open }: UserTableProps) {
  return (
    <table class="users">
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Status</th>
          <th scope="col">Role</th>
          <th scope="col">Sign-in methods</th>
          <th scope="col">Last sign-in</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} isOwn={user.id === own} open={open} />
        ))}
      </tbody>
    </table>
  );
}

interface UserRowProps {
  readonly user: ListedUser;
  readonly isOwn: boolean;
  readonly open: (user: ListedUser) => void;
}

function UserRow({ user, isOwn, open }: UserRowProps) {
  return (
    <tr>
      <th scope="row">
        <Avatar name={user.name} image={user.profileImage} />
        <div class="row-text">
          <span>
            <button
              type="button"
              class="row-button"
              aria-haspopup="dialog"
              onClick={() => {
                open(user);
              }}
            >
              {user.name}
            </button>
            {isOwn && <span class="badge info">You</span>}
          </span>
          <span class="muted">{user.email}</span>
        </div>
      </th>
      <td class="cell-status">
        <StatusBadge status={user.status} />
      </td>
      <td class="cell-role">
        {user.isAdmin ? <span class="badge">Administrator</span> : <span class="muted">User</span>}
      </td>
      <td class="cell-methods">
        <SignInMethods methods={user.identities} />
      </td>
      <td class="cell-last muted">
        <span>
          {user.lastLoginAt === null ? 'Never' : <Time at={user.lastLoginAt} />}
          <ChevronIcon />
        </span>
      </td>
    </tr>
  );
}
