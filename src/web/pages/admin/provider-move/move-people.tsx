import { useState } from 'preact/hooks';
import type { MovePerson } from '../../../../features/admin/provider-move/schema.ts';
import { Button } from '../../frame/button.tsx';
import { t } from '../../words/words.ts';

const shownAtFirst = 10;

const tones = {
  contested: 'danger',
  excluded: 'warning',
  waiting: 'info',
  moved: 'success',
  restored: '',
} as const;

/** The people of a move; those who need an administrator's help come first. */
export function MovePeople({ people }: { readonly people: readonly MovePerson[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? people : people.slice(0, shownAtFirst);
  return (
    <>
      <ul class="rows">
        {shown.map((person) => (
          <Person key={person.userId + person.outcome} person={person} />
        ))}
      </ul>
      {shown.length < people.length && (
        <div>
          <Button
            onClick={() => {
              setWhole(true);
            }}
          >
            {t('move.showAll')}
          </Button>
        </div>
      )}
    </>
  );
}

function Person({ person }: { readonly person: MovePerson }) {
  const { userId, email, outcome, reason } = person;
  return (
    <li class="row">
      <div class="row-text">
        <span>
          <a class="plain-link" href={`/admin/users/${userId}`}>
            <bdi>{email}</bdi>
          </a>
          <span class={`badge ${tones[outcome]}`}>{t(`move.outcome.${outcome}`)}</span>
        </span>
        {reason !== null && <span class="muted">{t(`move.why.${reason}`)}</span>}
      </div>
    </li>
  );
}
