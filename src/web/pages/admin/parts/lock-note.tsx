import { LockIcon } from '../../frame/icons.tsx';

interface LockNoteProps {
  /** The environment variables that have decided. */
  readonly variables: readonly string[];
  /** What they decide, with its verb: "This is". */
  readonly what: string;
  /** What to take away when that is more. */
  readonly toRemove?: string;
}

/** Why something cannot be changed here, and where it can. */
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
