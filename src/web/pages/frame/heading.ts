/**
 * Remembers the focused element. The returned function restores a lost focus in the next frame, after removed
 * elements have left the page: to the element, or to the nearest heading when the element was removed.
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

/** Focuses the first heading of a part of the page. */
export function focusHeading(part: ParentNode): void {
  const heading = part.querySelector<HTMLElement>(headings);
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
