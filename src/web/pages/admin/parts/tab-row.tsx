import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface TabRowProps {
  readonly label: string;
  /** Identifies the current tab, which is scrolled into view when it changes. */
  readonly current: string;
  readonly children: ComponentChildren;
}

/** Links in one row that scrolls where they do not fit; a fade shows at which ends more follow. */
export function TabRow({ label, current, children }: TabRowProps) {
  const row = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState('');
  const look = () => {
    if (row.current !== null) setHidden(hiddenEnds(row.current));
  };
  useEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current !== null && tab) showInMiddle(row.current, tab);
    look();
  }, [current]);
  useEffect(() => {
    const sizes = new ResizeObserver(look);
    if (row.current !== null) sizes.observe(row.current);
    return () => {
      sizes.disconnect();
    };
  }, []);
  return (
    <div class="tab-bar">
      <nav ref={row} class={`tabs ${hidden}`} aria-label={label} onScroll={look}>
        {children}
      </nav>
    </div>
  );
}

/** Scrolls the row alone: `scrollIntoView` would also scroll the page. */
function showInMiddle(row: HTMLElement, tab: HTMLElement): void {
  row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

function hiddenEnds(row: HTMLElement): string {
  const start = row.scrollLeft > 1 ? 'more-before' : '';
  const end = row.scrollLeft + row.clientWidth < row.scrollWidth - 1 ? 'more-after' : '';
  return `${start} ${end}`;
}
