import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import type { Session } from '../../../../features/sessions/schema.ts';
import { deviceOf, placeOf } from '../../frame/device.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { DesktopIcon, KeyIcon, PhoneIcon } from '../../frame/icons.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { Time } from '../../frame/time.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { rich, t } from '../../words/words.ts';
import { endSessionsOf, loadSessionsOf } from './users.ts';

interface UserSessionsProps {
  readonly id: string;
  /** Null until it is loaded; the sessions load at the same time. */
  readonly user: UserDetails | null;
  readonly isOwn: boolean;
  /** Grows with each change of the account, which may end sessions. */
  readonly round: number;
  readonly changed: () => Promise<void>;
}

export function UserSessions({ id, user, isOwn, round, changed }: UserSessionsProps) {
  const sessions = useLoad(() => loadSessionsOf(id), String(round));
  const hasSessions = (sessions.value?.length ?? 0) > 0;
  return (
    <Section title={t('user.sessions')} text={t('user.sessionsText')}>
      <Loaded loading={sessions} lines={2}>
        {(list) => <Sessions list={list} />}
      </Loaded>
      {hasSessions && user !== null && !isOwn && <EndAll user={user} changed={changed} />}
    </Section>
  );
}

function Sessions({ list }: { readonly list: readonly Session[] }) {
  if (list.length === 0) return <p class="muted">{t('user.sessions.none')}</p>;
  return (
    <ul class="rows">
      {list.map((session) => (
        <SessionLine key={session.id} session={session} />
      ))}
    </ul>
  );
}

interface EndAllProps {
  readonly user: UserDetails;
  readonly changed: () => Promise<void>;
}

function EndAll({ user, changed }: EndAllProps) {
  const name = isolated(user.name);
  return (
    <div>
      <ConfirmButton
        title={t('user.sessions.endTitle', { name })}
        text={t('user.sessions.endText')}
        confirm={t('user.sessions.end')}
        action={async () => {
          await endSessionsOf(user.id);
          await changed();
          notify(t('user.sessions.ended', { name }));
        }}
      >
        {t('user.sessions.end')}
      </ConfirmButton>
    </div>
  );
}

const icons = { computer: DesktopIcon, phone: PhoneIcon, program: KeyIcon } as const;

function SessionLine({ session }: { readonly session: Session }) {
  const device = deviceOf(session.userAgent);
  const Icon = icons[device.kind];
  return (
    <li class="row">
      <Icon />
      <div class="row-text">
        <strong>{device.name}</strong>
        <span class="muted">
          {rich('user.sessions.lastUsed', {
            time: <Time at={session.lastUsedAt} />,
            place: placeOf(session.ip),
          })}
        </span>
      </div>
    </li>
  );
}
