import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { ShieldIcon } from '../../frame/icons.tsx';
import type { ProviderName } from '../../frame/providers.tsx';
import { Time } from '../../frame/time.tsx';
import { dateOf, momentOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { rememberRow, rowLinkId } from '../parts/list-place.ts';
import type { SelectionOf } from '../parts/use-selection.ts';
import { SignInMethods, StatusBadge } from './badges.tsx';

interface UserRowProps {
  readonly user: ListedUser;
  readonly isOwn: boolean;
  readonly selection: SelectionOf<ListedUser>;
  readonly nameOf: (method: ProviderName) => string;
}

export function UserRow({ user, isOwn, selection, nameOf }: UserRowProps) {
  const isSelected = selection.has(user.id);
  return (
    <tr class={isSelected ? 'selected' : ''}>
      <td class="cell-pick">
        <input
          type="checkbox"
          class="pick"
          aria-label={t('users.select', { name: user.name })}
          checked={isSelected}
          onChange={(event) => {
            selection.select(user.id, event.currentTarget.checked);
          }}
        />
      </td>
      <th scope="row" class="cell-name">
        <span class="name-line">
          <Avatar name={user.name} image={user.profileImage} size="small" />
          <RowLink user={user} />
          {user.isAdmin && <AdministratorMark />}
          {isOwn && <span class="badge info">{t('users.you')}</span>}
        </span>
      </th>
      <td class="cell-email" title={user.email}>
        <bdi>{user.email}</bdi>
      </td>
      <td class="cell-status">
        <StatusBadge status={user.status} />
      </td>
      <td class="cell-methods">
        <SignInMethods methods={user.identities} nameOf={nameOf} />
      </td>
      <td class="cell-createdAt">
        <time dateTime={user.createdAt} title={momentOf(user.createdAt)}>
          {dateOf(user.createdAt)}
        </time>
      </td>
      <td class="cell-lastLoginAt">
        {/* Small screens hide the headings of the columns. */}
        <span class="cell-label">{t('users.lastSignIn')}</span>
        {user.lastLoginAt === null ? t('users.never') : <Time at={user.lastLoginAt} />}
      </td>
    </tr>
  );
}

/** An icon, because a word would leave no room for the name. */
function AdministratorMark() {
  return (
    <span class="administrator-mark" title={t('users.administrator')}>
      <ShieldIcon />
      <span class="off-screen">{t('users.administrator')}</span>
    </span>
  );
}

/** Covers the whole row, so that a click anywhere on it opens the user. */
function RowLink({ user }: { readonly user: ListedUser }) {
  return (
    <a
      id={rowLinkId(user.id)}
      class="row-link"
      href={`/admin/users/${user.id}`}
      title={user.name}
      dir="auto"
      onClick={(event) => {
        // A click with a key opens another tab.
        if (!(event.ctrlKey || event.metaKey || event.shiftKey)) rememberRow(user.id);
      }}
    >
      {user.name}
    </a>
  );
}
