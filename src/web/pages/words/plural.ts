import type { Language } from '../../../core/languages.ts';

/** The forms of a text for different counts; `#` stands for the count. */
interface Forms {
  readonly one: string;
  readonly other: string;
  /** For a million and its multiples in French and Spanish. Without it, `other` is used. */
  readonly many?: string;
}

/** Returns a function that chooses the form for a count by the rules of a language (Unicode CLDR). */
export function pluralsOf(language: Language): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, forms) => {
    const rule = rules.select(count);
    const form = rule === 'one' || rule === 'many' ? forms[rule] : undefined;
    return (form ?? forms.other).replaceAll('#', numbers.format(count));
  };
}
