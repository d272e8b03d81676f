import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { useState } from 'preact/hooks';
import { UsersIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { navigate } from '../../frame/navigation.ts';
import { t } from '../../words/words.ts';
import { listBehind } from '../parts/list-place.ts';
import type { DetailProps } from '../parts/sub-page.ts';
import { UserActivity } from './user-activity.tsx';
import { UserDanger } from './user-danger.tsx';
import { UserForm } from './user-form.tsx';
import { UserGroups } from './user-groups.tsx';
import { UserHeader } from './user-header.tsx';
import { UserMethods } from './user-methods.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserTokens } from './user-tokens.tsx';
import { loadUser } from './users.ts';

/** One user: what an administrator sees and can change. */
export function UserPage({ id, me, stats }: DetailProps) {
  const user = useLoad(() => loadUser(id));
  const [list] = useState(listBehind);
  // What an action may have changed on the page is loaded again.
  const [round, setRound] = useState(0);
  const changed = async () => {
    setRound((before) => before + 1);
    await Promise.all([user.reload(), stats.reload()]);
  };
  const leave = () => {
    if (list === null) navigate('/admin/users');
    else history.back();
  };
  const isOwn = id === me?.id;
  const part = { id, round, isOwn, changed };
  return (
    <>
      <UserHeader user={user.value} isOwn={isOwn} list={list} changed={changed} leave={leave} />
      {isGone(user) ? (
        <Gone />
      ) : (
        <>
          <Loaded loading={user} lines={6}>
            {(value) => (
              <>
                <UserForm user={value} isOwn={isOwn} changed={changed} />
                <UserGroups user={value} changed={changed} />
                <UserMethods user={value} isOwn={isOwn} changed={changed} />
              </>
            )}
          </Loaded>
          <UserSessions {...part} user={user.value} />
          <UserTokens id={id} user={user.value} round={round} changed={changed} />
          <UserActivity {...part} failedSignIns={user.value?.failedSignIns ?? 0} />
          {user.value !== null && me !== null && !isOwn && (
            <UserDanger user={user.value} changed={changed} leave={leave} />
          )}
        </>
      )}
    </>
  );
}

function isGone({ value, failure }: Loading<UserDetails>): boolean {
  return value === null && failure?.status === 404;
}

function Gone() {
  return (
    <div class="card">
      <EmptyState icon={<UsersIcon />} title={t('user.gone')}>
        <p class="muted">{t('user.goneText')}</p>
        <a class="button" href="/admin/users">
          {t('users.showAll')}
        </a>
      </EmptyState>
    </div>
  );
}
