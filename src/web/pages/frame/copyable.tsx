import { CopyButton } from './copy-button.tsx';

interface CopyableProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
}

/** A text with a copy button. */
export function Copyable({ label, text }: CopyableProps) {
  return (
    <div class="copyable">
      <code tabIndex={0} role="group" aria-label={label}>
        {text}
      </code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
