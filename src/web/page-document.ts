import { brandOf, brandTags } from './brand.ts';
import { type DocumentConfig, factsTag } from './document-facts.ts';

/** The document of the pages for one server: with its language, its brand, and what the pages know about it. */
export function pageDocument(html: string, config: DocumentConfig): string {
  const brand = brandOf(config);
  const written = [
    [/<html lang="\w+">/, `<html lang="${config.defaultLanguage}">`],
    [/<title>[^<]*<\/title>/, `<title>${Bun.escapeHTML(brand.name)}</title>`],
    // After the style sheet of the pages, whose colours the one of the brand replaces.
    [/<\/head>/, `${factsTag(config)}\n${brandTags(brand)}</head>`],
    ...(brand.logo === null ? [] : [[/<link rel="icon"[^>]*>/, ''] as const]),
  ] as const;
  return written.reduce((text, [place, content]) => replaced(text, place, content), html);
}

function replaced(text: string, place: RegExp, content: string): string {
  if (!place.test(text)) throw new Error(`The page has no ${place.source}`);
  // As a function, because a text may contain $&, which `replace` would expand.
  return text.replace(place, () => content);
}
