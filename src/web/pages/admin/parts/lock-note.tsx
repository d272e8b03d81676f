import { LockIcon } from '../../frame/icons.tsx';

interface LockNoteProps {
  /** The environment variables that have decided. */
  readonly variables: readonly string[];
  readonly what: string;
}

/** Why something cannot be changed here, and where it can. */
export function LockNote({ variables, what }: LockNoteProps) {
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
        . To change it here, take the variable away and start the server again.
      </span>
    </p>
  );
}
