import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import type { Session } from '../../../../features/sessions/schema.ts';
import { deviceOf, placeOf } from '../../../device-name.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { DesktopIcon, KeyIcon, PhoneIcon } from '../../frame/icons.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { Time } from '../../frame/time.tsx';
import { notify } from '../../frame/toast.tsx';
import { endSessionsOf, loadSessionsOf } from './users.ts';

export function UserSessions({ user }: { readonly user: ListedUser }) {
  // A change of status ends sessions, so the list is loaded again.
  const sessions = useLoad(() => loadSessionsOf(user.id), `${user.id} ${user.updatedAt}`);
  return (
    <section class="sheet-part" aria-label="Sessions">
      <header class="panel-header">
        <h3>Sessions</h3>
        {(sessions.value?.length ?? 0) > 0 && (
          <ConfirmButton
            title={`Sign ${user.name} out everywhere?`}
            text="Every session of this account ends at once, in browsers and apps."
            confirm="End all sessions"
            action={async () => {
              await endSessionsOf(user.id);
              await sessions.reload();
              notify(`${user.name} is signed out everywhere.`);
            }}
          >
            End all
          </ConfirmButton>
        )}
      </header>
      <Loaded loading={sessions} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <p class="muted">Not signed in anywhere.</p>
          ) : (
            <ul class="rows">
              {list.map((session) => (
                <SessionLine key={session.id} session={session} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
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
          Last used <Time at={session.lastUsedAt} />, {placeOf(session.ip)}
        </span>
      </div>
    </li>
  );
}
