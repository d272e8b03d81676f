const texts = new Map<number, string>();
// The same times are shown again and again, and formatting one costs a hundred times what a lookup does.
const maxTexts = 1024;

/** Milliseconds since 1970 as ISO 8601 in UTC with milliseconds. */
export function isoTime(milliseconds: number): string {
  const known = texts.get(milliseconds);
  if (known !== undefined) return known;
  const text = new Date(milliseconds).toISOString();
  if (texts.size >= maxTexts) texts.clear();
  texts.set(milliseconds, text);
  return text;
}
