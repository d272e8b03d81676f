import { isLanguage, type Language, preferredLanguage } from '../../../core/languages.ts';
import { site } from '../client/site.ts';

const storedKey = 'anchor-auth.language';

/**
 * The language of the pages: of `?lang=` for this tab, else the one that was chosen in this browser, else the first
 * that the browser prefers and that is offered, else the server's.
 */
export function currentLanguage(): Language {
  return (
    forThisTab() ?? chosenLanguage() ?? preferredLanguage(navigator.languages) ?? site.language
  );
}

/** The language that was chosen in this browser; undefined if none was. */
export function chosenLanguage(): Language | undefined {
  const stored = localStorage.getItem(storedKey);
  return isLanguage(stored) ? stored : undefined;
}

/** Stores a choice for this browser; null removes it. It counts more than `?lang=`, which leaves the address. */
export function storeChoice(language: Language | null): void {
  const url = new URL(location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.delete('lang');
    history.replaceState(history.state, '', url);
  }
  sessionStorage.removeItem(storedKey);
  if (language === null) localStorage.removeItem(storedKey);
  else localStorage.setItem(storedKey, language);
}

/** An app that sends people here can name the language they use there. */
function forThisTab(): Language | undefined {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) sessionStorage.setItem(storedKey, asked);
  const kept = sessionStorage.getItem(storedKey);
  return isLanguage(kept) ? kept : undefined;
}
