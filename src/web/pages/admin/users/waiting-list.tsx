import { useState } from 'preact/hooks';
import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { TickIcon } from '../../frame/icons.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { notify } from '../../frame/toast.tsx';
import { decideOnUsers } from './users.ts';
import { WaitingRow } from './waiting-row.tsx';

interface WaitingListProps {
  readonly people: readonly ListedUser[];
  /** Loads the list again. */
  readonly decided: () => Promise<void>;
}

/** Lists the pending users, to be approved or rejected one by one or several at once. */
export function WaitingList({ people, decided }: WaitingListProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  // Another administrator may have approved or rejected some of the selected users.
  const selected = people.filter(({ id }) => picked.has(id));
  const select = (id: string, isSelected: boolean) => {
    setPicked(
      (before) => new Set([...before].filter((each) => each !== id).concat(isSelected ? id : [])),
    );
  };
  const selectAll = (isSelected: boolean) => {
    setPicked(new Set(isSelected ? people.map(({ id }) => id) : []));
  };
  return (
    <>
      {people.length > 1 && (
        <div class="selection">
          <label>
            <input
              type="checkbox"
              class="pick"
              checked={selected.length === people.length}
              onChange={(event) => {
                selectAll(event.currentTarget.checked);
              }}
            />
            Select all
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
            isSelected={picked.has(person.id)}
            select={(isSelected) => {
              select(person.id, isSelected);
            }}
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
  const decide = async (act: 'approve' | 'reject', result: string) => {
    const { done, failed } = await decideOnUsers(
      act,
      selected.map(({ id }) => id),
    );
    await decided();
    if (done > 0) notify(`${done === 1 ? 'One person' : countOf(done)} ${result}`);
    if (failed.length > 0) notify(`About ${countOf(failed.length)} it was decided before.`);
  };
  return (
    <div class="decision">
      <ConfirmButton
        title={`Turn ${countOf(selected.length)} away?`}
        text="Their requests are deleted. The same addresses can ask again."
        confirm="Reject"
        action={() => decide('reject', 'turned away.')}
      >
        Reject selected
      </ConfirmButton>
      <SubmitButton
        tone="primary"
        icon={<TickIcon />}
        action={() => decide('approve', 'can sign in now.')}
      >
        Approve selected
      </SubmitButton>
    </div>
  );
}

function countOf(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}
