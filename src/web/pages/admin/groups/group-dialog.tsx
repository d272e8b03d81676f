import { maxDescriptionLength, maxGroupNameLength } from '../../../../core/text-limits.ts';
import type { Group } from '../../../../features/groups/schema.ts';
import { Button } from '../../frame/button.tsx';
import { DialogButton } from '../../frame/dialog-button.tsx';
import { Dialog } from '../../frame/dialog.tsx';
import { Field } from '../../frame/field.tsx';
import { Form } from '../../frame/form.tsx';
import { PlusIcon } from '../../frame/icons.tsx';
import { notify } from '../../frame/toast.tsx';
import { isolated } from '../../words/direction.ts';
import { t } from '../../words/words.ts';
import { changeGroup, createGroup } from './groups.ts';

interface GroupButtonProps {
  readonly reload: () => Promise<void>;
}

/** The button for a new group, and its dialog. */
export function NewGroup({ reload }: GroupButtonProps) {
  return (
    <DialogButton
      tone="primary"
      icon={<PlusIcon />}
      dialog={(close) => <GroupDialog group={null} reload={reload} close={close} />}
    >
      {t('groups.new')}
    </DialogButton>
  );
}

/** The button that changes a group, and its dialog. */
export function ChangeGroup({ group, reload }: GroupButtonProps & { readonly group: Group }) {
  return (
    <DialogButton
      aria-label={t('groups.changeOne', { name: group.name })}
      dialog={(close) => <GroupDialog group={group} reload={reload} close={close} />}
    >
      {t('groups.change')}
    </DialogButton>
  );
}

interface GroupDialogProps extends GroupButtonProps {
  /** Null for a new group. */
  readonly group: Group | null;
  readonly close: () => void;
}

function GroupDialog({ group, reload, close }: GroupDialogProps) {
  const title = group === null ? t('groups.new') : t('groups.changeTitle');
  return (
    <Dialog title={title} onClose={close}>
      <Form
        label={title}
        submit={t(group === null ? 'groups.create' : 'action.save')}
        retryField="name"
        beside={<Button onClick={close}>{t('action.cancel')}</Button>}
        action={async (values) => {
          const description = values('description');
          const name = values('name');
          if (group === null) await createGroup({ name, description });
          else await changeGroup(group.id, { name: name === '' ? null : name, description });
          close();
          notify(group === null ? t('groups.made', { name: isolated(name) }) : t('groups.saved'));
          await reload();
        }}
      >
        {group?.source === 'oidc' ? (
          <p class="muted">{t('groups.namedByProvider')}</p>
        ) : (
          <Field
            name="name"
            label={t('field.name')}
            hint={t('groups.nameHint')}
            missing={t('groups.missingName')}
            autocomplete="off"
            maxLength={maxGroupNameLength}
            defaultValue={group?.name ?? ''}
            isVerbatim
            required
          />
        )}
        <Field
          name="description"
          label={t('groups.description')}
          autocomplete="off"
          maxLength={maxDescriptionLength}
          defaultValue={group?.description ?? ''}
        />
      </Form>
    </Dialog>
  );
}
