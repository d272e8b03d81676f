import { useEffect, useState } from 'preact/hooks';
import { isLanguage, type Language, languages } from '../../../core/languages.ts';
import { saveLanguage } from '../client/account.ts';
import { asFailure } from '../client/failure.ts';
import { hasSession } from '../client/session.ts';
import { chooseTheme, chosenTheme, type Theme } from '../client/theme.ts';
import { chosenLanguage } from '../words/choice.ts';
import { chooseLanguage, language, t } from '../words/words.ts';
import { sentenceFor } from './sentences.ts';
import { notify } from './toast.tsx';

/** The languages in their own words, for people who cannot read the one that is shown. */
const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

interface LanguageChoiceProps {
  /** Whether people may also follow the language of their browser. */
  readonly offersBrowser?: boolean;
}

/** The choice of the language, for this browser and for the account that is signed in. */
export function LanguageChoice({ offersBrowser = false }: LanguageChoiceProps) {
  const chosen = offersBrowser ? (chosenLanguage() ?? '') : language();
  return (
    <label class="preference">
      <span class={offersBrowser ? undefined : 'off-screen'}>{t('language.label')}</span>
      <select
        value={chosen}
        onChange={({ currentTarget: { value } }) => {
          void choose(isLanguage(value) ? value : null);
        }}
      >
        {offersBrowser && <option value="">{t('appearance.browserLanguage')}</option>}
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {languageNames[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Shows the language at once, and stores it with the account afterwards. */
async function choose(choice: Language | null): Promise<void> {
  await chooseLanguage(choice);
  if (!hasSession()) return;
  try {
    await saveLanguage(choice);
    notify(t('appearance.languageSaved'));
  } catch (error) {
    notify(sentenceFor(asFailure(error)));
  }
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];

interface ThemeChoiceProps {
  /** Whether the label stands beside the choice. */
  readonly hasLabel?: boolean;
}

/** The choice of light or dark colours, for this browser. */
export function ThemeChoice({ hasLabel = false }: ThemeChoiceProps) {
  const theme = useTheme();
  return (
    <label class="preference">
      <span class={hasLabel ? undefined : 'off-screen'}>{t('theme.label')}</span>
      <select
        value={theme}
        onChange={({ currentTarget: { value } }) => {
          chooseTheme(themes.find((each) => each === value) ?? 'system');
          dispatchEvent(new Event(themeChosen));
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {t(`theme.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

const themeChosen = 'anchor-theme-chosen';

/** The chosen theme; renders again when it is chosen in another part of the page or in another tab. */
function useTheme(): Theme {
  const [theme, setTheme] = useState(chosenTheme);
  useEffect(() => {
    const update = () => {
      setTheme(chosenTheme());
    };
    addEventListener(themeChosen, update);
    addEventListener('storage', update);
    return () => {
      removeEventListener(themeChosen, update);
      removeEventListener('storage', update);
    };
  }, []);
  return theme;
}
