/** The form in which texts are searched: NFKC and lower case, one line each, without duplicates. */
export function searchKey(...texts: readonly string[]): string {
  return [...new Set(texts.map((text) => text.normalize('NFKC').toLowerCase()))].join('\n');
}

/** The LIKE pattern that matches every text containing `typed`; the escape character is a backslash. */
export function containsPattern(typed: string): string {
  // A NUL would end the pattern early, and it would match every row.
  const literal = searchKey(typed.replaceAll(/\p{Cc}/gu, ' ')).replaceAll(
    /[\\%_]/g,
    String.raw`\$&`,
  );
  return `%${literal}%`;
}
