import type { ComponentChildren } from 'preact';
import { useTitle } from '../../frame/title.ts';
import { useKnownWaitingCount } from '../../frame/use-waiting-count.ts';

interface PanelHeaderProps {
  /** The heading, also shown in the tab of the browser. */
  readonly title: string;
  /** Shown before the heading, such as a link back or a picture. */
  readonly before?: ComponentChildren;
  /** Shown right after the heading, such as a number or badges. */
  readonly after?: ComponentChildren;
  readonly lead?: ComponentChildren;
  /** Shown at the end of the line, such as buttons. */
  readonly actions?: ComponentChildren;
}

/** The heading of a page of the panel that shows more beside it than its name. */
export function PanelHeader({ title, before, after, lead, actions }: PanelHeaderProps) {
  useTitle(title, useKnownWaitingCount());
  return (
    <header class="panel-head">
      {before}
      <div class="panel-name">
        <div class="panel-name-line">
          <h1 tabIndex={-1} dir="auto">
            {title}
          </h1>
          {after}
        </div>
        {lead !== undefined && <p class="muted">{lead}</p>}
      </div>
      {actions !== undefined && <div class="panel-actions">{actions}</div>}
    </header>
  );
}
