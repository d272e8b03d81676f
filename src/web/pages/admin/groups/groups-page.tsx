import type { Group } from '../../../../features/groups/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { GroupIcon } from '../../frame/icons.tsx';
import { EmptyState } from '../../frame/layout.tsx';
import { Loaded, useLoad } from '../../frame/load.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { numberOf } from '../../words/format.ts';
import { t } from '../../words/words.ts';
import { PanelHeader } from '../parts/panel-header.tsx';
import { useMethodNames } from '../parts/use-method-names.ts';
import { ChangeGroup, NewGroup } from './group-dialog.tsx';
import { deleteGroup, loadGroups, membersPath } from './groups.ts';

/** The groups of people: made here, or by the OpenID provider. */
export function GroupsPage() {
  const groups = useLoad(loadGroups);
  const providerName = useMethodNames()('oidc');
  return (
    <>
      <PanelHeader
        title={t('panel.groups')}
        after={groups.value !== null && <span class="total">{numberOf(groups.value.length)}</span>}
        lead={t('groups.text')}
        actions={<NewGroup reload={groups.reload} />}
      />
      <Loaded loading={groups} lines={6}>
        {(list) =>
          list.length === 0 ? (
            <NoGroups />
          ) : (
            <div class="card">
              <ul class="rows" aria-label={t('panel.groups')}>
                {list.map((group) => (
                  <GroupLine key={group.id} {...{ group, providerName }} reload={groups.reload} />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

interface GroupLineProps {
  readonly group: Group;
  readonly providerName: string;
  readonly reload: () => Promise<void>;
}

function GroupLine({ group, providerName, reload }: GroupLineProps) {
  const { description, members, source } = group;
  const name = isolated(group.name);
  return (
    <li class="row group-row">
      <GroupIcon />
      <div class="row-text">
        <strong>
          <bdi>{group.name}</bdi>
          {source === 'oidc' && <span class="badge">{providerName}</span>}
        </strong>
        {description !== null && (
          <span class="muted" dir="auto">
            {description}
          </span>
        )}
        <span class="muted">
          <a href={membersPath(group)}>{t('groups.members', { count: members })}</a>
        </span>
      </div>
      <div class="row-actions">
        <ChangeGroup group={group} reload={reload} />
        <ConfirmButton
          title={t('groups.deleteTitle', { name })}
          text={t(source === 'oidc' ? 'groups.deleteProviderText' : 'groups.deleteText')}
          confirm={t('groups.delete')}
          aria-label={t('groups.deleteOne', { name })}
          tone="danger"
          action={async () => {
            await deleteGroup(group.id);
            await reload();
            notify(t('groups.deleted', { name }));
          }}
        >
          {t('groups.delete')}
        </ConfirmButton>
      </div>
    </li>
  );
}

function NoGroups() {
  return (
    <div class="card">
      <EmptyState icon={<GroupIcon />} title={t('groups.none')}>
        <p class="muted">{t('groups.noneText')}</p>
      </EmptyState>
    </div>
  );
}
