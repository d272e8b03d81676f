import { LockIcon } from '../../frame/icons.tsx';

interface LockNoteProps {
  /** The environment variables that set the values. */
  readonly variables: readonly string[];
  /** The subject of the sentence with its verb, such as "This is". */
  readonly what: string;
  /** What to remove, when it is more than these variables. */
  readonly toRemove?: string;
}

/** Says which environment variables lock a setting and how to unlock it. */
export function LockNote({ variables, what, toRemove }: LockNoteProps) {
  return (
    <p class="lock-note">
      <LockIcon />
      <span>
        {what} set by {variables.length === 1 ? 'the variable ' : 'the variables '}
        {variables.map((name, index) => (
          <>
            {index > 0 && (index === variables.length - 1 ? ' and ' : ', ')}
            <code key={name}>{name}</code>
          </>
        ))}
        . To change it here, take {toRemove ?? (variables.length === 1 ? 'the variable' : 'them')}{' '}
        away and start the server again.
      </span>
    </p>
  );
}
