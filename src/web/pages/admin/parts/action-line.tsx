import type { ComponentChildren } from 'preact';

interface ActionLineProps {
  readonly name: string;
  readonly text: string;
  /** The button. */
  readonly children: ComponentChildren;
}

/** A row of a list that says what its button does. */
export function ActionLine({ name, text, children }: ActionLineProps) {
  return (
    <li class="row action-line">
      <div class="row-text">
        <strong>{name}</strong>
        <span class="muted">{text}</span>
      </div>
      {children}
    </li>
  );
}
