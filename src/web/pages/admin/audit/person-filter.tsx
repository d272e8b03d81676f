import { useRef, useState } from 'preact/hooks';
import { Avatar } from '../../frame/avatar.tsx';
import { Button } from '../../frame/button.tsx';
import { CloseIcon } from '../../frame/icons.tsx';
import { useLoad } from '../../frame/load.tsx';
import { t } from '../../words/words.ts';
import { SearchBox } from '../parts/filters.tsx';
import { findPeople } from './audit-log.ts';

interface PersonFilterProps {
  /** The id of the selected user; empty for all users. */
  readonly id: string;
  /** The address of the selected user, when it is known. */
  readonly email: string | null;
  readonly choose: (id: string) => void;
}

/** Limits the log to one user, found by name or address. */
export function PersonFilter({ id, email, choose }: PersonFilterProps) {
  const [text, setText] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const chosen = (user: string) => {
    setText('');
    choose(user);
    // The control that had the focus is replaced by the other one.
    requestAnimationFrame(() =>
      place.current?.querySelector<HTMLElement>('button, input')?.focus(),
    );
  };
  const person = email ?? t('audit.onePerson');
  return (
    <div ref={place} class="person-filter">
      {id === '' ? (
        <Search text={text} search={setText} choose={chosen} />
      ) : (
        <Button
          class="chip"
          icon={<CloseIcon />}
          aria-label={t('audit.allPeople', { person })}
          onClick={() => {
            chosen('');
          }}
        >
          {person}
        </Button>
      )}
    </div>
  );
}

interface SearchProps {
  readonly text: string;
  readonly search: (text: string) => void;
  readonly choose: (id: string) => void;
}

function Search({ text, search, choose }: SearchProps) {
  return (
    <>
      <SearchBox label={t('audit.findPerson')} value={text} search={search} />
      {text !== '' && <Found text={text} choose={choose} />}
    </>
  );
}

interface FoundProps {
  readonly text: string;
  readonly choose: (id: string) => void;
}

function Found({ text, choose }: FoundProps) {
  const people = useLoad(() => findPeople(text), text).value;
  if (people === null) return null;
  return (
    <div class="found">
      <p class="off-screen" role="status">
        {t('audit.foundPeople', { count: people.length })}
      </p>
      {people.length === 0 && <p class="muted">{t('audit.noPerson')}</p>}
      {people.map((user) => (
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
