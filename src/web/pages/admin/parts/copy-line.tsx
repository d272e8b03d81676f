import { Copyable } from '../../frame/copyable.tsx';

interface CopyLineProps {
  readonly label: string;
  readonly text: string;
}

/** A text with a copy button, below its label. */
export function CopyLine(line: CopyLineProps) {
  return (
    <div class="copy-line">
      <span class="copy-label">{line.label}</span>
      <Copyable {...line} />
    </div>
  );
}
