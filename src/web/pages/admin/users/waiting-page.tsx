import { setWaitingCount } from '../../client/waiting-count.ts';
import { CheckIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { useRefresh } from '../../frame/use-refresh.ts';
import { rich, t } from '../../words/words.ts';
import { PanelHeader } from '../parts/panel-header.tsx';
import { loadWaiting } from './users.ts';
import { WaitingList } from './waiting-list.tsx';

const refreshEveryMs = 15_000;

/** Registrations that wait for approval. */
export function WaitingPage() {
  const waiting = useLoad(async () => {
    const people = await loadWaiting();
    setWaitingCount(people.length);
    return people;
  });
  useRefresh(waiting.reload, refreshEveryMs);
  return (
    <>
      <PanelHeader title={t('waiting.title')} lead={t('waiting.lead')} />
      <section class="card" aria-label={t('waiting.title')}>
        <Loaded loading={waiting} lines={4}>
          {(people) =>
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
    </>
  );
}
