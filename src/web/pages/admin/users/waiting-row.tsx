import type { ListedUser } from '../../../../features/admin/settings/schema.ts';
import { Avatar } from '../../frame/avatar.tsx';
import type { ProviderName } from '../../frame/providers.tsx';
import { Time } from '../../frame/time.tsx';
import { isolated } from '../../words/direction.ts';
import { listOf } from '../../words/format.ts';
import { rich, t } from '../../words/words.ts';
import type { SelectionOf } from '../parts/use-selection.ts';
import { Decision } from './decision.tsx';

interface WaitingRowProps {
  readonly person: ListedUser;
  readonly decided: () => Promise<void>;
  readonly selection: SelectionOf<ListedUser>;
  readonly nameOf: (method: ProviderName) => string;
}

/** A pending user, who is approved or rejected here or selected for a decision about several. */
export function WaitingRow({ person, decided, selection, nameOf }: WaitingRowProps) {
  return (
    <li class="row">
      <input
        type="checkbox"
        class="pick"
        aria-label={t('waiting.select', { name: isolated(person.name) })}
        checked={selection.has(person.id)}
        onChange={(event) => {
          selection.select(person.id, event.currentTarget.checked);
        }}
      />
      <Avatar name={person.name} image={person.profileImage} />
      <div class="row-text">
        <a class="plain-link" href={`/admin/users/${person.id}`}>
          <bdi>{person.name}</bdi>
        </a>
        <span class="muted">
          <bdi>{person.email}</bdi>
        </span>
        <span class="muted">
          <Asked person={person} nameOf={nameOf} />
        </span>
      </div>
      <Decision person={person} decided={decided} />
    </li>
  );
}

/** When the person asked for an account, and with which sign-in methods. */
function Asked({ person, nameOf }: Pick<WaitingRowProps, 'person' | 'nameOf'>) {
  const time = <Time at={person.createdAt} />;
  const methods = listOf(person.identities.map(nameOf));
  return (
    <>
      {methods === ''
        ? rich('waiting.asked', { time })
        : rich('waiting.askedWith', { time, methods })}
    </>
  );
}
