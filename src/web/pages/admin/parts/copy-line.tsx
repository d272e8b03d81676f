import { Copyable } from '../../frame/copyable.tsx';

interface CopyLineProps {
  readonly label: string;
  readonly text: string;
}

/** Something to take elsewhere, with its name above it. */
export function CopyLine(line: CopyLineProps) {
  return (
    <div class="copy-line">
      <span class="copy-label">{line.label}</span>
      <Copyable {...line} />
    </div>
  );
}
