import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { setWaitingCount } from '../../client/waiting-count.ts';
import { CheckIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, type Loading, useLoad } from '../../frame/load.tsx';
import { useRefresh } from '../../frame/use-refresh.ts';
import { rich, t } from '../../words/words.ts';
import { LinkRequestList } from '../link-requests/link-request-list.tsx';
import { type LinkRequest, loadLinkRequests, undecided } from '../link-requests/link-requests.ts';
import { PanelHeader } from '../parts/panel-header.tsx';
import { useMethodNames } from '../parts/use-method-names.ts';
import { loadWaiting } from './users.ts';
import { WaitingList } from './waiting-list.tsx';

const refreshEveryMs = 15_000;

/** People who wait for a decision: about their registration, or about the link to their account. */
export function WaitingPage() {
  const nameOf = useMethodNames();
  const waiting = useLoad(loadAll);
  useRefresh(waiting.reload, refreshEveryMs);
  return (
    <>
      <PanelHeader title={t('waiting.title')} lead={t('waiting.lead')} />
      {!hasLinksAlone(waiting) && <People waiting={waiting} />}
      {waiting.value !== null && (
        <LinkRequestList requests={waiting.value.links} nameOf={nameOf} decided={waiting.reload} />
      )}
    </>
  );
}

interface AllWaiting {
  readonly people: readonly ListedUser[];
  readonly links: readonly LinkRequest[];
}

async function loadAll(): Promise<AllWaiting> {
  const [people, links] = await Promise.all([loadWaiting(), loadLinkRequests()]);
  setWaitingCount(people.length + undecided(links));
  return { people, links };
}

/** Whether only requests to link a sign-in wait: then it would be wrong to say that there are no requests. */
function hasLinksAlone({ value, failure }: Loading<AllWaiting>): boolean {
  if (value === null || failure !== null) return false;
  return value.people.length === 0 && undecided(value.links) > 0;
}

function People({ waiting }: { readonly waiting: Loading<AllWaiting> }) {
  return (
    <section class="card" aria-label={t('waiting.title')}>
      <Loaded loading={waiting} lines={4}>
        {({ people }) =>
          people.length === 0 ? (
            <EmptyState icon={<CheckIcon />} title={t('waiting.none')}>
              <p class="muted">
                {rich('waiting.noneText', {
                  link: (text) => <a href="/admin/registration">{text}</a>,
                })}
              </p>
            </EmptyState>
          ) : (
            <WaitingList people={people} decided={waiting.reload} />
          )
        }
      </Loaded>
    </section>
  );
}
