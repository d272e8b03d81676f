import type { Decisions } from '../../../../features/admin/selection/schema.ts';
import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Button } from '../../frame/button.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { CloseIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { t } from '../../words/words.ts';
import { SelectAll } from '../parts/select-all.tsx';
import type { SelectionOf } from '../parts/use-selection.ts';
import { actOnUsers, type ManyAct } from './users.ts';

export type UserAct = Exclude<ManyAct, 'reject'>;

/** What became of an act on several users. */
export interface ActResult extends Decisions {
  readonly act: UserAct;
  readonly users: readonly ListedUser[];
}

interface SelectionBarProps {
  readonly selection: SelectionOf<ListedUser>;
  /** Called after each act; shows its result and loads the list again. */
  readonly done: (result: ActResult) => Promise<void>;
}

/** Which of the selected users an act can change at all. */
const concerns: Readonly<Record<UserAct, (user: ListedUser) => boolean>> = {
  approve: ({ status }) => status === 'pending',
  enable: ({ status }) => status === 'disabled',
  disable: ({ status }) => status !== 'disabled',
  delete: () => true,
};

/** What can be done with the selected users; it stays in view while the list scrolls. */
export function SelectionBar({ selection, done }: SelectionBarProps) {
  const { selected } = selection;
  if (selected.length === 0) return null;
  const usersFor = (act: UserAct) => selected.filter(concerns[act]);
  const run = (act: UserAct) => async () => {
    const users = usersFor(act);
    const result = await actOnUsers(
      act,
      users.map(({ id }) => id),
    );
    await done({ ...result, act, users });
  };
  return (
    <section class="selection-bar" aria-label={t('users.selection')}>
      <label class="selection-count">
        <SelectAll selection={selection} label={t('users.selectAll')} />
        <span role="status">{t('users.selected', { count: selected.length })}</span>
      </label>
      <Acts run={run} countOf={(act) => usersFor(act).length} />
      <Button
        tone="quiet"
        class="icon-only"
        aria-label={t('users.clearSelection')}
        icon={<CloseIcon />}
        onClick={() => {
          selection.selectAll(false);
        }}
      >
        {null}
      </Button>
    </section>
  );
}

interface ActsProps {
  readonly run: (act: UserAct) => () => Promise<void>;
  readonly countOf: (act: UserAct) => number;
}

function Acts({ run, countOf }: ActsProps) {
  return (
    <div class="selection-acts">
      {countOf('approve') > 0 && (
        <SubmitButton action={run('approve')}>{t('users.act.approve')}</SubmitButton>
      )}
      {countOf('enable') > 0 && (
        <SubmitButton action={run('enable')}>{t('users.act.enable')}</SubmitButton>
      )}
      {countOf('disable') > 0 && (
        <ConfirmButton
          title={t('users.disableMany.title', { count: countOf('disable') })}
          text={t('users.disableMany.text')}
          confirm={t('users.act.disable')}
          action={run('disable')}
        >
          {t('users.act.disable')}
        </ConfirmButton>
      )}
      <ConfirmButton
        tone="danger"
        title={t('users.deleteMany.title', { count: countOf('delete') })}
        text={t('users.deleteMany.text')}
        confirm={t('users.act.delete')}
        action={run('delete')}
      >
        {t('users.act.delete')}
      </ConfirmButton>
    </div>
  );
}
