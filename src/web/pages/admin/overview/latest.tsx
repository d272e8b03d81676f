import type { usersPageSchema } from '../../../../features/admin/settings/schema.ts';
import { signedRequest } from '../../client/request.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { ShieldIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { Time } from '../../frame/time.tsx';
import { rich, t } from '../../words/words.ts';
import { loadAudit, wholeLog } from '../audit/audit-log.ts';
import { isSecurityEvent } from '../audit/event-groups.ts';
import { EventLine } from '../audit/event-line.tsx';
import { Panel } from '../parts/panel.tsx';
import { StatusBadge } from '../users/badges.tsx';

const shown = 5;

type UsersPage = (typeof usersPageSchema)['static'];

export function NewestUsers() {
  const users = useLoad(() => signedRequest<UsersPage>(`/api/admin/users?take=${shown}`));
  return (
    <Panel
      title={t('overview.newest')}
      actions={<a href="/admin/users">{t('overview.allUsers')}</a>}
    >
      <div class="card">
        <Loaded loading={users} lines={5}>
          {(page) => (
            <ul class="rows">
              {page.users.map((user) => (
                <li key={user.id} class="row">
                  <Avatar name={user.name} image={user.profileImage} />
                  <div class="row-text">
                    <span>
                      <a class="plain-link" href={`/admin/users/${user.id}`}>
                        <bdi>{user.name}</bdi>
                      </a>
                      {user.status !== 'active' && <StatusBadge status={user.status} />}
                    </span>
                    <span class="muted">{user.email}</span>
                    <span class="muted">
                      {rich('overview.joined', { time: <Time at={user.createdAt} /> })}
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </div>
    </Panel>
  );
}

// The number of log entries to search for security events; most entries are not security events.
const lookedAt = 100;

export function LatestEvents({ oidcName }: { readonly oidcName: string | null }) {
  const log = useLoad(() => loadAudit(wholeLog, { skip: 0, take: lookedAt }));
  return (
    <Panel
      title={t('overview.security')}
      actions={<a href="/admin/audit">{t('overview.auditLog')}</a>}
    >
      <div class="card">
        <Loaded loading={log} lines={5}>
          {({ entries }) => {
            const events = entries.filter(isSecurityEvent).slice(0, shown);
            if (events.length === 0) {
              return <EmptyState icon={<ShieldIcon />} title={t('overview.quiet')} />;
            }
            return (
              <ul class="rows">
                {events.map((entry) => (
                  <li key={entry.id} class="row">
                    <EventLine entry={entry} oidcName={oidcName} />
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
      </div>
    </Panel>
  );
}
