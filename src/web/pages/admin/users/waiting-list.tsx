import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { TickIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { t } from '../../words/words.ts';
import { SelectAll } from '../parts/select-all.tsx';
import { useMethodNames } from '../parts/use-method-names.ts';
import { useSelection } from '../parts/use-selection.ts';
import { actOnUsers } from './users.ts';
import { WaitingRow } from './waiting-row.tsx';

interface WaitingListProps {
  readonly people: readonly ListedUser[];
  /** Loads the list again. */
  readonly decided: () => Promise<void>;
}

/** Lists the pending users, to be approved or rejected one by one or several at once. */
export function WaitingList({ people, decided }: WaitingListProps) {
  // Another administrator may have decided about some of the selected users; those do not count.
  const selection = useSelection(people);
  const { selected } = selection;
  const nameOf = useMethodNames();
  return (
    <>
      {people.length > 1 && (
        <div class="selection">
          <label>
            <SelectAll selection={selection} />
            {selected.length === 0
              ? t('waiting.selectAll')
              : t('waiting.selected', { count: selected.length })}
          </label>
          {selected.length > 0 && <SelectionButtons selected={selected} decided={decided} />}
        </div>
      )}
      <ul class="rows" aria-live="polite">
        {people.map((person) => (
          <WaitingRow
            key={person.id}
            person={person}
            decided={decided}
            selection={selection}
            nameOf={nameOf}
          />
        ))}
      </ul>
    </>
  );
}

interface SelectionProps {
  readonly selected: readonly ListedUser[];
  readonly decided: () => Promise<void>;
}

function SelectionButtons({ selected, decided }: SelectionProps) {
  const decide = (act: 'approve' | 'reject') => async () => {
    const { done, failed } = await actOnUsers(
      act,
      selected.map(({ id }) => id),
    );
    await decided();
    const text = act === 'approve' ? 'waiting.approvedMany' : 'waiting.rejectedMany';
    if (done > 0) notify(t(text, { count: done }));
    if (failed.length > 0) notify(t('waiting.decidedBefore', { count: failed.length }));
  };
  return (
    <div class="decision">
      <ConfirmButton
        title={t('waiting.rejectManyTitle', { count: selected.length })}
        text={t('waiting.rejectManyText')}
        confirm={t('waiting.reject')}
        action={decide('reject')}
      >
        {t('waiting.rejectSelected')}
      </ConfirmButton>
      <SubmitButton tone="primary" icon={<TickIcon />} action={decide('approve')}>
        {t('waiting.approveSelected')}
      </SubmitButton>
    </div>
  );
}
