/** The languages of the pages, as language tags of RFC 5646. */
export const languages = ['en', 'de', 'fr', 'es'] as const;

export type Language = (typeof languages)[number];

/** Whether a value is a language of the pages. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The first language that is offered, in the order of preference of a list of language tags such as `de-AT`;
 * undefined if none of them is.
 */
export function preferredLanguage(tags: readonly string[]): Language | undefined {
  return tags.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => isLanguage(tag));
}
