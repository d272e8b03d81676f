import type { ComponentChildren } from 'preact';

interface PanelProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Shown beside the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A section at full width, such as a list. */
export function Panel({ title, lead, actions, children }: PanelProps) {
  return (
    <section class="panel" aria-label={title}>
      <header class="panel-header">
        <div>
          <h2>{title}</h2>
          {lead !== undefined && <p class="muted">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
