import type { Stats } from '../../../../features/admin/settings/schema.ts';
import type { Loading } from '../../frame/load.tsx';
import { Time } from '../../frame/time.tsx';
import { rich, t } from '../../words/words.ts';
import { Panel } from '../parts/panel.tsx';

/** The server processes that share a PostgreSQL database; nothing with a SQLite file, which only one process uses. */
export function Servers({ stats }: { readonly stats: Loading<Stats> }) {
  const instances = stats.value?.instances ?? [];
  if (instances.length === 0) return null;
  return (
    <Panel title={t('overview.servers')} lead={t('overview.serversLead')}>
      <div class="card">
        <ul class="rows">
          {instances.map(({ host, version, startedAt, seenAt }) => (
            <li key={`${host} ${startedAt}`} class="row">
              <div class="row-text">
                <strong>{host}</strong>
                <span class="muted">{t('overview.version', { version })}</span>
                <span class="muted">
                  {rich('overview.serverTimes', {
                    started: <Time at={startedAt} />,
                    seen: <Time at={seenAt} />,
                  })}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
