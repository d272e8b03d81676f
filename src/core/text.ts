/** How many characters a text has as Unicode counts them: an emoji is one, not two. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
