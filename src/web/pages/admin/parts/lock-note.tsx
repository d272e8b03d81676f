import { partsOfList } from '../../words/format.ts';
import { rich } from '../../words/words.ts';
import { LockIcon } from '../../frame/icons.tsx';

interface LockNoteProps {
  /** The environment variables that set the values. */
  readonly variables: readonly string[];
  /** The variables to remove, when they are more than these. */
  readonly toRemove?: readonly string[];
  /** Whether only some of the values beside the note are locked. */
  readonly isPartial?: boolean;
}

/** Says which environment variables lock a setting and how to unlock it. */
export function LockNote({ variables, toRemove = variables, isPartial = false }: LockNoteProps) {
  const key = isPartial ? 'settings.lockedPartly' : 'settings.locked';
  return (
    <p class="lock-note">
      <LockIcon />
      <span>
        {rich(key, {
          variables: <Variables names={variables} />,
          toRemove: <Variables names={toRemove} />,
        })}
      </span>
    </p>
  );
}

function Variables({ names }: { readonly names: readonly string[] }) {
  return (
    <>
      {partsOfList(names).map(({ type, value }, index) =>
        type === 'element' ? <code key={value}>{value}</code> : <span key={index}>{value}</span>,
      )}
    </>
  );
}
