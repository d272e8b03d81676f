import { CopyButton } from '../../frame/copy-button.tsx';

interface CopyableProps {
  readonly label: string;
  readonly text: string;
}

/** Something to take elsewhere, with its name above it. */
export function Copyable({ label, text }: CopyableProps) {
  return (
    <div class="copy-line">
      <span class="copy-label">{label}</span>
      <div class="copyable">
        <code tabIndex={0} role="group" aria-label={label}>
          {text}
        </code>
        <CopyButton text={text} label={label} />
      </div>
    </div>
  );
}
