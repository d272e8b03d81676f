import { CopyButton } from './copy-button.tsx';

interface CopyableProps {
  /** What it is called by those who cannot see it. */
  readonly label: string;
  readonly text: string;
}

/** Something to take elsewhere. */
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
