/** Texts in the one form in which they are looked for: NFKC and lower case, a line each, none twice. */
export function searchKey(...texts: readonly string[]): string {
  return [...new Set(texts.map((text) => text.normalize('NFKC').toLowerCase()))].join('\n');
}

/** The LIKE pattern of everything that contains what somebody typed, with backslash as escape. */
export function containsPattern(typed: string): string {
  // A NUL would end the pattern early, and match everybody.
  const literal = searchKey(typed.replaceAll(/\p{Cc}/gu, ' ')).replaceAll(
    /[\\%_]/g,
    String.raw`\$&`,
  );
  return `%${literal}%`;
}
