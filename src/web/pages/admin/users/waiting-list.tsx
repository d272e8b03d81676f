import { useState } from 'preact/hooks';
import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { TickIcon } from '../../frame/icons.tsx';
import { providerNames } from '../../frame/providers.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { Time } from '../../frame/time.tsx';
import { notify } from '../../frame/toast.tsx';
import { approveUser, decideOnUsers, rejectUser } from './users.ts';

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

interface WaitingRowProps {
  readonly person: ListedUser;
  readonly decided: () => Promise<void>;
  readonly isSelected: boolean;
  readonly select: (isSelected: boolean) => void;
}

function WaitingRow({ person, decided, isSelected, select }: WaitingRowProps) {
  return (
    <li class="row">
      <input
        type="checkbox"
        class="pick"
        aria-label={`Select ${person.name}`}
        checked={isSelected}
        onChange={(event) => {
          select(event.currentTarget.checked);
        }}
      />
      <Avatar name={person.name} image={person.profileImage} />
      <div class="row-text">
        <strong>{person.name}</strong>
        <span class="muted">{person.email}</span>
        <span class="muted">
          Asked <Time at={person.createdAt} />
          {signInMethodsText(person)}
        </span>
      </div>
      <Decision person={person} decided={decided} />
    </li>
  );
}

function Decision({ person, decided }: Pick<WaitingRowProps, 'person' | 'decided'>) {
  return (
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
  );
}

function signInMethodsText({ identities }: ListedUser): string {
  const names = identities.map((method) =>
    method === 'local' ? 'a password' : providerNames[method],
  );
  return names.length === 0 ? '' : `, with ${names.join(' and ')}`;
}
