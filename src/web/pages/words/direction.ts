const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A name or an address for a sentence. One in letters that are written from right to left would rearrange the words
 * around it, so invisible characters (FSI and PDI, UAX #9) keep it apart.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u{2068}${text}\u{2069}` : text;
}
