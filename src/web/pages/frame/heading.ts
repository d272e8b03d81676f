/** Puts keyboard and screen reader at the beginning of a part of the page. */
export function focusHeading(part: ParentNode): void {
  const heading = part.querySelector<HTMLElement>('h1, h2');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
