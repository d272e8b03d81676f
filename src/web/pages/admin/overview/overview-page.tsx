import { properOrigin } from '../../client/address.ts';
import { Loaded, useLoad } from '../../frame/load.tsx';
import type { SubPageProps } from '../parts/sub-page.ts';
import { loadNamed, loadOidc } from '../providers/providers.ts';
import { loadRegistration } from '../settings/settings.ts';
import { Attention } from './attention.tsx';
import { type Known, loadChecklist, stepsOf } from './checklist.ts';
import { OpenedElsewhere } from './elsewhere.tsx';
import { FirstSteps, useFinish } from './first-steps.tsx';
import { LatestEvents, NewestUsers } from './latest.tsx';
import { Numbers } from './numbers.tsx';
import { backlogsIn, loadOutbox } from './outbox.ts';
import { Servers } from './servers.tsx';
import { missesAdministrator, warningsOf } from './warnings.ts';

/** The next step first: what people wait for, what is left to set up, then what happened. */
export function OverviewPage({ me, stats }: SubPageProps) {
  const settings = useLoad(loadSettings);
  const hasOthers = stats.value !== null && stats.value.totalUsers > 1;
  return (
    <>
      {properOrigin() !== null && <OpenedElsewhere />}
      <Loaded loading={stats} lines={2}>
        {(counts) => (
          <Loaded loading={settings} lines={4}>
            {(loaded) => (
              <NextSteps
                known={{ ...loaded, stats: counts }}
                createdAt={me?.createdAt}
                changed={(checklist) => {
                  settings.set({ ...loaded, checklist });
                }}
              />
            )}
          </Loaded>
        )}
      </Loaded>
      {stats.value !== null && <Numbers stats={stats.value} />}
      {hasOthers && (
        <div class="side-by-side">
          <NewestUsers />
          <LatestEvents oidcName={settings.value?.oidc.providerName ?? null} />
        </div>
      )}
      <Servers stats={stats} />
    </>
  );
}

async function loadSettings(): Promise<Omit<Known, 'stats'>> {
  const [oidc, providers, registration, checklist] = await Promise.all([
    loadOidc(),
    loadNamed(),
    loadRegistration(),
    loadChecklist(),
  ]);
  return { oidc, providers, registration, checklist };
}

interface NextStepsProps {
  readonly known: Known;
  /** When the account of the administrator was created; undefined until it is loaded. */
  readonly createdAt: string | undefined;
  readonly changed: (checklist: Known['checklist']) => void;
}

function NextSteps({ known, createdAt, changed }: NextStepsProps) {
  const { stats, checklist } = known;
  const steps = stepsOf(known);
  useFinish(steps, checklist);
  const outbox = useLoad(loadOutbox);
  const hasSteps = !checklist.dismissed && steps.some(({ isDone }) => !isDone);
  return (
    <>
      <Attention
        waiting={stats.pendingUsers}
        linkRequests={stats.linkRequests}
        warnings={warningsOf(known, missesAdministrator(known, createdAt))}
        backlogs={backlogsIn(outbox.value)}
        outboxChanged={outbox.set}
        hasSteps={hasSteps}
      />
      {hasSteps && <FirstSteps steps={steps} changed={changed} />}
    </>
  );
}
