import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { BackIcon } from '../../frame/icons.tsx';
import { Time } from '../../frame/time.tsx';
import { dateOf } from '../../words/format.ts';
import { rich, t } from '../../words/words.ts';
import { PanelHeader } from '../parts/panel-header.tsx';
import { RoleBadges, StatusBadge } from './badges.tsx';
import { Decision } from './decision.tsx';

interface UserHeaderProps {
  /** Null until it is loaded. */
  readonly user: UserDetails | null;
  readonly isOwn: boolean;
  /** The address of the list that stands before this page in the history; null if none does. */
  readonly list: string | null;
  readonly changed: () => Promise<void>;
  /** Goes to the list of users. */
  readonly leave: () => void;
}

/** The name of a user with the way back, and the decision about one who waits. */
export function UserHeader({ user, isOwn, list, changed, leave }: UserHeaderProps) {
  const back = <BackLink list={list} leave={leave} />;
  if (user === null) return <PanelHeader title={t('user.account')} before={back} />;
  const isWaiting = user.status === 'pending';
  const decided = async (act: 'approve' | 'reject') => {
    if (act === 'reject') leave();
    else await changed();
  };
  return (
    <PanelHeader
      title={user.name}
      before={
        <>
          {back}
          <Avatar name={user.name} image={user.profileImage} />
        </>
      }
      after={
        <>
          {user.status !== 'active' && <StatusBadge status={user.status} />}
          <RoleBadges isAdmin={user.isAdmin} isOwn={isOwn} />
        </>
      }
      lead={<Facts user={user} />}
      actions={isWaiting ? <Decision person={user} decided={decided} /> : undefined}
    />
  );
}

interface BackLinkProps {
  readonly list: string | null;
  readonly leave: () => void;
}

/** Goes back in the history where it can, so that the list is shown as it was left. */
function BackLink({ list, leave }: BackLinkProps) {
  return (
    <a
      class="back-link"
      href={list ?? '/admin/users'}
      aria-label={t('user.back')}
      title={t('user.back')}
      onClick={(event) => {
        if (list === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leave();
      }}
    >
      <BackIcon />
    </a>
  );
}

function Facts({ user }: { readonly user: UserDetails }) {
  const { createdAt, lastLoginAt, waitsUntil } = user;
  return (
    <>
      <bdi>{user.email}</bdi>
      {' · '}
      {t('user.joined', { time: dateOf(createdAt) })}
      {' · '}
      {lastLoginAt === null
        ? t('user.neverSignedIn')
        : rich('user.signedIn', { time: <Time at={lastLoginAt} /> })}
      {waitsUntil !== null && <span> · {t('user.waitsUntil', { time: dateOf(waitsUntil) })}</span>}
    </>
  );
}
