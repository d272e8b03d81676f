import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import { ConfirmButton } from '../../frame/dialog.tsx';
import { TickIcon } from '../../frame/icons.tsx';
import { providerName } from '../../frame/providers.tsx';
import { SubmitButton } from '../../frame/submit-button.tsx';
import { Time } from '../../frame/time.tsx';
import { notify } from '../../frame/toast.tsx';
import { approveUser, rejectUser } from './users.ts';

interface WaitingRowProps {
  readonly person: ListedUser;
  readonly decided: () => Promise<void>;
  readonly isSelected: boolean;
  readonly select: (isSelected: boolean) => void;
}

/** A pending user, who is approved or rejected here or selected for a decision about several. */
export function WaitingRow({ person, decided, isSelected, select }: WaitingRowProps) {
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
    method === 'local' ? 'a password' : providerName(method, null),
  );
  return names.length === 0 ? '' : `, with ${names.join(' and ')}`;
}
