import { useState } from 'preact/hooks';
import { Avatar } from '../../frame/avatar.tsx';
import { Button } from '../../frame/button.tsx';
import { CloseIcon } from '../../frame/icons.tsx';
import { useLoad } from '../../frame/load.tsx';
import { SearchBox } from '../parts/filters.tsx';
import { loadUsers } from '../users/users.ts';

interface PersonFilterProps {
  /** The id of the person that is shown; empty for everybody. */
  readonly id: string;
  /** The person's address, when it is known. */
  readonly email: string | null;
  readonly choose: (id: string) => void;
}

/** Shows the log of one person only: found by name or address. */
export function PersonFilter({ id, email, choose }: PersonFilterProps) {
  const [text, setText] = useState('');
  if (id !== '') {
    return (
      <Button
        class="chip"
        icon={<CloseIcon />}
        aria-label={`Show everybody, not only ${email ?? 'this person'}`}
        onClick={() => {
          setText('');
          choose('');
        }}
      >
        {email ?? 'One person'}
      </Button>
    );
  }
  return (
    <div class="person-filter">
      <SearchBox label="Find a person" value={text} search={setText} />
      {text !== '' && <Found text={text} choose={choose} />}
    </div>
  );
}

const shown = 6;

interface FoundProps {
  readonly text: string;
  readonly choose: (id: string) => void;
}

function Found({ text, choose }: FoundProps) {
  const found = useLoad(() => loadUsers({ search: text, status: '', skip: 0, take: shown }), text);
  if (found.value === null) return null;
  return (
    <div class="found">
      <p class="off-screen" role="status">
        {found.value.users.length} found
      </p>
      {found.value.users.length === 0 && <p class="muted">Nobody is called that.</p>}
      {found.value.users.map((user) => (
        <button
          key={user.id}
          type="button"
          class="found-person"
          onClick={() => {
            choose(user.id);
          }}
        >
          <Avatar name={user.name} image={user.profileImage} size="small" />
          <span class="row-text">
            <strong>{user.name}</strong>
            <span class="muted">{user.email}</span>
          </span>
        </button>
      ))}
    </div>
  );
}
