import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { EventLine } from '../audit/event-line.tsx';
import { loadActivityOf } from './users.ts';

const shown = 8;

interface UserActivityProps {
  readonly id: string;
  /** Grows with each change of the account, which the log records. */
  readonly round: number;
  readonly failedSignIns: number;
}

/** The latest events of an account, with a link to all of them. */
export function UserActivity({ id, round, failedSignIns }: UserActivityProps) {
  const events = useLoad(() => loadActivityOf(id, shown), String(round));
  return (
    <Section title={t('user.activity')} text={t('user.activityText')}>
      {failedSignIns > 0 && <p>{t('user.failed', { count: failedSignIns })}</p>}
      <Loaded loading={events} lines={4}>
        {(entries) =>
          entries.length === 0 ? (
            <p class="muted">{t('user.activity.none')}</p>
          ) : (
            <ul class="rows">
              {entries.map((entry) => (
                <li key={entry.id} class="row">
                  <EventLine entry={entry} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <a href={`/admin/audit?user=${encodeURIComponent(id)}`}>{t('user.activity.all')}</a>
    </Section>
  );
}
