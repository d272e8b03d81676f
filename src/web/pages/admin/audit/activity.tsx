import { ListIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { loadAudit, wholeLog } from './audit-log.ts';
import { EventLine } from './event-line.tsx';
import { useOidcName } from '../parts/use-method-names.ts';

const shown = 10;

/** What an account did, and what was done to it: the newest entries of the audit log. */
export function Activity({ userId }: { readonly userId: string }) {
  const oidcName = useOidcName();
  const log = useLoad(
    () => loadAudit({ ...wholeLog, user: userId }, { skip: 0, take: shown }),
    userId,
  );
  return (
    <Loaded loading={log} lines={5}>
      {({ entries, total }) =>
        entries.length === 0 ? (
          <EmptyState icon={<ListIcon />} title={t('audit.activityNone')} />
        ) : (
          <>
            <ul class="rows">
              {entries.map((entry) => (
                <li key={entry.id} class="row">
                  <EventLine entry={entry} oidcName={oidcName} />
                </li>
              ))}
            </ul>
            {total > entries.length && (
              <a href={`/admin/audit?user=${encodeURIComponent(userId)}`}>
                {t('audit.activityAll')}
              </a>
            )}
          </>
        )
      }
    </Loaded>
  );
}
