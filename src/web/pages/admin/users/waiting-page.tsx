import type { ListedUser } from '../../../../features/admin/model.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { CheckIcon, TickIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { providerNames } from '../../frame/providers.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { Time } from '../../frame/time.tsx';
import { notify } from '../../frame/toast.tsx';
import { Panel } from '../parts/panel.tsx';
import type { SubPageProps } from '../parts/sub-page.ts';
import { useRefresh } from '../parts/use-refresh.ts';
import { approveUser, loadWaiting, rejectUser } from './users.ts';

const refreshEveryMs = 15_000;

/** Who wants to join and waits for a decision. */
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
              <EmptyState icon={<CheckIcon />} title="Nobody is waiting">
                <p class="muted">
                  Whether newcomers need your approval is decided in{' '}
                  <a href="/admin/registration">registration</a>.
                </p>
              </EmptyState>
            ) : (
              <ul class="rows" aria-live="polite">
                {people.map((person) => (
                  <WaitingRow key={person.id} person={person} decided={reload} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Panel>
  );
}

interface WaitingRowProps {
  readonly person: ListedUser;
  readonly decided: () => Promise<void>;
}

function WaitingRow({ person, decided }: WaitingRowProps) {
  return (
    <li class="row">
      <Avatar name={person.name} image={person.profileImage} />
      <div class="row-text">
        <strong>{person.name}</strong>
        <span class="muted">{person.email}</span>
        <span class="muted">
          Asked <Time at={person.createdAt} />
          {waysInWords(person)}
        </span>
      </div>
      <div class="decision">
        <ConfirmButton
          title={`Turn ${person.name} away?`}
          text={`The request of ${person.email} is deleted. The same address can ask again.`}
          confirm="Reject"
          aria-label={`Reject ${person.name}`}
          action={async () => {
            await rejectUser(person.id);
            await decided();
            notify(`${person.name} is turned away.`);
          }}
        >
          Reject
        </ConfirmButton>
        <SubmitButton
          tone="primary"
          icon={<TickIcon />}
          aria-label={`Approve ${person.name}`}
          action={async () => {
            await approveUser(person.id);
            await decided();
            notify(`${person.name} can sign in now.`);
          }}
        >
          Approve
        </SubmitButton>
      </div>
    </li>
  );
}

function waysInWords({ identities }: ListedUser): string {
  const names = identities.map((way) => (way === 'local' ? 'a password' : providerNames[way]));
  return names.length === 0 ? '' : `, with ${names.join(' and ')}`;
}
