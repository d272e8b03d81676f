import { Avatar } from '../../frame/avatar.tsx';
import { ShieldIcon, UsersIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { Time } from '../../frame/time.tsx';
import { loadAudit, wholeLog } from '../audit/audit-log.ts';
import { EventLine } from '../audit/event-line.tsx';
import { isSecurityEvent } from '../audit/event-groups.ts';
import { Panel } from '../parts/panel.tsx';
import { StatusBadge } from '../users/badges.tsx';
import { loadUsers } from '../users/users.ts';

const shown = 5;

export function NewestUsers() {
  const users = useLoad(() => loadUsers({ search: '', status: '', skip: 0, take: shown }));
  return (
    <Panel title="Newest accounts" actions={<a href="/admin/users">All users</a>}>
      <div class="card">
        <Loaded loading={users} lines={5}>
          {(page) =>
            page.users.length === 0 ? (
              <EmptyState icon={<UsersIcon />} title="No users yet" />
            ) : (
              <ul class="rows">
                {page.users.map((user) => (
                  <li key={user.id} class="row">
                    <Avatar name={user.name} image={user.profileImage} />
                    <div class="row-text">
                      <span>
                        <a
                          class="plain-link"
                          href={`/admin/users?search=${encodeURIComponent(user.email)}`}
                        >
                          {user.name}
                        </a>
                        {user.status !== 'active' && <StatusBadge status={user.status} />}
                      </span>
                      <span class="muted">{user.email}</span>
                      <span class="muted">
                        Joined <Time at={user.createdAt} />
                      </span>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Panel>
  );
}

// The number of log entries to search for security events; most entries are not security events.
const lookedAt = 100;

export function LatestEvents() {
  const log = useLoad(() => loadAudit(wholeLog, { skip: 0, take: lookedAt }));
  return (
    <Panel title="Security events" actions={<a href="/admin/audit">Audit log</a>}>
      <div class="card">
        <Loaded loading={log} lines={5}>
          {({ entries }) => {
            const events = entries.filter(isSecurityEvent).slice(0, shown);
            if (events.length === 0) {
              return (
                <EmptyState icon={<ShieldIcon />} title="Nothing out of the ordinary lately" />
              );
            }
            return (
              <ul class="rows">
                {events.map((entry) => (
                  <li key={entry.id} class="row">
                    <EventLine entry={entry} oidcName={null} />
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
