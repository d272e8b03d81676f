import type { ComponentChildren } from 'preact';

interface PanelProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Beside the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A subject that takes the whole width, such as a list. */
export function Panel({ title, lead, actions, children }: PanelProps) {
  return (
    <section class="panel" aria-label={title}>
      <header class="panel-header">
        <div>
          <h2 tabIndex={-1}>{title}</h2>
          {lead !== undefined && <p class="muted">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}

/** Where keyboard and screen reader go on when what they were at is gone. */
export function focusPanel(): void {
  document.querySelector<HTMLElement>('.panel h2')?.focus();
}
