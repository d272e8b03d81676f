/** Light or dark, or as the system is. */
export type Theme = 'system' | 'light' | 'dark';

/** Absent from the storage while the system decides. `theme.ts` reads it before the first paint of each page. */
const key = 'anchor-auth.theme';

/** The theme that was chosen in this browser. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Chooses the theme of this browser, for this page at once and for every other open one. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(key);
  else localStorage.setItem(key, theme);
  applyTheme();
}

/** Lets the document follow the chosen theme. */
export function applyTheme(): void {
  const theme = chosenTheme();
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  // Colours the page until its style sheet is there.
  const scheme = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]');
  if (scheme !== null) scheme.content = theme === 'system' ? 'light dark' : theme;
}
