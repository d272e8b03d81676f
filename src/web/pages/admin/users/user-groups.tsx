import { useState } from 'preact/hooks';
import type { UserDetails } from '../../../../features/admin/user-page/schema.ts';
import type { Group } from '../../../../features/groups/schema.ts';
import { asFailure, type Failure } from '../../client/failure.ts';
import { Alert } from '../../frame/alert.tsx';
import { Button } from '../../frame/button.tsx';
import { rememberPlace } from '../../frame/heading.ts';
import { CloseIcon } from '../../frame/icons.tsx';
import { Section } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { sentenceFor } from '../../frame/sentences.ts';
import { rich, t } from '../../words/words.ts';
import { loadGroups, setGroupsOf } from '../groups/groups.ts';
import { SelectBox } from '../parts/filters.tsx';
import { useMethodNames } from '../parts/use-method-names.ts';

interface UserGroupsProps {
  readonly user: UserDetails;
  readonly changed: () => Promise<void>;
}

/** The groups of a user. Those that the provider gave are shown, and only the provider takes them away. */
export function UserGroups({ user, changed }: UserGroupsProps) {
  const groups = useLoad(loadGroups);
  const own = user.memberships.filter(({ source }) => source === 'local').map(({ id }) => id);
  const change = useChange(async (ids) => {
    await setGroupsOf(user.id, ids);
    await changed();
  });
  return (
    <Section title={t('groups.title')} text={t('groups.userText')}>
      {change.failure !== null && <Alert tone="danger">{sentenceFor(change.failure)}</Alert>}
      {user.memberships.length > 0 && (
        <Chips
          user={user}
          isBusy={change.isBusy}
          remove={(id) => {
            change.act(own.filter((each) => each !== id));
          }}
        />
      )}
      <Loaded loading={groups} lines={1}>
        {(all) =>
          all.length === 0 ? (
            <p class="muted">
              {rich('groups.userNone', { link: (text) => <a href="/admin/groups">{text}</a> })}
            </p>
          ) : (
            <AddGroup
              groups={all.filter(({ id }) => !own.includes(id))}
              isBusy={change.isBusy}
              add={(id) => {
                change.act([...own, id]);
              }}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

/** Sends one change at a time, because each replaces all groups. */
function useChange(send: (ids: readonly string[]) => Promise<void>) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (ids: readonly string[]) => {
    // The button that was pressed is gone when its group is.
    const goBack = rememberPlace(document.activeElement);
    setBusy(true);
    setFailure(null);
    try {
      await send(ids);
      goBack();
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  const act = (ids: readonly string[]) => {
    if (!isBusy) void run(ids);
  };
  return { isBusy, failure, act };
}

interface ChipsProps {
  readonly user: UserDetails;
  readonly isBusy: boolean;
  readonly remove: (id: string) => void;
}

function Chips({ user, isBusy, remove }: ChipsProps) {
  const providerName = useMethodNames()('oidc');
  return (
    <ul class="chips" aria-label={t('groups.title')}>
      {user.memberships.map(({ id, name, source }) => (
        <li key={`${id} ${source}`} class="group-chip">
          <bdi>{name}</bdi>
          {source === 'oidc' ? (
            <span class="muted">{t('groups.from', { provider: providerName })}</span>
          ) : (
            <button
              type="button"
              class="chip-button"
              aria-label={t('groups.remove', { name })}
              title={t('groups.remove', { name })}
              aria-disabled={isBusy}
              onClick={() => {
                remove(id);
              }}
            >
              <CloseIcon />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

interface AddGroupProps {
  readonly groups: readonly Group[];
  readonly isBusy: boolean;
  readonly add: (id: string) => void;
}

function AddGroup({ groups, isBusy, add }: AddGroupProps) {
  const [wanted, setWanted] = useState('');
  if (groups.length === 0) return <p class="muted">{t('groups.inAll')}</p>;
  // A group that was added or deleted in the meantime is not chosen any more.
  const chosen = groups.some(({ id }) => id === wanted) ? wanted : '';
  return (
    <div class="add-group">
      <SelectBox
        label={t('groups.add')}
        value={chosen}
        choices={[['', t('groups.add')], ...groups.map(({ id, name }) => [id, name] as const)]}
        choose={setWanted}
      />
      {chosen !== '' && (
        <Button
          isBusy={isBusy}
          onClick={() => {
            add(chosen);
          }}
        >
          {t('groups.addNow')}
        </Button>
      )}
    </div>
  );
}
