import { CheckIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { Panel } from '../parts/panel.tsx';
import type { SubPageProps } from '../parts/sub-page.ts';
import { useRefresh } from '../parts/use-refresh.ts';
import { loadWaiting } from './users.ts';
import { WaitingList } from './waiting-list.tsx';

const refreshEveryMs = 15_000;

/** Registrations that wait for approval. */
export function WaitingPage({ stats }: SubPageProps) {
  const waiting = useLoad(loadWaiting);
  const reload = async () => {
    await Promise.all([waiting.reload(), stats.reload()]);
  };
  useRefresh(reload, refreshEveryMs);
  return (
    <Panel title="Waiting for approval" lead="New requests show up here by themselves.">
      <div class="card">
        <Loaded loading={waiting} lines={4}>
          {(people) =>
            people.length === 0 ? (
              <EmptyState icon={<CheckIcon />} title="No requests are waiting">
                <p class="muted">
                  Whether newcomers need your approval is decided in{' '}
                  <a href="/admin/registration">registration</a>.
                </p>
              </EmptyState>
            ) : (
              <WaitingList people={people} decided={reload} />
            )
          }
        </Loaded>
      </div>
    </Panel>
  );
}
