import type { ComponentChildren } from 'preact';
import { LockIcon } from '../../frame/icons.tsx';
import { language, rich } from '../../words/words.ts';

interface LockNoteProps {
  /** The environment variables that set the values, and that have to be removed to change them here. */
  readonly variables: readonly string[];
}

/** Says which environment variables lock a setting and how to unlock it. */
export function LockNote({ variables }: LockNoteProps) {
  return (
    <p class="lock-note">
      <LockIcon />
      <span>
        {rich('lock.note', { count: variables.length, variables: <Names names={variables} /> })}
      </span>
    </p>
  );
}

/** "A, B and C" in the language of the page, with each name as code. */
function Names({ names }: { readonly names: readonly string[] }): ComponentChildren {
  const parts = new Intl.ListFormat(language(), { type: 'conjunction' }).formatToParts(names);
  return parts.map(({ type, value }) =>
    type === 'element' ? <code key={value}>{value}</code> : value,
  );
}
