import type { Letter } from './letter.ts';
import { letterHtml } from './letter-html.ts';
import { letterText } from './letter-text.ts';
import { type LetterSite, outlineOf, type Reader } from './outline.ts';
import { letterWords } from './words.ts';

export type { LetterSite, Reader };

/** A mail as it is sent; the subject is one line. */
export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Writes a mail in the language of its reader. */
export async function renderLetter(
  letter: Letter,
  { to, site }: { readonly to: Reader; readonly site: LetterSite },
): Promise<RenderedLetter> {
  const words = await letterWords(to.language);
  const outline = outlineOf(letter, { words, reader: to, site });
  return {
    subject: outline.subject,
    text: letterText(outline, words, site),
    html: letterHtml({ outline, words, site, language: to.language }),
  };
}
