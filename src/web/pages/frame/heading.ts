/**
 * Remembers where the keyboard is. What it gives puts the focus back there when it was lost since, or, when the
 * element is gone, to the nearest heading: in the next frame, when all that goes with it is gone.
 */
export function rememberPlace(element: Element | null): () => void {
  const around: Element[] = [];
  for (let part = element?.parentElement; part; part = part.parentElement) around.push(part);
  const goBack = () => {
    if (document.activeElement !== document.body) return;
    if (element instanceof HTMLElement && element.isConnected) element.focus();
    else focusHeading(around.find(hasHeading) ?? document);
  };
  return () => {
    requestAnimationFrame(goBack);
  };
}

function hasHeading(part: Element): boolean {
  return part.isConnected && part.querySelector(headings) !== null;
}

const headings = 'h1, h2';

/** Puts keyboard and screen reader at the beginning of a part of the page. */
export function focusHeading(part: ParentNode): void {
  const heading = part.querySelector<HTMLElement>(headings);
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
