import { isLanguage, type Language, languages } from '../../../core/languages.ts';
import { chooseLanguage, language, t } from '../words/words.ts';

/** The languages in their own words, for people who cannot read the one that is shown. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

/** The choice of the language, for this browser. */
export function LanguageChoice() {
  return (
    <label class="preference">
      <span class="off-screen">{t('language.label')}</span>
      <select
        value={language()}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) void chooseLanguage(value);
        }}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {languageNames[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
